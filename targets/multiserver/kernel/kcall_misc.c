/* Kernel calls for everybody: boot information, time, alarms, text, and pid 1's ready and stop. */
#include <ms/ipc.h>
#include <ms/calls.h>

#include <fault.h>

#include "kernel.h"
#include "proc.h"

enum { TEXT_MAX = KMEND_EVENT_LINE_MAX, CONSOLE_MAX = 4096, READY_WORKLOAD_BYTES = sizeof kmend_control.workload };

static int64_t bootinfo(struct proc *p, struct kcall *k)
{
	struct kc_bootinfo info = {
		.policy = control_policy,
		.self = p->endpoint,
		.flags = control_ready_done ? kmend_control.flags : 0,
		.mode = control_ready_done ? kmend_control.mode : 0,
	};
	if (p->endpoint == EP_VM) {
		info.frame_first = frames_first();
		info.frame_count = frames_count();
	}
	return copy_out(p, (uint64_t)k->p, &info, sizeof info);
}

static int64_t ready(struct proc *p, struct kcall *k)
{
	int result = copy_check(p, (uint64_t)k->p, READY_WORKLOAD_BYTES, COPY_WRITE);
	if (result != 0)
		return result;
	if (control_ready_done)
		return -EPERM;
	uint32_t mode = control_ready();
	copy_out(p, (uint64_t)k->p, kmend_control.workload, READY_WORKLOAD_BYTES);
	return mode;
}

/* Once: a second end would be a second last word. */
static int64_t suite_end(struct kcall *k)
{
	static bool over;
	if (over)
		return -EPERM;
	over = true;
	control_suite_end(k->a[0]);
	return 0;
}

/* Any service that still works is at rest when pid 1 runs: it has a higher priority. */
static int64_t audit(struct proc *p, struct kcall *k)
{
	char text[64];
	uint64_t n = k->n < sizeof text ? k->n : sizeof text;
	int result = copy_check(p, (uint64_t)k->p, n, COPY_WRITE);
	if (result != 0 || n == 0)
		return result != 0 ? result : -EINVAL;
	unsigned problems = audit_kernel(text, n, true);
	copy_out(p, (uint64_t)k->p, text, n);
	return problems;
}

/* `keep`: an alarm that comes earlier stays. Else somebody who asks again and again would put it off for ever. */
static void set_alarm(struct proc *p, uint64_t ns, bool keep)
{
	if (!keep || p->alarm_ns == 0 || p->alarm_ns > ns)
		p->alarm_ns = ns;
}

int64_t kcall_misc(struct proc *p, unsigned number, struct kcall *k)
{
	switch (number) {
	case CALL_KC_BOOTINFO:
		return bootinfo(p, k);
	case CALL_KC_READY:
		return ready(p, k);
	case CALL_KC_STOP:
		kmend_stop((enum kmend_stop)k->a[0]);
		console_halt();
	case CALL_KC_ACTIVATE:
		return kmend_activate();
	case CALL_KC_DRAW:
		k->r1 = k->a[0] == 0 ? __kmend_seed() : __kmend_random();
		return 0;
	case CALL_KC_SUITE_END:
		return suite_end(k);
	case CALL_KC_PATIENCE:
		p->patience_ns = k->a[0];
		exec_again |= k->a[1] != 0;
		return 0;
	case CALL_KC_AUDIT:
		return audit(p, k);
	case CALL_KC_TIME:
		return (int64_t)apic_time_ns();
	case CALL_KC_SETALARM:
		set_alarm(p, k->a[0] == 0 ? 0 : apic_time_ns() + k->a[0], k->a[1] != 0);
		return 0;
	default:
		return -ENOSYS;
	}
}

/* Console text keeps its control characters: the harness prints it safely. */
static int64_t console(struct proc *p, struct kcall *k)
{
	char chunk[256];
	uint64_t n = k->n < CONSOLE_MAX ? k->n : CONSOLE_MAX;
	int result = copy_check(p, (uint64_t)k->p, n, COPY_READ);
	if (result != 0)
		return result;
	for (uint64_t done = 0; done < n;) {
		uint64_t step = n - done < sizeof chunk ? n - done : sizeof chunk;
		copy_in(p, chunk, (uint64_t)k->p + done, step);
		console_write(chunk, step);
		done += step;
	}
	return (int64_t)n;
}

int64_t kcall_text(struct proc *p, unsigned number, struct kcall *k)
{
	char text[TEXT_MAX];
	if (number == CALL_KC_CONSOLE)
		return console(p, k);
	if (k->n > sizeof text)
		return -E2BIG;
	int result = copy_in(p, text, (uint64_t)k->p, k->n);
	if (result != 0)
		return result;
	if (number == CALL_KC_SHUTDOWN)
		shutdown(text, k->n);
	switch (kmend_tell(text, (uint32_t)k->n)) {
	case 0:
		return 0;
	case KMEND_SAY_TOO_LONG:
		return -E2BIG;
	default:
		return -EINVAL;
	}
}
