// What the instrumentation cannot see is counted and said: assembly, writers that are called otherwise, other address spaces.
// RUN: KMEND_SITES=fail-stop KMEND_RECOVERY=osiris KMEND_LOG=always KMEND_VERBOSE=1 KMEND_WRITERS=fill:1:0,odd:0:1 %cc -O1 -fno-builtin -c %s -o %t.o 2> %t.err
// RUN: %check --input-file=%t.err
// RUN: ! KMEND_RECOVERY=osiris KMEND_LOG=always KMEND_WRITERS=fill %cc -c %s -o %t.o

// CHECK: 1 functions, 0 left alone, 1 blocks, 0 skipped, 0 not copied, 1 sites
// CHECK: 1 writers
// CHECK: not seen: 1 in inline assembly, 0 under a mask, 3 by calls of known writers with other arguments, 1 into other address spaces
void fill(unsigned long, void *);
void odd(void *, void *);
void memset(void *);
void strcpy(int, const char *);
void f(void *p)
{
	__asm__ volatile("" : : "r"(p) : "memory");
	fill(100, p);
	odd(p, p);
	memset(p);
	strcpy(1, "");
	*(int __attribute__((address_space(256))) *)8 = 1;
}
