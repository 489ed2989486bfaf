// A check before an alloca must not make it a run-time stack allocation.
// RUN: %cc -O0 -S %s -o %t.s
// RUN: %cc -O0 -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll

// CHECK-LABEL: define {{.*}}@f(
// CHECK: alloca
// CHECK: alloca
// CHECK: load volatile i8
// CHECK-NOT: alloca
// CHECK: br i1
int g(int *, int *);
int f(int n)
{
	int a = n, b[4] = {n};

	return g(&a, b);
}
