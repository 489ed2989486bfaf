// A division wider than a machine word by a constant is not swapped: by a value it would need a function that a kernel may not have.
// RUN: KMEND_SITES=swap %cc -m32 -O1 -g0 -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll

// CHECK-NOT: sdiv i64 %{{[0-9]+}}, %
// CHECK-LABEL: define {{.*}}@narrow(
// CHECK: sdiv i32 %{{[0-9]+}}, %
// CHECK-NOT: sdiv i64 %{{[0-9]+}}, %
long long wide(long long x)
{
	return x / 4096;
}
int narrow(int x)
{
	return x / 4096;
}
