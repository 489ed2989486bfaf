// SPDX-License-Identifier: MIT
/* The chunks of the site table that name the components (struct kmend_component_chunk); the linker script places them. */
#include "components.h"
#include "kmend.h"

#define TEXT(x) #x
#define NUMBER(x) TEXT(x)

#define CHUNK(name)                                                                                                \
	asm(".pushsection .kmend.component." #name ",\"\",@progbits\n"                                             \
	    ".balign 8\n"                                                                                          \
	    "1: .long " NUMBER(KMEND_CHUNK_MAGIC_NUMBER) "\n"                                                      \
	    ".short " NUMBER(KMEND_VERSION_NUMBER) ", 1\n"                                                         \
	    ".long 2f - 1b, 0\n"                                                                                   \
	    "3: .ascii \"" #name "\"\n"                                                                            \
	    ".zero 16 - (. - 3b)\n"                                                                                \
	    "2: .popsection\n");

/* As in kmend/abi.h, where they carry a suffix that the assembler does not read. */
#define KMEND_CHUNK_MAGIC_NUMBER 0x54534d4b
#define KMEND_VERSION_NUMBER 2
_Static_assert(KMEND_CHUNK_MAGIC_NUMBER == KMEND_CHUNK_MAGIC && KMEND_VERSION_NUMBER == KMEND_ABI_VERSION, "abi.h");
_Static_assert(sizeof(struct kmend_component_chunk) == 32 && KMEND_CHUNK_COMPONENT == 1, "abi.h");

KMEND_LINUX_COMPONENTS(CHUNK)
