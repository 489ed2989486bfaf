/*
 * First instructions: the PVH entry (32-bit, paging off, ebx = start info), the road to long mode, the jump into the
 * higher half. Boot page tables: the first GiB at 0 (until paging_init drops it), at PHYSMAP and at KERNEL_BASE; the
 * GiB with the LAPIC at PHYSMAP, uncached.
 */
#include "layout.h"

	.section .note.pvh, "a", @note
	.balign 4
	.long 4, 8, 18 /* name size, descriptor size, XEN_ELFNOTE_PHYS32_ENTRY */
	.asciz "Xen"
	.quad boot_start

	.section .boot, "ax", @progbits
	.code32
	.globl boot_start
boot_start:
	cli
	cld
	movl %ebx, %esi
	movl $(boot_pml4 - KERNEL_BASE), %eax
	movl %eax, %cr3
	movl $0xa0, %eax /* PAE, PGE */
	movl %eax, %cr4
	movl $0xc0000080, %ecx
	rdmsr
	orl $0x901, %eax /* SCE, LME, NXE */
	wrmsr
	movl $0x80010005, %eax /* PG, WP, EM (until fpu_init), PE; ET is wired to 1 */
	movl %eax, %cr0
	lgdt boot_gdt_pointer
	ljmp $0x08, $boot_long
	.code64
boot_long:
	movw $0x10, %ax
	movw %ax, %ds
	movw %ax, %es
	movw %ax, %ss
	xorl %eax, %eax
	movw %ax, %fs
	movw %ax, %gs
	movl %esi, %edi
	movabsq $kernel_stack_top, %rsp
	movabsq $kernel_main, %rax
	xorl %ebp, %ebp
	pushq $0
	jmp *%rax

	.balign 8
boot_gdt:
	.quad 0, 0x00af9b000000ffff, 0x00cf93000000ffff
boot_gdt_pointer:
	.word 23
	.long boot_gdt

	.section .data
	.balign 4096
	.globl boot_pml4
boot_pml4:
	.quad boot_pdpt - KERNEL_BASE + 3
	.fill 255, 8, 0
	.quad boot_pdpt - KERNEL_BASE + 3
	.fill 254, 8, 0
	.quad boot_pdpt_kernel - KERNEL_BASE + 3
boot_pdpt:
	.quad boot_pd_low - KERNEL_BASE + 3, 0, 0
	.quad boot_pd_devices - KERNEL_BASE + 3
	.fill 508, 8, 0
	.globl boot_pdpt_kernel
boot_pdpt_kernel:
	.fill 510, 8, 0
	.quad boot_pd_low - KERNEL_BASE + 3
	.quad 0
boot_pd_low:
	.set address, 0
	.rept 512
	.quad address + 0x183 /* global, 2 MiB page, writable, present */
	.set address, address + 0x200000
	.endr
boot_pd_devices:
	.rept 512
	.quad address + 0xc0000000 - 0x40000000 + 0x19b /* the same, uncached */
	.set address, address + 0x200000
	.endr

	.section .bss
	.balign 4096
	.globl kernel_stack_low
	.globl kernel_stack_top
kernel_stack_low:
	.skip KERNEL_STACK_SIZE
kernel_stack_top:
	.skip 4096
	.globl fault_stack_top
fault_stack_top:
