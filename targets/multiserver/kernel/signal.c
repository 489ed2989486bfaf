/*
 * Signal frames. From low to high: the restorer (the handler's return address), the mask that the restorer hands to
 * PM_SIGRETURN, the fifteen general registers, flags, stack pointer; the interrupted rip lies just below the
 * interrupted stack pointer. The restorer (in the C library) puts everything back with ordinary instructions, so the kernel
 * takes no part in the return. User code is built without a red zone.
 */
#include "kernel.h"
#include "proc.h"

struct frame {
	uint64_t restorer, mask;
	uint64_t general[15]; /* the start of struct regs */
	uint64_t rflags, rsp;
};

enum { FLAGS_CLEAN = 0x202 };

int signal_push(struct proc *p)
{
	const struct signal_frame_request *request = &p->frames[0];
	struct frame frame = { .restorer = request->restorer, .mask = request->mask };
	uint64_t rip_at = p->regs.rsp - 8;
	uint64_t at = ((rip_at - sizeof frame - 8) & ~15ull) + 8; /* as after a call: 8 past a multiple of 16 */

	if (p->regs.rsp < sizeof frame + 64)
		return -EFAULT;
	if (at + sizeof frame > rip_at)
		at -= 16;
	memcpy(frame.general, &p->regs, sizeof frame.general);
	frame.rflags = p->regs.rflags;
	frame.rsp = rip_at;
	int result = copy_check(p, at, p->regs.rsp - at, COPY_WRITE);
	if (result != 0)
		return result;
	copy_out(p, rip_at, &p->regs.rip, sizeof p->regs.rip);
	copy_out(p, at, &frame, sizeof frame);
	p->regs.rip = request->handler;
	p->regs.rsp = at;
	p->regs.rdi = request->signal;
	p->regs.rflags = FLAGS_CLEAN;
	p->nframes--;
	memmove(&p->frames[0], &p->frames[1], p->nframes * sizeof p->frames[0]);
	return 0;
}
