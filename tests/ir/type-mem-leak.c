// mem-leak: the release is left out, and its result is 0.
// RUN: KMEND_RELEASES=put KMEND_SITES=mem-leak %cc -O1 -g0 -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll

// CHECK-LABEL: define {{.*}}@f(
// CHECK: br i1 %{{[0-9]+}}, label %[[SLOW:[0-9]+]], label %[[PRISTINE:[0-9]+]]
// CHECK: {{^}}[[PRISTINE]]:
// CHECK-NEXT: %[[V1:[0-9]+]] = tail call i32 @put(ptr noundef %0)
// CHECK-NEXT: ret i32 %[[V1]]
// CHECK: {{^}}[[SLOW]]:
// CHECK-NEXT: %[[ACTION:[0-9]+]] = call preserve_mostcc i32 @__kmend_block(ptr @__kmend_watch_{{[0-9a-f]+}})
// CHECK-NEXT: switch i32 %[[ACTION]], label %[[FAULTY:[0-9]+]] [
// CHECK-NEXT: i32 0, label %[[PRISTINE]]
// CHECK-NEXT: ]
// CHECK: {{^}}[[FAULTY]]:
// CHECK-NEXT: %[[ACTS:[0-9]+]] = icmp eq i32 %[[ACTION]], 1048576
// CHECK-NEXT: br i1 %[[ACTS]], label %[[AFTER:[0-9]+]], label %[[CALL:[0-9]+]]
// CHECK: {{^}}[[CALL]]:
// CHECK-NEXT: %[[V2:[0-9]+]] = tail call i32 @put(ptr %0)
// CHECK-NEXT: br label %[[AFTER]]
// CHECK: {{^}}[[AFTER]]:
// CHECK-NEXT: %[[V3:[0-9]+]] = phi i32 [ %[[V2]], %[[CALL]] ], [ 0, %[[FAULTY]] ]
// CHECK-NEXT: ret i32 %[[V3]]
// CHECK-NEXT: }

int put(void *p);

int f(void *p)
{
	return put(p);
}
