// stuck-at-branch: the seed in place of the condition.
// RUN: KMEND_SITES=stuck-at-branch %cc -O1 -g0 -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll

// CHECK-LABEL: define {{.*}}@f(
// CHECK: br i1 %{{[0-9]+}}, label %[[SLOW:[0-9]+]], label %[[PRISTINE:[0-9]+]]
// CHECK: {{^}}[[PRISTINE]]:
// CHECK-NEXT: %[[V3:[0-9]+]] = icmp eq i32 %0, 0
// CHECK-NEXT: br i1 %[[V3]], label %[[V4:[0-9]+]], label %[[V5:[0-9]+]]
// CHECK: {{^}}[[V5]]:
// CHECK-NEXT: tail call void @g()
// CHECK-NEXT: br label %[[V4]]
// CHECK: {{^}}[[V4]]:
// CHECK-NEXT: ret void
// CHECK: {{^}}[[SLOW]]:
// CHECK-NEXT: %[[ACTION:[0-9]+]] = call preserve_mostcc i32 @__kmend_block(ptr @__kmend_watch_{{[0-9a-f]+}})
// CHECK-NEXT: switch i32 %[[ACTION]], label %[[FAULTY:[0-9]+]] [
// CHECK-NEXT: i32 0, label %[[PRISTINE]]
// CHECK-NEXT: ]
// CHECK: {{^}}[[FAULTY]]:
// CHECK-NEXT: %[[V6:[0-9]+]] = call i64 @__kmend_seed()
// CHECK-NEXT: %[[V7:[0-9]+]] = icmp eq i32 %0, 0
// CHECK-NEXT: %[[ACTS:[0-9]+]] = icmp eq i32 %[[ACTION]], 851968
// CHECK-NEXT: %[[V8:[0-9]+]] = trunc i64 %[[V6]] to i1
// CHECK-NEXT: %[[V9:[0-9]+]] = select i1 %[[ACTS]], i1 %[[V8]], i1 %[[V7]]
// CHECK-NEXT: br i1 %[[V9]], label %[[V4]], label %[[V5]]
// CHECK-NEXT: }

void g(void);
void f(int a)
{
	if (a)
		g();
}
