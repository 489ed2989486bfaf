// corrupt-index: one more or one less, as the seed says, before the index is widened; no other integer.
// RUN: KMEND_SITES=corrupt-index %cc -O1 -g0 -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll

// CHECK-LABEL: define {{.*}}@f(
// CHECK: br i1 %{{[0-9]+}}, label %[[SLOW:[0-9]+]], label %[[PRISTINE:[0-9]+]]
// CHECK: {{^}}[[PRISTINE]]:
// CHECK-NEXT: %[[V3:[0-9]+]] = load i32, ptr %1, align 4
// CHECK-NEXT: %[[V4:[0-9]+]] = sext i32 %[[V3]] to i64
// CHECK-NEXT: %[[V5:[0-9]+]] = getelementptr inbounds i8, ptr %0, i64 %[[V4]]
// CHECK-NEXT: %[[V6:[0-9]+]] = load i8, ptr %[[V5]], align 1
// CHECK-NEXT: ret i8 %[[V6]]
// CHECK: {{^}}[[SLOW]]:
// CHECK-NEXT: %[[ACTION:[0-9]+]] = call preserve_mostcc i32 @__kmend_block(ptr @__kmend_watch_{{[0-9a-f]+}})
// CHECK-NEXT: switch i32 %[[ACTION]], label %[[FAULTY:[0-9]+]] [
// CHECK-NEXT: i32 0, label %[[PRISTINE]]
// CHECK-NEXT: ]
// CHECK: {{^}}[[FAULTY]]:
// CHECK-NEXT: %[[V7:[0-9]+]] = call i64 @__kmend_seed()
// CHECK-NEXT: %[[ACTS:[0-9]+]] = icmp eq i32 %[[ACTION]], 655360
// CHECK-NEXT: %[[V8:[0-9]+]] = load i32, ptr %1, align 4
// CHECK-NEXT: %[[V9:[0-9]+]] = trunc i64 %[[V7]] to i32
// CHECK-NEXT: %[[V10:[0-9]+]] = and i32 %[[V9]], 2
// CHECK-NEXT: %[[V11:[0-9]+]] = sub i32 %[[V10]], 1
// CHECK-NEXT: %[[V12:[0-9]+]] = add i32 %[[V8]], %[[V11]]
// CHECK-NEXT: %[[V13:[0-9]+]] = select i1 %[[ACTS]], i32 %[[V12]], i32 %[[V8]]
// CHECK-NEXT: %[[V14:[0-9]+]] = sext i32 %[[V13]] to i64
// CHECK-NEXT: %[[V15:[0-9]+]] = getelementptr i8, ptr %0, i64 %[[V14]]
// CHECK-NEXT: %[[V16:[0-9]+]] = load i8, ptr %[[V15]], align 1
// CHECK-NEXT: ret i8 %[[V16]]
// CHECK-NEXT: }

char f(char *p, int *i)
{
	return p[*i];
}
