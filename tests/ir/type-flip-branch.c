// flip-branch: the condition of the branch is inverted where it is used, its operand is not.
// RUN: KMEND_SITES=flip-branch %cc -O1 -g0 -S -emit-llvm %s -o %t.ll
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
// CHECK-NEXT: %[[V6:[0-9]+]] = icmp eq i32 %0, 0
// CHECK-NEXT: %[[ACTS:[0-9]+]] = icmp eq i32 %[[ACTION]], 458752
// CHECK-NEXT: %[[V7:[0-9]+]] = xor i1 %[[V6]], %[[ACTS]]
// CHECK-NEXT: br i1 %[[V7]], label %[[V4]], label %[[V5]]
// CHECK-NEXT: }

void g(void);
void f(int a)
{
	if (a)
		g();
}
