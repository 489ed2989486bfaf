// How long a copied string is, a loop of the unit's own says: no function of the program is called for it, nor one it has not.
// RUN: KMEND_SITES=0 KMEND_RECOVERY=osiris KMEND_LOG=always %cc -m32 -O2 -ffreestanding -fno-builtin -S -emit-llvm %s -o %t.ll
// RUN: %check --input-file=%t.ll

// CHECK-LABEL: define {{.*}}@work(
// CHECK-NOT: @strlen
// CHECK: %[[N:.*]] = call i64 @__kmend_string_bytes(ptr %{{.*}})
// CHECK: call void @__kmend_log_store(ptr {{.*}}@buffer, i64 %[[N]])
// CHECK-NEXT: call ptr @strcpy(
// CHECK: define internal i64 @__kmend_string_bytes(
typedef __SIZE_TYPE__ size_t;
extern char *strcpy(char *, const char *);
char buffer[32];
volatile int sink;
static __attribute__((noinline)) size_t strlen(const char *s)
{
	size_t n = 0;

	while (s[n])
		n++;
	return n;
}
int length(const char *s)
{
	return (int)strlen(s);
}
int work(const char *s)
{
	strcpy(buffer, s);
	return buffer[0];
}
