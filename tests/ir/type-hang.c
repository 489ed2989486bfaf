// hang: a block that leads to itself; the block never begins.
// RUN: KMEND_SITES=hang %cc -O1 -g0 -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll

// CHECK-LABEL: define {{.*}}@f(
// CHECK: br i1 %{{[0-9]+}}, label %[[SLOW:[0-9]+]], label %[[PRISTINE:[0-9]+]]
// CHECK: {{^}}[[PRISTINE]]:
// CHECK-NEXT: ret i32 %0
// CHECK: {{^}}[[SLOW]]:
// CHECK-NEXT: %[[ACTION:[0-9]+]] = call preserve_mostcc i32 @__kmend_block(ptr @__kmend_watch_{{[0-9a-f]+}})
// CHECK-NEXT: switch i32 %[[ACTION]], label %[[PRISTINE]] [
// CHECK-NEXT: i32 0, label %[[PRISTINE]]
// CHECK-NEXT: i32 131072, label %[[FAULTY:[0-9]+]]
// CHECK-NEXT: ]
// CHECK: {{^}}[[FAULTY]]:
// CHECK-NEXT: br label %[[FAULTY]]
// CHECK-NEXT: }

int f(int a)
{
	return a;
}
