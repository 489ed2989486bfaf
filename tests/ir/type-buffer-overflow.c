// buffer-overflow: n bytes become n + 1 + (random mod n); nothing divides by 0, and 0 bytes stay 0.
// RUN: KMEND_SITES=buffer-overflow %cc -O1 -g0 -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll

// CHECK-LABEL: define {{.*}}@f(
// CHECK: br i1 %{{[0-9]+}}, label %[[SLOW:[0-9]+]], label %[[PRISTINE:[0-9]+]]
// CHECK: {{^}}[[PRISTINE]]:
// CHECK-NEXT: tail call void @llvm.memmove.p0.p0.i64(ptr align 1 %0, ptr align 1 %1, i64 %2, i1 false)
// CHECK-NEXT: ret void
// CHECK: {{^}}[[SLOW]]:
// CHECK-NEXT: %[[ACTION:[0-9]+]] = call preserve_mostcc i32 @__kmend_block(ptr @__kmend_watch_{{[0-9a-f]+}})
// CHECK-NEXT: switch i32 %[[ACTION]], label %[[FAULTY:[0-9]+]] [
// CHECK-NEXT: i32 0, label %[[PRISTINE]]
// CHECK-NEXT: ]
// CHECK: {{^}}[[FAULTY]]:
// CHECK-NEXT: %[[RANDOM:[0-9]+]] = call i64 @__kmend_random()
// CHECK-NEXT: %[[ACTS:[0-9]+]] = icmp eq i32 %[[ACTION]], 983040
// CHECK-NEXT: %[[ZERO:[0-9]+]] = icmp eq i64 %2, 0
// CHECK-NEXT: %[[BY:[0-9]+]] = select i1 %[[ZERO]], i64 1, i64 %2
// CHECK-NEXT: %[[REST:[0-9]+]] = urem i64 %[[RANDOM]], %[[BY]]
// CHECK-NEXT: %[[ANY:[0-9]+]] = icmp ne i64 %2, 0
// CHECK-NEXT: %[[SOME:[0-9]+]] = and i1 %[[ACTS]], %[[ANY]]
// CHECK-NEXT: %[[ONE:[0-9]+]] = add i64 %[[REST]], 1
// CHECK-NEXT: %[[MORE:[0-9]+]] = select i1 %[[SOME]], i64 %[[ONE]], i64 0
// CHECK-NEXT: %[[LENGTH:[0-9]+]] = add i64 %2, %[[MORE]]
// CHECK-NEXT: tail call void @llvm.memmove.p0.p0.i64(ptr align 1 %0, ptr align 1 %1, i64 %[[LENGTH]], i1 false)
// CHECK-NEXT: ret void
// CHECK-NEXT: }

void *memmove(void *to, const void *from, unsigned long n);

void f(char *a, const char *b, unsigned long n)
{
	memmove(a, b, n);
}
