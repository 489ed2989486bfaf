// Kernels walk the stack from the address of an argument: it stays where the caller put it, as with clang alone.
// RUN: %cc -m32 -O2 -fno-pic -fno-omit-frame-pointer -S %s -o %t.s
// RUN: %check --input-file=%t.s

// CHECK-LABEL: take:
// CHECK: leal 8(%ebp), %eax
void walk(void *first_argument);
void take(int *lock)
{
	while (__sync_lock_test_and_set(lock, 1))
		;
	walk(&lock);
}
