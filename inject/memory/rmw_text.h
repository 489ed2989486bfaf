/* The text and the constraints of inline assembly, as far as rmw.c needs them. */
#ifndef KMEND_INJECT_MEMORY_RMW_TEXT_H
#define KMEND_INJECT_MEMORY_RMW_TEXT_H

#include <stddef.h>
#include <stdint.h>

enum inject_rmw_kind {
	INJECT_RMW_NONE,
	INJECT_RMW_ADD, /* the value is added */
	INJECT_RMW_SUB, /* the value is taken off */
	INJECT_RMW_OR,  /* the bits of the value are set */
	INJECT_RMW_AND, /* all others are cleared */
	INJECT_RMW_INDEX /* the value is the number of a bit, counted from the operand, which may lie in a later or an earlier word */
};

/* One instruction with a memory operand, by the numbers of its operands. */
struct inject_rmw_text {
	enum inject_rmw_kind kind;
	unsigned bytes, memory;
	int value; /* -1: it is `constant` */
	int64_t constant;
};

/* The instruction in the N bytes at TEXT that changes memory in a known way. 0: there is none, or its memory is named twice, or it is an
 * addition beside a jump, which may leave it out. */
int inject_rmw_text(const char *text, size_t n, struct inject_rmw_text *found);

struct inject_operand {
	int argument; /* of the call, that stands for it (for a result that is an input too: the input's); -1: none */
	int is_indirect; /* it is an address */
};

/* Operand NUMBER of the constraints, N bytes at C, in LLVM's notation. */
struct inject_operand inject_rmw_operand(const char *c, size_t n, unsigned number);

#endif
