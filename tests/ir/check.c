// One check at the top of each block, expanded: load, compare, cold branch, slow path, store through NULL.
// RUN: KMEND_UNIT_ROOT=%root %cc -O1 -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll

// CHECK: module asm "{{.*}}.pushsection .kmend.sites,\22\22,%progbits"
// CHECK: @__kmend_watch_[[H:[0-9a-f]+]] = internal global [3 x i8] zeroinitializer, section "kmend_watch", align 1
// CHECK: @__kmend_counts_[[H]] = internal global [3 x [2 x i32]] zeroinitializer, section "kmend_counts", align 4
// CHECK: @__kmend_unit_[[H]] = internal constant [2 x i32] [i32 3, i32 3], section "kmend_units", align 4
// CHECK: @llvm.used = appending global [3 x ptr] [ptr @__kmend_watch_[[H]], ptr @__kmend_counts_[[H]], ptr @__kmend_unit_[[H]]]
// CHECK-NOT: @__kmend_check

// CHECK-LABEL: define {{.*}}@choose(
// CHECK: %[[B:.*]] = load volatile i8, ptr @__kmend_watch_[[H]], align 1, !dbg
// CHECK-NEXT: %[[C:.*]] = icmp ne i8 %[[B]], 0
// CHECK-NEXT: br i1 %[[C]], label %[[SLOW:.*]], label %[[ON:.*]], !dbg {{.*}}!prof ![[COLD:[0-9]+]]
// CHECK: [[SLOW]]:
// CHECK-NEXT: %[[A:.*]] = call preserve_mostcc i32 @__kmend_block(ptr @__kmend_watch_[[H]])
// CHECK-NEXT: %[[S:.*]] = icmp eq i32 %[[A]], 1
// CHECK-NEXT: br i1 %[[S]], label %[[STOP:.*]], label %[[ON]]
// CHECK: [[STOP]]:
// CHECK-NEXT: store volatile i8 0, ptr null
// CHECK-NEXT: br label %[[ON]]
// CHECK: load volatile i8, ptr getelementptr inbounds (i8, ptr @__kmend_watch_[[H]], i64 1)
// CHECK: load volatile i8, ptr getelementptr inbounds (i8, ptr @__kmend_watch_[[H]], i64 2)
// CHECK-NOT: load volatile
// CHECK: ![[COLD]] = !{!"branch_weights", i32 1, i32 1048575}
void one(void);
int choose(int a)
{
	if (a)
		one();
	return a;
}
