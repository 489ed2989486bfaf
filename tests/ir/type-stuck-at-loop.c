// stuck-at-loop: the way back to the header of the loop is taken, whatever the condition says.
// RUN: KMEND_SITES=stuck-at-loop %cc -O1 -g0 -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll

// CHECK-LABEL: define {{.*}}@f(
// CHECK: br i1 %{{[0-9]+}}, label %[[SLOW:[0-9]+]], label %[[PRISTINE:[0-9]+]]
// CHECK: {{^}}[[PRISTINE]]:
// CHECK: br i1 %{{[0-9]+}}, label %[[END:[0-9]+]], label %[[HEADER:[0-9]+]], !llvm.loop
// CHECK: {{^}}[[SLOW]]:
// CHECK-NEXT: %[[ACTION:[0-9]+]] = call preserve_mostcc i32 @__kmend_block(ptr @__kmend_watch_{{[0-9a-f]+}})
// CHECK-NEXT: switch i32 %[[ACTION]], label %[[FAULTY:[0-9]+]] [
// CHECK-NEXT: i32 0, label %[[PRISTINE]]
// CHECK-NEXT: ]
// CHECK: {{^}}[[FAULTY]]:
// CHECK-NEXT: %[[V1:[0-9]+]] = tail call i32 @next()
// CHECK-NEXT: %[[V2:[0-9]+]] = icmp eq i32 %[[V1]], 0
// CHECK-NEXT: %[[ACTS:[0-9]+]] = icmp eq i32 %[[ACTION]], 917504
// CHECK-NEXT: %[[V3:[0-9]+]] = select i1 %[[ACTS]], i1 false, i1 %[[V2]]
// CHECK-NEXT: br i1 %[[V3]], label %[[END]], label %[[HEADER]], !llvm.loop
// CHECK-NEXT: }

int next(void);

void f(void)
{
	while (next())
		;
}
