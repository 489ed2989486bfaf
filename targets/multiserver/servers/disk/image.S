/* The file system image, made by tools/mkfs; -DDISK_IMAGE="\"path\"" says where it lies at build time. */
	.section .data.disk_image, "aw", @progbits
	.balign 4096
	.globl disk_image
disk_image:
	.incbin DISK_IMAGE
	.globl disk_image_end
disk_image_end:
	.section .note.GNU-stack, "", @progbits
