// What builtins write is told, too: a list of arguments, and what __builtin_setjmp() keeps. Those in the frame are the function's own.
// RUN: KMEND_SITES=0 KMEND_RECOVERY=osiris KMEND_LOG=always %cc -O1 -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll --check-prefixes=CHECK,WIDE
// RUN: KMEND_SITES=0 KMEND_RECOVERY=osiris KMEND_LOG=always %cc -m32 -O1 -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll --check-prefixes=CHECK,NARROW
__builtin_va_list list, copy;
void *buffer[5];
int take(__builtin_va_list *);

// CHECK-LABEL: define {{.*}}@begin(
// WIDE: call void @__kmend_log_store(ptr {{.*}}@list, i64 24)
// NARROW: call void @__kmend_log_store(ptr {{.*}}@list, i64 4)
// CHECK-NEXT: call void @llvm.va_start
void begin(int n, ...)
{
	__builtin_va_start(list, n);
}

// CHECK-LABEL: define {{.*}}@again(
// WIDE: call void @__kmend_log_store(ptr {{.*}}@copy, i64 24)
// NARROW: call void @__kmend_log_store(ptr {{.*}}@copy, i64 4)
// CHECK-NEXT: call void @llvm.va_copy
void again(void)
{
	__builtin_va_copy(copy, list);
}

// CHECK-LABEL: define {{.*}}@keep(
// WIDE: call void @__kmend_log_store(ptr {{.*}}@buffer, i64 40)
// NARROW: call void @__kmend_log_store(ptr {{.*}}@buffer, i64 20)
// CHECK-NEXT: call i32 @llvm.eh.sjlj.setjmp
int keep(void)
{
	return __builtin_setjmp(buffer);
}

// CHECK-LABEL: define {{.*}}@own(
// CHECK-NOT: __kmend_log_store
// CHECK: call void @llvm.va_start
int own(int n, ...)
{
	__builtin_va_list mine;

	__builtin_va_start(mine, n);
	return take(&mine);
}
