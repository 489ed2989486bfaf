/*
 * What touches memory. A walk over a function that shows a recovery pass each write: where, and how many bytes. Neutral: what
 * a runtime does about a write is its own pass' business (inject/RUNTIME/).
 *
 * Seen are stores, atomic operations, memory intrinsics, stores under a mask (each lane for itself), the memory operands of
 * inline assembly, and calls of functions that are known to write (docs/fault-sites.md has the table). What is not seen is
 * counted. Reads are seen in the same places, for runtimes that ask
 * for them.
 */
#ifndef KMEND_INJECT_MEMORY_MEMORY_H
#define KMEND_INJECT_MEMORY_MEMORY_H

#include <llvm-c/Core.h>
#include <llvm-c/Target.h>
#include <stdint.h>

#include "inject/settings.h"

#define INJECT_MAX_WRITERS 64

/* One access, about to happen. Address and size are values that exist before the instruction. */
struct inject_access {
	LLVMValueRef instruction;
	LLVMValueRef address; /* in address space 0 */
	LLVMValueRef bytes;   /* an integer; 0 at run time: nothing is touched */
	int at_most;          /* 1: `bytes` is how much room there is; less may be touched */
	int own;              /* 1: provably inside one fixed-size variable of the function's frame */
	/* Of a write of 1, 2, 4 or 8 bytes, an integer of 64 bits each, NULL where it is not known: */
	LLVMValueRef added; /* the bytes are a counter that gets so much more */
	LLVMValueRef bits;  /* no others of them are changed */
	int reads;          /* 1: they are read too, and that is not shown by itself */
};

struct inject_memory_count {
	uint32_t stores, atomics, intrinsics, writers, asm_outputs; /* seen, and not the function's own */
	uint32_t reads;                                             /* not the function's own, and not constant */
	uint32_t own;
	uint32_t unseen_asm; /* inline assembly that can write memory which its operands do not name */
	uint32_t
		unseen_reads; /* inline assembly that can read memory which its operands do not name, loads under unusual masks */
	uint32_t unseen_masks;   /* stores under a mask of unusual kinds */
	uint32_t unseen_writers; /* calls of a known writer with other arguments than it should have */
	uint32_t unseen_spaces;  /* writes into another address space: no plain address */
};

struct inject_writer {
	char name[48];
	unsigned pointer; /* argument that says where it writes */
	int size;         /* argument that says how many bytes; -1: string length of argument SOURCE plus 1 */
	unsigned source;
	int at_most; /* 1: the size is how much room there is */
};

struct inject_memory {
	LLVMModuleRef module;
	/*
	 * Called for each write. The builder stands before the instruction, with its source position; what is added there is not
	 * visited.
	 */
	void (*write)(struct inject_memory *memory, const struct inject_access *access);
	/* The same for each read, where a runtime needs them; else NULL. Constants are no reads. */
	void (*read)(struct inject_memory *memory, const struct inject_access *access);
	void *context; /* the pass' own */
	LLVMBuilderRef builder;
	struct inject_memory_count count;
	/* private */
	LLVMTargetDataRef layout;
	struct inject_writer writers[INJECT_MAX_WRITERS];
	unsigned nwriters;
};

/*
 * Prepares MEMORY, of which module, write and context are set and the rest is zero. -1 after a message on stderr: KMEND_WRITERS cannot
 * be understood. To be ended with inject_memory_end() in either case.
 */
int inject_memory_begin(struct inject_memory *memory, const struct inject_settings *settings);
void inject_memory_visit(struct inject_memory *memory, LLVMValueRef function);
void inject_memory_end(struct inject_memory *memory);

/* For people, on stderr: what was seen in UNIT, and what was not. */
void inject_memory_print(const struct inject_memory_count *count, const char *unit);

#endif
