// Sites go in first: the block's store is logged, and so is that of its faulty copy; the fault's own store through NULL is not.
// RUN: KMEND_SITES=fail-stop,no-store KMEND_RECOVERY=osiris KMEND_LOG=always %cc -O1 -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll

// CHECK-LABEL: define {{.*}}@f(
// CHECK: call void @__kmend_log_store(ptr %0, i64 4)
// CHECK-NEXT: store i32 1, ptr %0
// CHECK-NOT: __kmend_log_store(ptr null
// CHECK: call void @__kmend_log_store(ptr %0, i64 4)
// CHECK-NEXT: store i32 1, ptr %0
// CHECK-NOT: call void @__kmend_log_store
// CHECK: store volatile i8 0, ptr null
// CHECK-NOT: call void @__kmend_log_store
void f(int *p)
{
	*p = 1;
}
