/*
 * The boot sector: loads the kernel's sectors with int 13h, goes to 32-bit protected mode, copies the kernel to 1 MiB and
 * jumps to its first byte, `start`. KERNEL_SECTORS is a multiple of 32.
 */
#define PIECE 32

	.code16
	.globl _start
_start:
	cli
	cld
	xor %ax, %ax
	mov %ax, %ds
	mov %ax, %es
	mov %ax, %ss
	mov $0x7c00, %sp
	ljmp $0, $load
load:
	mov $packet, %si
	mov $0x42, %ah
	int $0x13
	jc bad
	addw $(PIECE * 512 / 16), packet + 6
	addw $PIECE, packet + 8
	decw pieces
	jnz load

	cli
	in $0x92, %al
	or $2, %al
	out %al, $0x92
	lgdt gdt_pointer
	mov %cr0, %eax
	or $1, %eax
	mov %eax, %cr0
	ljmpl $8, $protected
bad:
	mov $0x3f8, %dx
	mov $'!', %al
	out %al, %dx
	hlt
	jmp bad

	.code32
protected:
	mov $16, %eax
	mov %eax, %ds
	mov %eax, %es
	mov %eax, %ss
	mov $0x10000, %esi
	mov $0x100000, %edi
	mov $(KERNEL_SECTORS * 512 / 4), %ecx
	rep movsl
	mov $0x100000, %eax
	jmp *%eax

	.balign 8
gdt:
	.quad 0, 0x00cf9a000000ffff, 0x00cf92000000ffff
gdt_pointer:
	.word 23
	.long gdt
packet: /* of int 13h, function 42h: size, sectors, where to, first sector */
	.byte 16, 0
	.word PIECE, 0, 0x1000
	.quad 1
pieces:
	.word KERNEL_SECTORS / PIECE

	.org 510
	.word 0xaa55
