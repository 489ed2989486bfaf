/* Kernel calls, one function each: see ms/calls.h for what they do and who may. */
#include "glue.h"

static int64_t call(uint32_t number, uint64_t a0, uint64_t a1, uint64_t a2)
{
	struct kcall k = { .a = { a0, a1, a2 } };

	return kc_call(number, &k);
}

/* With a buffer that the kernel reads. */
static int64_t call_from(uint32_t number, uint64_t a0, uint64_t a1, const void *p, uint64_t bytes)
{
	struct kcall k = { .a = { a0, a1 }, .p = (void *)(uintptr_t)p, .n = bytes };

	return kc_call(number, &k);
}

/* With a buffer that the kernel fills: logged before it does. */
static int64_t call_to(uint32_t number, uint64_t a0, void *p, uint64_t bytes)
{
	struct kcall k = { .a = { a0 }, .p = p, .n = bytes };

	__kmend_log_store(p, bytes);
	return kc_call(number, &k);
}

int kc_bootinfo(struct kc_bootinfo *info)
{
	return (int)call_to(CALL_KC_BOOTINFO, 0, info, sizeof(*info));
}

int kc_event(const char *text, size_t bytes)
{
	return (int)call_from(CALL_KC_EVENT, 0, 0, text, bytes);
}

int kc_console(const char *text, size_t bytes)
{
	return (int)call_from(CALL_KC_CONSOLE, 0, 0, text, bytes);
}

int kc_stop(enum kmend_stop stop)
{
	return (int)call(CALL_KC_STOP, stop, 0, 0);
}

uint64_t kc_time(void)
{
	return (uint64_t)call(CALL_KC_TIME, 0, 0, 0);
}

int kc_setalarm(uint64_t ns_from_now)
{
	return (int)call(CALL_KC_SETALARM, ns_from_now, 0, 0);
}

int kc_alarm_by(uint64_t ns_from_now)
{
	return (int)call(CALL_KC_SETALARM, ns_from_now, 1, 0);
}

int kc_grant(unsigned slot, endpoint_t to, uint32_t access, void *p, uint64_t bytes)
{
	struct kcall k = { .a = { slot, to, access }, .p = p, .n = bytes };

	return (int)kc_call(CALL_KC_GRANT, &k);
}

int sv_copy_from(endpoint_t from, unsigned slot, uint64_t offset, void *to, uint64_t bytes)
{
	struct kcall k = { .a = { from, slot, offset }, .p = to, .n = bytes };

	__kmend_log_store(to, bytes);
	return (int)kc_call(CALL_KC_COPY_FROM, &k);
}

int sv_copy_to(endpoint_t to, unsigned slot, uint64_t offset, const void *from, uint64_t bytes)
{
	struct kcall k = { .a = { to, slot, offset }, .p = (void *)(uintptr_t)from, .n = bytes };

	return (int)kc_call(CALL_KC_COPY_TO, &k);
}

int64_t kc_proc_create(endpoint_t parent)
{
	int64_t ep = call(CALL_KC_PROC_CREATE, parent, 0, 0);

	if (ep >= 0 && osiris_lenient())
		osiris_created((uint32_t)ep);
	return ep;
}

int kc_proc_exec(endpoint_t ep, uint64_t entry, uint64_t sp)
{
	return (int)call(CALL_KC_PROC_EXEC, ep, entry, sp);
}

int kc_proc_exit(endpoint_t ep)
{
	return (int)call(CALL_KC_PROC_EXIT, ep, 0, 0);
}

int kc_proc_stop(endpoint_t ep)
{
	return (int)call(CALL_KC_PROC_STOP, ep, 0, 0);
}

int kc_proc_run(endpoint_t ep, int64_t result)
{
	return (int)call(CALL_KC_PROC_RUN, ep, (uint64_t)result, 0);
}

int kc_proc_signal(endpoint_t ep, uint64_t handler, int signal, uint64_t restorer, uint64_t mask)
{
	struct kcall k = { .a = { ep, handler, (uint64_t)signal, restorer, mask } };

	return (int)kc_call(CALL_KC_PROC_SIGNAL, &k);
}

int kc_proc_state(endpoint_t ep, endpoint_t *waits_for, uint64_t *cpu_ms)
{
	struct kcall k = { .a = { ep } };
	int64_t state = kc_call(CALL_KC_PROC_STATE, &k);

	if (state >= 0 && waits_for) {
		__kmend_log_store(waits_for, sizeof(*waits_for));
		*waits_for = (endpoint_t)k.r1;
	}
	if (state >= 0 && cpu_ms) {
		__kmend_log_store(cpu_ms, sizeof(*cpu_ms));
		*cpu_ms = k.r2;
	}
	return (int)state;
}

