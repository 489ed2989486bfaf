// Several fault types share a block's one check; each has its own site.
// RUN: KMEND_SITES=fail-stop,hang %cc -O1 -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll
// RUN: ! KMEND_SITES=fail-stop,made-up %cc -c %s -o %t.o
// RUN: test ! -e %t.o

// CHECK: c"\01\00\00\00\02\00\00\00", section "kmend_units"
// CHECK-LABEL: define {{.*}}@f(
// CHECK: load volatile i8
// CHECK-NOT: load volatile i8
// CHECK: ret
int f(int a)
{
	return a;
}
