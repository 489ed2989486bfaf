/*
 * Boot: paging, a stack, segments, then kernel(). With PAGE0 page 0 is mapped and writable, as in kernels that map all of memory as it
 * is: a store through NULL goes through there.
 */
#ifdef PAGE0
#define FIRST 3
#else
#define FIRST 0
#endif

#ifndef __x86_64__
	.section .multiboot, "a"
	.balign 4
	.long 0x1badb002, 0, -0x1badb002
#endif
	.section .note.pvh, "a", @note
	.long 4, 4, 18
	.asciz "Xen"
	.long start

	.data
	.balign 8
#ifdef __x86_64__
gdt:	.quad 0, 0x00af9a000000ffff, 0x00cf92000000ffff
#else
gdt:	.quad 0, 0x00cf9a000000ffff, 0x00cf92000000ffff
#endif
gdt_pointer: .short 23
	.long gdt, 0
	.balign 4096
#ifdef __x86_64__
top:	.quad pointers + 3
	.fill 511, 8, 0
pointers: .quad directory + 3
	i = 1
	.rept 511
#ifdef HIGH
	.quad (i << 30) + 0x83 /* as it is, a GiB each */
#else
	.quad 0
#endif
	i = i + 1
	.endr
directory: .quad table + 3
	i = 1
	.rept 511
	.quad i * 0x200000 + 0x83
	i = i + 1
	.endr
table:	.quad FIRST
	i = 1
	.rept 511
	.quad i * 4096 + 3
	i = i + 1
	.endr
#else
top:	.long table + 3
	i = 1
	.rept 1023
	.long i * 0x400000 + 0x83
	i = i + 1
	.endr
table:	.long FIRST
	i = 1
	.rept 1023
	.long i * 4096 + 3
	i = i + 1
	.endr
#endif
	.bss
	.balign 16
stack:	.skip 16384
stack_end:

	.text
	.code32
	.globl start
start:	cld
	cli
	mov $stack_end, %esp
	mov %cr4, %eax
	or $0x30, %eax /* large pages, and wide entries in long mode */
#ifndef __x86_64__
	and $~0x20, %eax
#endif
	mov %eax, %cr4
	mov $top, %eax
	mov %eax, %cr3
#ifdef __x86_64__
	mov $0xc0000080, %ecx
	rdmsr
	or $0x100, %eax
	wrmsr
#endif
	mov %cr0, %eax
	or $0x80010000, %eax
	mov %eax, %cr0
	lgdt gdt_pointer
	ljmp $8, $flat
#ifdef __x86_64__
	.code64
#endif
flat:	mov $16, %eax
	mov %eax, %ds
	mov %eax, %es
	mov %eax, %ss
	xor %ebp, %ebp /* the last frame of a walk */
	call kernel

	.globl halt
	.type halt, @function
halt:	cli
1:	hlt
	jmp 1b

	/* One stub a vector; all of them end in exception(). */
	.balign 16
	.globl stubs
stubs:	i = 0
	.rept 32
	.balign 16
	push $i
	jmp stub_end
	i = i + 1
	.endr
stub_end:
#ifdef __x86_64__
	pop %rdi
	mov %rsp, %rsi
	and $-16, %rsp
#else
	pop %eax
	push %esp
	push %eax
#endif
	call exception
	jmp halt

	.section .note.GNU-stack, "", @progbits
