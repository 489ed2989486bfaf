// The site table does not depend on recovery instrumentation, nor on the folder of the build.
// RUN: KMEND_UNIT_ROOT=%root %cc -O2 -c %s -o %t1.o
// RUN: (cd %root && KMEND_RECOVERY=osiris KMEND_UNIT_ROOT=%root %cc -O2 -c same-sites.c -o %t2.o)
// RUN: llvm-objcopy-19 --dump-section .kmend.sites=%t1 %t1.o
// RUN: llvm-objcopy-19 --dump-section .kmend.sites=%t2 %t2.o
// RUN: cmp %t1 %t2
// RUN: strings %t1 | grep -qx same-sites.c
int table[10];
void fill(int n)
{
	for (int i = 0; i < n; i++)
		table[i % 10] = i;
}
