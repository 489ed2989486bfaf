// flip-bool: a boolean is inverted for all that uses it.
// RUN: KMEND_SITES=flip-bool %cc -O1 -g0 -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll

// CHECK-LABEL: define {{.*}}@f(
// CHECK: br i1 %{{[0-9]+}}, label %[[SLOW:[0-9]+]], label %[[PRISTINE:[0-9]+]]
// CHECK: {{^}}[[PRISTINE]]:
// CHECK-NEXT: %[[V3:[0-9]+]] = icmp eq i32 %0, 3
// CHECK-NEXT: %[[V4:[0-9]+]] = zext i1 %[[V3]] to i32
// CHECK-NEXT: ret i32 %[[V4]]
// CHECK: {{^}}[[SLOW]]:
// CHECK-NEXT: %[[ACTION:[0-9]+]] = call preserve_mostcc i32 @__kmend_block(ptr @__kmend_watch_{{[0-9a-f]+}})
// CHECK-NEXT: switch i32 %[[ACTION]], label %[[FAULTY:[0-9]+]] [
// CHECK-NEXT: i32 0, label %[[PRISTINE]]
// CHECK-NEXT: ]
// CHECK: {{^}}[[FAULTY]]:
// CHECK-NEXT: %[[ACTS:[0-9]+]] = icmp eq i32 %[[ACTION]], 524288
// CHECK-NEXT: %[[V5:[0-9]+]] = icmp eq i32 %0, 3
// CHECK-NEXT: %[[V6:[0-9]+]] = xor i1 %[[V5]], true
// CHECK-NEXT: %[[V7:[0-9]+]] = select i1 %[[ACTS]], i1 %[[V6]], i1 %[[V5]]
// CHECK-NEXT: %[[V8:[0-9]+]] = zext i1 %[[V7]] to i32
// CHECK-NEXT: ret i32 %[[V8]]
// CHECK-NEXT: }

int f(int a)
{
	return a == 3;
}
