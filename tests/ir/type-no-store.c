// no-store: a way around the store.
// RUN: KMEND_SITES=no-store %cc -O1 -g0 -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll

// CHECK-LABEL: define {{.*}}@f(
// CHECK: br i1 %{{[0-9]+}}, label %[[SLOW:[0-9]+]], label %[[PRISTINE:[0-9]+]]
// CHECK: {{^}}[[PRISTINE]]:
// CHECK-NEXT: store i32 %1, ptr %0, align 4
// CHECK-NEXT: ret void
// CHECK: {{^}}[[SLOW]]:
// CHECK-NEXT: %[[ACTION:[0-9]+]] = call preserve_mostcc i32 @__kmend_block(ptr @__kmend_watch_{{[0-9a-f]+}})
// CHECK-NEXT: switch i32 %[[ACTION]], label %[[FAULTY:[0-9]+]] [
// CHECK-NEXT: i32 0, label %[[PRISTINE]]
// CHECK-NEXT: ]
// CHECK: {{^}}[[FAULTY]]:
// CHECK-NEXT: %[[ACTS:[0-9]+]] = icmp eq i32 %[[ACTION]], 393216
// CHECK-NEXT: br i1 %[[ACTS]], label %[[V3:[0-9]+]], label %[[V4:[0-9]+]]
// CHECK: {{^}}[[V4]]:
// CHECK-NEXT: store i32 %1, ptr %0, align 4
// CHECK-NEXT: br label %[[V3]]
// CHECK: {{^}}[[V3]]:
// CHECK-NEXT: ret void
// CHECK-NEXT: }

void f(int *p, int a)
{
	*p = a;
}
