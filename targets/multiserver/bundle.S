/*
 * The programs of the services, whole ELF files, and the site table of the whole image: a COMPONENT chunk (kmend/abi.h)
 * and the dumped table of each. The order is that of the endpoints. Empty files stand for services that are not there.
 */
	.macro PROGRAM name
	.section .bundle, "a", @progbits
	.balign 4096
program_\name:
	.incbin "\name\().elf"
program_\name\()_end:
	.section .rodata.names, "a", @progbits
name_\name:
	.asciz "\name"
	.section .rodata.bundle_table, "a", @progbits
	.quad name_\name, program_\name, program_\name\()_end
	.endm

	/* Symbols and lines for whoever looks at a crash: docs/crash-signatures.md. Not loaded. */
	.macro SYMBOLS name
	.section .kmend.elf.\name, "", @progbits
	.incbin "\name\().full.elf"
	.endm

	.macro SITES name
	.section .kmend.sites, "", @progbits
	.balign 8
	.long 0x54534d4b /* KMEND_CHUNK_MAGIC */
	.short 2, 1      /* KMEND_ABI_VERSION, KMEND_CHUNK_COMPONENT: loader.c checks all three */
	.long 32, 0      /* bytes */
component_\name:
	.ascii "\name"
	.skip 16 - (. - component_\name)
	.incbin "\name\().sites"
	.endm

	.section .rodata.bundle_table, "a", @progbits
	.balign 8
	.globl bundle_table
bundle_table:
	PROGRAM rs
	PROGRAM pm
	PROGRAM vm
	PROGRAM vfs
	PROGRAM ds
	PROGRAM disk

	SITES rs
	SITES pm
	SITES vm
	SITES vfs
	SITES ds

	SYMBOLS rs
	SYMBOLS pm
	SYMBOLS vm
	SYMBOLS vfs
	SYMBOLS ds
	.section .note.GNU-stack, "", @progbits
