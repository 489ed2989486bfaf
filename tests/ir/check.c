// One check at the top of each block: load, compare, cold branch; slow path, and where its answer leads.
// RUN: KMEND_SITES=fail-stop,hang KMEND_UNIT_ROOT=%root %cc -O1 -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll

// CHECK: module asm "{{.*}}.pushsection .kmend.sites,\22\22,%progbits"
// CHECK: @__kmend_watch_[[H:[0-9a-f]+]] = internal global [3 x i8] zeroinitializer, section "kmend_watch", align 1
// CHECK: @__kmend_counts_[[H]] = internal global [24 x i8] zeroinitializer, section "kmend_counts", align 4
// CHECK: @__kmend_unit_[[H]] = internal constant [8 x i8] c"\03\00\00\00\06\00\00\00", section "kmend_units", align 4
// CHECK: @llvm.used = appending global [3 x ptr] [ptr @__kmend_watch_[[H]], ptr @__kmend_counts_[[H]], ptr @__kmend_unit_[[H]]]
// CHECK-NOT: @__kmend_check

// CHECK-LABEL: define {{.*}}@choose(
// CHECK: %[[B:.*]] = load volatile i8, ptr @__kmend_watch_[[H]], align 1, !dbg
// CHECK-NEXT: %[[C:.*]] = icmp ne i8 %[[B]], 0
// CHECK-NEXT: br i1 %[[C]], label %[[SLOW:.*]], label %[[ON:.*]], !dbg {{.*}}!prof ![[COLD:[0-9]+]]
// CHECK: [[ON]]:
// CHECK-NEXT: icmp eq i32
// CHECK: load volatile i8, ptr getelementptr inbounds (i8, ptr @__kmend_watch_[[H]], i64 1)
// CHECK: load volatile i8, ptr getelementptr inbounds (i8, ptr @__kmend_watch_[[H]], i64 2)
// CHECK-NOT: load volatile
// CHECK: [[SLOW]]:
// CHECK-NEXT: %[[A:.*]] = call preserve_mostcc i32 @__kmend_block(ptr @__kmend_watch_[[H]])
// CHECK-NEXT: switch i32 %[[A]], label %[[ON]] [
// CHECK-NEXT: i32 0, label %[[ON]]
// CHECK-NEXT: i32 65536, label %[[STOP:.*]]
// CHECK-NEXT: i32 131072, label %[[HANG:.*]]
// CHECK-NEXT: ]
// CHECK: [[STOP]]:
// CHECK-NEXT: store volatile i8 0, ptr null{{.*}}!kmend
// CHECK-NEXT: br label %[[ON]]
// CHECK: [[HANG]]:
// CHECK-NEXT: br label %[[HANG]]
// CHECK: ![[COLD]] = !{!"branch_weights", i32 1, i32 1048575}
void one(void);
int choose(int a)
{
	if (a)
		one();
	return a;
}
