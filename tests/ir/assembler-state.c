// Whatever state a unit's own assembly leaves the assembler in, the runtime that is put into it is 32-bit code in its own syntax.
// RUN: KMEND_RUNTIME=builtin %cc -m32 -O1 -masm=intel -c %s -o %t.o
// RUN: KMEND_RUNTIME=builtin %cc -m32 -O1 -DINTEL -c %s -o %t.o
// RUN: KMEND_RUNTIME=builtin %cc -m32 -O1 -DCODE16 -c %s -o %t.o
// RUN: llvm-objdump-19 -d %t.o > %t.s
// RUN: %check --input-file=%t.s

// CHECK-LABEL: <__kmend_block>:
// CHECK-NEXT: 55 pushl %ebp
// CHECK-NEXT: 89 e5 movl %esp, %ebp
#if defined(INTEL)
__asm__(".intel_syntax noprefix\nother: mov eax, 1\nret");
#elif defined(CODE16)
__asm__(".code16\nother: mov $1, %ax\nret");
#endif
int f(int x)
{
	return x + 1;
}
