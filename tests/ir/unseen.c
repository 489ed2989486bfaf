// What the instrumentation cannot see is counted and said.
// RUN: KMEND_SITES=fail-stop KMEND_RECOVERY=osiris KMEND_VERBOSE=1 KMEND_WRITERS=fill:1:0 %cc -O1 -c %s -o %t.o 2> %t.err
// RUN: %check --input-file=%t.err
// RUN: ! KMEND_RECOVERY=osiris KMEND_WRITERS=fill %cc -c %s -o %t.o

// CHECK: 1 functions, 0 left alone, 1 blocks, 0 skipped, 1 sites
// CHECK: 1 writers
// CHECK: not seen: 1 in inline assembly
void fill(unsigned long, void *);
void f(void *p)
{
	__asm__ volatile("" : : "r"(p) : "memory");
	fill(100, p);
}
