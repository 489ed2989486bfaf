// Computed goto, asm goto, switch, unreachable blocks and setjmp-like calls survive; the result links and verifies.
// RUN: KMEND_RECOVERY=osiris %cc -O2 -c %s -o %t.o
// RUN: KMEND_RECOVERY=osiris %cc -O0 -c %s -o %t.o
// RUN: KMEND_RECOVERY=osiris %cc -Os -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll

// CHECK: indirectbr
// CHECK: callbr
int again(void) __attribute__((returns_twice));
int machine(const unsigned char *p)
{
	static const void *const ops[] = {&&add, &&sub, &&end};
	int x = 0;

	goto *ops[*p++];
add:
	x++;
	goto *ops[*p++];
sub:
	x--;
	goto *ops[*p++];
end:
	return x;
}
int jump(int a)
{
	__asm__ goto("# %l0" : : : : away);
	return a;
away:
	return -a;
}
int pick(int n)
{
	switch (n) {
	case 0: return 7;
	case 1: return 9;
	default: __builtin_unreachable();
	}
}
int twice(int a)
{
	if (again())
		return a;
	return pick(a);
}
