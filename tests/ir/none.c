// Nothing wanted: the wrapper is the compiler, and the object is the compiler's own, byte for byte.
// RUN: KMEND_SITES=0 %cc -O2 -c %s -o %t.o
// RUN: KMEND_SITES=none KMEND_RECOVERY=none %cc -O2 -c %s -o %t2.o
// RUN: clang-19 -O2 -c %s -o %t3.o
// RUN: cmp %t.o %t3.o
// RUN: cmp %t2.o %t3.o
int x(int a)
{
	return a + 1;
}
