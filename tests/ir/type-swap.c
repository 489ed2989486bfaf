// swap: the operands of an operation whose order matters change places.
// RUN: KMEND_SITES=swap %cc -O1 -g0 -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll

// CHECK-LABEL: define {{.*}}@f(
// CHECK: br i1 %{{[0-9]+}}, label %[[SLOW:[0-9]+]], label %[[PRISTINE:[0-9]+]]
// CHECK: {{^}}[[PRISTINE]]:
// CHECK-NEXT: %[[V3:[0-9]+]] = sub nsw i32 %0, %1
// CHECK-NEXT: ret i32 %[[V3]]
// CHECK: {{^}}[[SLOW]]:
// CHECK-NEXT: %[[ACTION:[0-9]+]] = call preserve_mostcc i32 @__kmend_block(ptr @__kmend_watch_{{[0-9a-f]+}})
// CHECK-NEXT: switch i32 %[[ACTION]], label %[[FAULTY:[0-9]+]] [
// CHECK-NEXT: i32 0, label %[[PRISTINE]]
// CHECK-NEXT: ]
// CHECK: {{^}}[[FAULTY]]:
// CHECK-NEXT: %[[ACTS:[0-9]+]] = icmp eq i32 %[[ACTION]], 196608
// CHECK-NEXT: %[[V4:[0-9]+]] = select i1 %[[ACTS]], i32 %1, i32 %0
// CHECK-NEXT: %[[V5:[0-9]+]] = select i1 %[[ACTS]], i32 %0, i32 %1
// CHECK-NEXT: %[[V6:[0-9]+]] = sub i32 %[[V4]], %[[V5]]
// CHECK-NEXT: ret i32 %[[V6]]
// CHECK-NEXT: }

int f(int a, int b)
{
	return a - b;
}
