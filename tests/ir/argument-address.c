// Kernels walk the stack from the address of an argument: it stays where the caller put it, as with clang alone.
// RUN: %cc -m32 -O2 -fno-pic -fno-omit-frame-pointer -S %s -o %t.s
// RUN: %check --input-file=%t.s
// RUN: for o in 0 1 2; do for r in none osiris; do for s in none all; do KMEND_SITES=$s KMEND_RECOVERY=$r KMEND_RUNTIME=builtin %cc -m32 -O$o -fno-pic -fno-omit-frame-pointer -S %s -o %t.s; grep -q "leal	8(%ebp), %eax" %t.s; done; done; done

// CHECK-LABEL: take:
// CHECK: leal 8(%ebp), %eax
void walk(void *first_argument);
void take(int *lock)
{
	while (__sync_lock_test_and_set(lock, 1))
		;
	walk(&lock);
}
