// Every write is logged before it, with its width; only the function's own variables are left out.
// RUN: KMEND_SITES=0 KMEND_RECOVERY=osiris KMEND_LOG=always %cc -O1 -fno-builtin -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll
#include <stddef.h>
void *memcpy(void *, const void *, size_t);
void *memset(void *, int, size_t);
char *strcpy(char *, const char *);
char *strncpy(char *, const char *, size_t);
struct big { char bytes[300]; };

// CHECK-LABEL: define {{.*}}@widths(
// CHECK: call void @__kmend_log_store(ptr {{.*}}, i64 1)
// CHECK-NEXT: store i8
// CHECK: call void @__kmend_log_store(ptr {{.*}}, i64 2)
// CHECK-NEXT: store i16
// CHECK: call void @__kmend_log_store(ptr {{.*}}, i64 4)
// CHECK-NEXT: store volatile i32
// CHECK: call void @__kmend_log_store(ptr {{.*}}, i64 8)
// CHECK-NEXT: store atomic i64
void widths(char *c, short *s, volatile int *i, long *l)
{
	*c = 1;
	*s = 2;
	*i = 3;
	__atomic_store_n(l, 4, __ATOMIC_RELEASE);
}

// CHECK-LABEL: define {{.*}}@atomics(
// CHECK: call void @__kmend_log_store(ptr {{.*}}, i64 4)
// CHECK-NEXT: atomicrmw add
// CHECK: call void @__kmend_log_store(ptr {{.*}}, i64 8)
// CHECK: cmpxchg
void atomics(int *i, long *l, long *e)
{
	__atomic_fetch_add(i, 1, __ATOMIC_SEQ_CST);
	__atomic_compare_exchange_n(l, e, 9, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

// CHECK-LABEL: define {{.*}}@structs(
// CHECK: call void @__kmend_log_store(ptr {{.*}}, i64 300)
// CHECK-NEXT: call void @llvm.memcpy
void structs(struct big *a, const struct big *b)
{
	*a = *b;
}

// CHECK-LABEL: define {{.*}}@calls(
// CHECK: call void @__kmend_log_store(ptr {{.*}}, i64 %{{.*}})
// CHECK-NEXT: call ptr @memcpy
// CHECK: call void @__kmend_log_store(ptr {{.*}}, i64 %{{.*}})
// CHECK-NEXT: call ptr @memset
// CHECK: %[[N:.*]] = call i64 @__kmend_string_bytes(
// CHECK: call void @__kmend_log_store(ptr {{.*}}, i64 %[[N]])
// CHECK-NEXT: call ptr @strcpy
// CHECK: call void @__kmend_log_store(ptr {{.*}}, i64 %{{.*}})
// CHECK-NEXT: call ptr @strncpy
void calls(char *a, const char *b, size_t n)
{
	memcpy(a, b, n);
	memset(a, 0, n);
	strcpy(a, b);
	strncpy(a, b, n);
}

// CHECK-LABEL: define {{.*}}@own(
// CHECK-NOT: __kmend_log_store
// CHECK: ret
int use(int *);
int own(void)
{
	int a[4];

	a[0] = 1;
	a[3] = 2;
	return use(a);
}

// CHECK-LABEL: define {{.*}}@own_at_unknown_offset(
// CHECK: call void @__kmend_log_store(ptr {{.*}}, i64 4)
int own_at_unknown_offset(int i)
{
	int a[4];

	a[i] = 1;
	return use(a);
}

// CHECK-LABEL: define {{.*}}@assembly(
// CHECK: call void @__kmend_log_store(ptr {{.*}}, i64 8)
// CHECK-NEXT: call void asm
void assembly(long *p)
{
	__asm__ volatile("movq $1, %0" : "=m"(*p));
}

// CHECK-LABEL: define {{.*}}@thread_local_or_segment(
// CHECK-NOT: __kmend_log_store
// CHECK: ret
void thread_local_or_segment(void)
{
	*(int __attribute__((address_space(256))) *)8 = 1;
}
