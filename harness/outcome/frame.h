/* Places as kernels of many architectures and ages write them: in call traces and among the registers. */
#ifndef KMEND_OUTCOME_FRAME_H
#define KMEND_OUTCOME_FRAME_H

#include "harness/outcome/crash.h"

/* `FUNCTION+0xOFFSET/0xSIZE`, with anything after a space or bracket, or `0xADDRESS`; 0: it is neither. */
int frame_parse(struct kmend_crash_frame *frame, const char *text);

/* Also a bare FUNCTION, as headlines have it. */
int frame_parse_name(struct kmend_crash_frame *frame, const char *text);

/* After `[<c0123456>]`, as often as it stands there; *address is the last one, else it stays. */
const char *frame_skip_addresses(const char *text, uint64_t *address);

enum frame_kind { FRAME_NONE, FRAME_SURE, FRAME_GUESS };

/* A line of a call trace: `[<c0123456>] ? f+0x1/0x2`, `[c00] [c01] f+0x1/0x2`, `(f) from [<c0>] (g+0x1/0x2)`. *callee is
 * f of the last form, all zero in the others. */
enum frame_kind frame_of_trace(struct kmend_crash_frame *frame, struct kmend_crash_frame *callee, const char *text);

/* The instruction pointer of the kernel in a line of registers, by architecture; 0: the line has none, or one of a
 * program in user space. */
int frame_of_registers(struct kmend_crash_frame *frame, const char *text);

#endif
