/* A PV guest for x86_64: Xen starts it at `start` with %rsi at the start_info page, a stack of a page, and its page tables made. */
	.macro note type, text:vararg
	.balign 4
	.long 4, 2f - 1f, \type
	.asciz "Xen"
1:	\text
2:	.balign 4
	.endm

	.section .note.Xen, "a", @note
	note 6, .asciz "kmend-dom0"  /* GUEST_OS */
	note 5, .asciz "xen-3.0"     /* XEN_VERSION */
	note 8, .asciz "generic"     /* LOADER */
	note 3, .quad 0x400000       /* VIRT_BASE: page 0 stays unmapped */
	note 4, .quad 0x400000       /* PADDR_OFFSET */
	note 1, .quad start          /* ENTRY */

	.text
	.globl start
start:	cld
	mov %rsi, %rdi
	lea stack_end(%rip), %rsp
	xor %ebp, %ebp
	call dom0
1:	jmp 1b

/* An exception that Xen passes on: it has pushed %rcx and %r11 in front of the frame. ud2 has two bytes, int3 has been executed. */
	.globl on_ud2, on_int3
on_ud2:	addq $2, 16(%rsp)
	movq $1, ud2_seen(%rip)
	jmp back
on_int3:
	movq $1, int3_seen(%rip)
back:	pop %rcx
	pop %r11
	push $0         /* flags: not from a system call */
	push %rcx
	push %r11
	push %rax
	mov $23, %eax   /* iret */
	syscall

/* The compiler calls these. */
	.globl memset, memcpy
memset:	mov %rdi, %r8
	mov %esi, %eax
	mov %rdx, %rcx
	rep stosb
	mov %r8, %rax
	ret
memcpy:	mov %rdi, %rax
	mov %rdx, %rcx
	rep movsb
	ret

	.bss
	.balign 16
	.skip 16384
stack_end:
	.section .note.GNU-stack, "", @progbits
