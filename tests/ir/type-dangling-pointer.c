// dangling-pointer: random mod n bytes are allocated in place of n; nothing divides by 0.
// RUN: KMEND_ALLOCATORS=get:1 KMEND_SITES=dangling-pointer %cc -O1 -g0 -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll

// CHECK-LABEL: define {{.*}}@f(
// CHECK: br i1 %{{[0-9]+}}, label %[[SLOW:[0-9]+]], label %[[PRISTINE:[0-9]+]]
// CHECK: {{^}}[[PRISTINE]]:
// CHECK-NEXT: %[[V1:[0-9]+]] = tail call ptr @get(i32 noundef 1, i64 noundef %0)
// CHECK-NEXT: ret ptr %[[V1]]
// CHECK: {{^}}[[SLOW]]:
// CHECK-NEXT: %[[ACTION:[0-9]+]] = call preserve_mostcc i32 @__kmend_block(ptr @__kmend_watch_{{[0-9a-f]+}})
// CHECK-NEXT: switch i32 %[[ACTION]], label %[[FAULTY:[0-9]+]] [
// CHECK-NEXT: i32 0, label %[[PRISTINE]]
// CHECK-NEXT: ]
// CHECK: {{^}}[[FAULTY]]:
// CHECK-NEXT: %[[RANDOM:[0-9]+]] = call i64 @__kmend_random()
// CHECK-NEXT: %[[ACTS:[0-9]+]] = icmp eq i32 %[[ACTION]], 1114112
// CHECK-NEXT: %[[ZERO:[0-9]+]] = icmp eq i64 %0, 0
// CHECK-NEXT: %[[BY:[0-9]+]] = select i1 %[[ZERO]], i64 1, i64 %0
// CHECK-NEXT: %[[REST:[0-9]+]] = urem i64 %[[RANDOM]], %[[BY]]
// CHECK-NEXT: %[[SIZE:[0-9]+]] = select i1 %[[ACTS]], i64 %[[REST]], i64 %0
// CHECK-NEXT: %[[V2:[0-9]+]] = tail call ptr @get(i32 1, i64 %[[SIZE]])
// CHECK-NEXT: ret ptr %[[V2]]
// CHECK-NEXT: }

void *get(int kind, unsigned long size);

void *f(unsigned long n)
{
	return get(1, n);
}
