// Each read and each write is told before it happens, with its width; variables of the function itself and constants are not.
// RUN: KMEND_SITES=0 KMEND_RECOVERY=akeso KMEND_VERBOSE=1 %cc -O1 -fno-builtin -mavx2 -S -emit-llvm %s -o %t.ll 2>%t.err
// RUN: %check --input-file=%t.ll
// RUN: grep -q 'reads: 8; not seen: 1 in' %t.err
#include <stddef.h>
void *memcpy(void *, const void *, size_t);
char *strcpy(char *, const char *);
struct big { char bytes[300]; };

// CHECK-LABEL: define {{.*}}@loads(
// CHECK: %[[F:.*]] = load i8, ptr @__kmend_akeso_reads
// CHECK: %[[C:.*]] = icmp ne i8 %[[F]], 0
// CHECK: br i1 %[[C]], {{.*}}!prof
// CHECK: call preserve_mostcc void @__kmend_akeso_read(ptr %{{.*}}, i64 1)
// CHECK: load i8, ptr
// CHECK: call preserve_mostcc void @__kmend_akeso_read(ptr %{{.*}}, i64 8)
// CHECK: load volatile i64
long loads(const char *c, const volatile long *l)
{
	return *c + *l;
}

// CHECK-LABEL: define {{.*}}@atomics(
// CHECK: call preserve_mostcc void @__kmend_akeso_read(ptr %{{.*}}, i64 4)
// CHECK: call preserve_mostcc void @__kmend_akeso_write(ptr %{{.*}}, i64 4)
// CHECK: atomicrmw xchg
int atomics(int *i)
{
	return __atomic_exchange_n(i, 1, __ATOMIC_SEQ_CST);
}

// CHECK-LABEL: define {{.*}}@copies(
// CHECK: call preserve_mostcc void @__kmend_akeso_read(ptr %{{.*}}, i64 300)
// CHECK: call preserve_mostcc void @__kmend_akeso_write(ptr %{{.*}}, i64 300)
// CHECK: call void @llvm.memcpy
// CHECK: call preserve_mostcc void @__kmend_akeso_read(ptr %{{.*}}, i64 %{{.*}})
// CHECK: call preserve_mostcc void @__kmend_akeso_write(ptr %{{.*}}, i64 %{{.*}})
// CHECK: call ptr @memcpy
// CHECK: call i64 @__kmend_string_bytes(
// CHECK: call ptr @strcpy
void copies(struct big *a, const struct big *b, char *c, const char *d, size_t n)
{
	*a = *b;
	memcpy(c, d, n);
	strcpy(c, d);
}

// CHECK-LABEL: define {{.*}}@assembly(
// CHECK: call preserve_mostcc void @__kmend_akeso_read(ptr %{{.*}}, i64 8)
// CHECK: call preserve_mostcc void @__kmend_akeso_write(ptr %{{.*}}, i64 4)
// CHECK: call void asm
void assembly(const long *in, int *out)
{
	__asm__ volatile("" : "=m"(*out) : "m"(*in));
	__asm__ volatile("" : "+m"(*out));
	__asm__ volatile("" : : : "memory");
}

// CHECK-LABEL: define {{.*}}@constants(
// CHECK-NOT: __kmend_akeso
// CHECK: ret
static const int table[4] = { 1, 5, 2, 8 };
int constants(int i)
{
	return table[i & 3];
}

// CHECK-LABEL: define {{.*}}@own(
// CHECK-NOT: call {{.*}}__kmend_akeso
// CHECK: ret
int use(volatile int *);
int own(void)
{
	volatile int a[4];

	a[0] = 1;
	return use(a) + a[0];
}

// CHECK-LABEL: define {{.*}}@left_alone(
// CHECK-NOT: __kmend_akeso
// CHECK: ret
__attribute__((annotate("kmend.nolog"))) int left_alone(int *p)
{
	return (*p)++;
}
