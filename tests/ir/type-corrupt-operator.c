// corrupt-operator: the seed chooses one of the other operations of the class.
// RUN: KMEND_SITES=corrupt-operator %cc -O1 -g0 -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll

// CHECK-LABEL: define {{.*}}@f(
// CHECK: br i1 %{{[0-9]+}}, label %[[SLOW:[0-9]+]], label %[[PRISTINE:[0-9]+]]
// CHECK: {{^}}[[PRISTINE]]:
// CHECK-NEXT: %[[V3:[0-9]+]] = mul nsw i32 %1, %0
// CHECK-NEXT: ret i32 %[[V3]]
// CHECK: {{^}}[[SLOW]]:
// CHECK-NEXT: %[[ACTION:[0-9]+]] = call preserve_mostcc i32 @__kmend_block(ptr @__kmend_watch_{{[0-9a-f]+}})
// CHECK-NEXT: switch i32 %[[ACTION]], label %[[FAULTY:[0-9]+]] [
// CHECK-NEXT: i32 0, label %[[PRISTINE]]
// CHECK-NEXT: ]
// CHECK: {{^}}[[FAULTY]]:
// CHECK-NEXT: %[[SEED:[0-9]+]] = call i64 @__kmend_seed()
// CHECK-NEXT: %[[ACTS:[0-9]+]] = icmp eq i32 %[[ACTION]], 786432
// CHECK-NEXT: %[[MUL:[0-9]+]] = mul i32 %1, %0
// CHECK-NEXT: %[[P:[0-9]+]] = lshr i64 %[[SEED]], 48
// CHECK-NEXT: %[[Q:[0-9]+]] = mul i64 %[[P]], 5
// CHECK-NEXT: %[[WHICH:[0-9]+]] = lshr i64 %[[Q]], 16
// CHECK-NEXT: %[[ADD:[0-9]+]] = add i32 %1, %0
// CHECK: %[[SUB:[0-9]+]] = sub i32 %1, %0
// CHECK-NEXT: %[[C1:[0-9]+]] = icmp eq i64 %[[WHICH]], 1
// CHECK-NEXT: %[[S1:[0-9]+]] = select i1 %[[C1]], i32 %[[SUB]], i32 %[[ADD]]
// CHECK-NEXT: %[[AND:[0-9]+]] = and i32 %1, %0
// CHECK: %[[S2:[0-9]+]] = select i1 %{{[0-9]+}}, i32 %[[AND]], i32 %[[S1]]
// CHECK-NEXT: %[[OR:[0-9]+]] = or i32 %1, %0
// CHECK: %[[S3:[0-9]+]] = select i1 %{{[0-9]+}}, i32 %[[OR]], i32 %[[S2]]
// CHECK-NEXT: %[[XOR:[0-9]+]] = xor i32 %1, %0
// CHECK: %[[S4:[0-9]+]] = select i1 %{{[0-9]+}}, i32 %[[XOR]], i32 %[[S3]]
// CHECK-NEXT: %[[RESULT:[0-9]+]] = select i1 %[[ACTS]], i32 %[[S4]], i32 %[[MUL]]
// CHECK-NEXT: ret i32 %[[RESULT]]
// CHECK-NEXT: }

int f(int a, int b)
{
	return a * b;
}