int kc_proc_nice(endpoint_t ep, int nice)
{
	return (int)call(CALL_KC_PROC_NICE, ep, (uint64_t)nice, 0);
}

int kc_proc_write(endpoint_t ep, uint64_t addr, const void *from, uint64_t bytes)
{
	return (int)call_from(CALL_KC_PROC_WRITE, ep, addr, from, bytes);
}

int64_t kc_getsignal(int *signal)
{
	struct kcall k = { 0 };
	int64_t ep = kc_call(CALL_KC_GETSIGNAL, &k);

	if (ep >= 0) {
		__kmend_log_store(signal, sizeof(*signal));
		*signal = (int)k.r1;
	}
	return ep;
}

int kc_vm_map(endpoint_t ep, uint64_t addr, uint64_t frame, uint32_t prot)
{
	struct kcall k = { .a = { ep, addr, frame, prot } };

	return (int)kc_call(CALL_KC_VM_MAP, &k);
}

int kc_vm_clear(endpoint_t ep)
{
	return (int)call(CALL_KC_VM_CLEAR, ep, 0, 0);
}

int kc_vm_zero(uint64_t frame)
{
	return (int)call(CALL_KC_VM_ZERO, frame, 0, 0);
}

int kc_vm_copy(uint64_t to_frame, uint64_t from_frame)
{
	return (int)call(CALL_KC_VM_COPY, to_frame, from_frame, 0);
}

int64_t kc_vm_lookup(endpoint_t ep, uint64_t addr, uint32_t *prot)
{
	struct kcall k = { .a = { ep, addr } };
	int64_t frame = kc_call(CALL_KC_VM_LOOKUP, &k);

	if (frame >= 0 && prot) {
		__kmend_log_store(prot, sizeof(*prot));
		*prot = (uint32_t)k.r1;
	}
	return frame;
}

int kc_vm_maps(uint32_t first, uint16_t *counts, unsigned n)
{
	return (int)call_to(CALL_KC_VM_MAPS, first, counts, n * sizeof(*counts));
}

int kc_spawn(endpoint_t program, uint32_t slot)
{
	struct kcall k = { .a = { program, slot } };
	int64_t error = kc_call(CALL_KC_SPAWN, &k);

	if (error < 0)
		return (int)error;
	return slot ? (int)slot : (int)k.r1;
}

int kc_start(uint32_t slot, endpoint_t ep, uint32_t trap_mask, uint32_t kcall_mask)
{
	struct kcall k = { .a = { slot, ep, trap_mask, kcall_mask } };

	return (int)kc_call(CALL_KC_START, &k);
}

int kc_getcrash(struct kc_crash *crash)
{
	return (int)call_to(CALL_KC_GETCRASH, 0, crash, sizeof(*crash));
}

int kc_replace(uint32_t crashed_slot, uint32_t clone_slot, int recover)
{
	return (int)call(CALL_KC_REPLACE, crashed_slot, clone_slot, recover != 0);
}

int kc_stall(int on)
{
	return (int)call(CALL_KC_STALL, on != 0, 0, 0);
}

int kc_crash(endpoint_t ep)
{
	return (int)call(CALL_KC_CRASH, ep, 0, 0);
}

int kc_transfer(void)
{
	return (int)call(CALL_KC_TRANSFER, 0, 0, 0);
}

int kc_recovered(enum recovery_action action, uint64_t log_bytes, endpoint_t source, uint32_t bits)
{
	struct kcall k = { .a = { action, log_bytes, source, bits } };

	return (int)kc_call(CALL_KC_RECOVERED, &k);
}

int kc_kill(endpoint_t process)
{
	return (int)call(CALL_KC_KILL, process, 0, 0);
}

int kc_activate(void)
{
	return (int)call(CALL_KC_ACTIVATE, 0, 0, 0);
}

uint64_t kc_draw(int random)
{
	struct kcall k = { .a = { (uint64_t)random } };

	kc_call(CALL_KC_DRAW, &k);
	return k.r1;
}

int kc_shutdown(const char *reason)
{
	return (int)call_from(CALL_KC_SHUTDOWN, 0, 0, reason, strlen(reason));
}

int kc_rt(endpoint_t ep, struct osiris_rt *rt)
{
	return (int)call_to(CALL_KC_RT, ep, rt, sizeof(*rt));
}

int64_t kc_frames(uint64_t *user_table_frames)
{
	struct kcall k = { 0 };
	int64_t frames = kc_call(CALL_KC_FRAMES, &k);

	if (frames >= 0 && user_table_frames) {
		__kmend_log_store(user_table_frames, sizeof(*user_table_frames));
		*user_table_frames = k.r1;
	}
	return frames;
}
