// corrupt-pointer: 64 bits drawn at each activation in place of a pointer.
// RUN: KMEND_SITES=corrupt-pointer %cc -O1 -g0 -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll

// CHECK-LABEL: define {{.*}}@f(
// CHECK: br i1 %{{[0-9]+}}, label %[[SLOW:[0-9]+]], label %[[PRISTINE:[0-9]+]]
// CHECK: {{^}}[[PRISTINE]]:
// CHECK-NEXT: %[[V3:[0-9]+]] = load ptr, ptr %0, align 8
// CHECK-NEXT: ret ptr %[[V3]]
// CHECK: {{^}}[[SLOW]]:
// CHECK-NEXT: %[[ACTION:[0-9]+]] = call preserve_mostcc i32 @__kmend_block(ptr @__kmend_watch_{{[0-9a-f]+}})
// CHECK-NEXT: switch i32 %[[ACTION]], label %[[FAULTY:[0-9]+]] [
// CHECK-NEXT: i32 0, label %[[PRISTINE]]
// CHECK-NEXT: ]
// CHECK: {{^}}[[FAULTY]]:
// CHECK-NEXT: %[[V4:[0-9]+]] = call i64 @__kmend_random()
// CHECK-NEXT: %[[ACTS:[0-9]+]] = icmp eq i32 %[[ACTION]], 589824
// CHECK-NEXT: %[[V5:[0-9]+]] = load ptr, ptr %0, align 8
// CHECK-NEXT: %[[V6:[0-9]+]] = inttoptr i64 %[[V4]] to ptr
// CHECK-NEXT: %[[V7:[0-9]+]] = select i1 %[[ACTS]], ptr %[[V6]], ptr %[[V5]]
// CHECK-NEXT: ret ptr %[[V7]]
// CHECK-NEXT: }

int *f(int **p)
{
	return *p;
}
