/*
 * Boot: paging, a stack, segments, then kernel(). With PAGE0 page 0 is mapped and writable, as in kernels that map all of memory as it
 * is: a store through NULL goes through there. With MULTIBOOT the kernel has that header and no PVH note, also for x86_64. With MOVED
 * (x86_64) it leaves the place where it was loaded.
 */
#ifdef PAGE0
#define FIRST 3
#else
#define FIRST 0
#endif

#if !defined(__x86_64__) || defined(MULTIBOOT)
	.section .multiboot, "a"
	.balign 4
	.long 0x1badb002, 0, -0x1badb002
#endif
#ifndef MULTIBOOT
	.section .note.pvh, "a", @note
	.long 4, 4, 18
	.asciz "Xen"
	.long start
#endif

	.data
	.globl boot_info
boot_info: .long 0
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
	mov %ebx, boot_info
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
#ifdef MOVED /* the mebibyte that the kernel is in, with its page tables, is copied elsewhere and mapped there */
	mov $0x100000, %esi
	mov $0x500000, %edi
	mov $0x20000, %ecx
	rep movsq
	mov $table + 256 * 8, %edi
	mov $256, %ecx
1:	addq $0x400000, (%rdi)
	add $8, %edi
	loop 1b
	mov %cr3, %rax
	mov %rax, %cr3
#endif
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
