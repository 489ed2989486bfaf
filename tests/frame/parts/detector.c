/* The detector "dummy": an instruction that no processor has is a detected fault, and no triple fault any more. */
#include "control.h"
#include "event.h"

void frame_detect(void);
void on_invalid_opcode(void);

__asm__(".globl on_invalid_opcode\non_invalid_opcode: cld\n call invalid_opcode\n");

__attribute__((used, noreturn)) void invalid_opcode(void);

void invalid_opcode(void)
{
	kmend_say_begin("detected");
	kmend_say_text("component", "kernel");
	kmend_say_text("cause", "dummy");
	kmend_say_end();
	kmend_tell_text("panic", "reason", "dummy");
	kmend_stop(KMEND_STOP_PANIC);
	for (;;)
		__asm__ volatile("cli\n hlt");
}

void frame_detect(void)
{
	struct {
		uint16_t limit;
		uint32_t base;
	} __attribute__((packed)) pointer;
	uint32_t gate = (uintptr_t)on_invalid_opcode;

	__asm__ volatile("sidt %0" : "=m"(pointer));
	((uint64_t *)pointer.base)[6] = (uint64_t)((gate & 0xffff0000u) | 0x8e00) << 32 | 8u << 16 | (gate & 0xffff);
}
