// Sites go in first: the fault's own store through NULL is not logged, the first real store behind it is.
// RUN: KMEND_RECOVERY=osiris %cc -O1 -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll

// CHECK-LABEL: define {{.*}}@f(
// CHECK-NOT: __kmend_log_store
// CHECK: store volatile i8 0, ptr null
// CHECK: call void @__kmend_log_store(ptr {{.*}}, i64 4)
// CHECK-NEXT: store i32 1
// CHECK-NOT: __kmend_log_store(ptr null
// CHECK: ret
void f(int *p)
{
	*p = 1;
}
