// Functions that no pass touches, and blocks that take no check.
// RUN: KMEND_RECOVERY=osiris KMEND_LOG=always KMEND_VERBOSE=1 %cc -O1 -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll

// CHECK-LABEL: define {{.*}}@annotated(
// CHECK-NOT: __kmend_block
// CHECK: call void @__kmend_log_store
// CHECK-LABEL: define {{.*}}@unlogged(
// CHECK: __kmend_block
// CHECK-NOT: __kmend_log_store
// CHECK-LABEL: define {{.*}}@early(
// CHECK-NOT: __kmend
// CHECK-LABEL: define {{.*}}@__kmend_own(
// CHECK-NOT: __kmend_block
// CHECK-LABEL: define {{.*}}@naked(
// CHECK-NOT: __kmend
// CHECK-LABEL: define {{.*}}@last(
// CHECK: __kmend_block
int g;
__attribute__((annotate("kmend.nosites"), noinline)) void annotated(int *p) { *p = 1; }
__attribute__((annotate("kmend.nolog"), noinline)) void unlogged(int *p) { *p = 2; }
__attribute__((section(".noinstr.text"), noinline)) void early(int *p) { *p = 3; }
__attribute__((noinline)) void __kmend_own(int *p) { *p = 4; }
__attribute__((naked)) void naked(void) { __asm__("ret"); }
void last(void)
{
	annotated(&g);
	unlogged(&g);
	early(&g);
	__kmend_own(&g);
}
