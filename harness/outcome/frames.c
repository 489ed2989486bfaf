/* Places as kernels write them, and which of them only pass on what others did. */
#include <fnmatch.h>
#include <string.h>

#include "harness/outcome/crash.h"

static int is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
		c == '$';
}

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* `0x` and up to 16 hexadecimal digits; the number of bytes, 0 when it is none. */
static size_t hex(const char *text, size_t size, uint64_t *value)
{
	size_t at = 2;

	*value = 0;
	if (size < 3 || text[0] != '0' || text[1] != 'x')
		return 0;
	for (; at < size && at < 19 && digit(text[at]) >= 0; at++)
		*value = *value << 4 | (uint64_t)digit(text[at]);
	return at > 2 && at < 19 ? at : 0;
}

int crash_frame_parse(struct kmend_crash_frame *frame, const char *text, size_t size)
{
	size_t name = 0, used;

	memset(frame, 0, sizeof *frame);
	used = hex(text, size, &frame->address);
	if (used)
		return frame->address && (used == size || text[used] == ' ');
	while (name < size && is_name(text[name]))
		name++;
	if (!name || name >= sizeof frame->function || name == size || text[name] != '+' ||
		(text[0] >= '0' && text[0] <= '9'))
		return 0;
	memcpy(frame->function, text, name);
	used = hex(text + name + 1, size - name - 1, &frame->offset);
	if (!used)
		return 0;
	used += name + 1;
	if (used < size && text[used] == '/') {
		size_t more = hex(text + used + 1, size - used - 1, &frame->size);

		if (!more || frame->offset > frame->size)
			return 0;
		used += more + 1;
	}
	return used == size || text[used] == ' ' || text[used] == '%'; /* `%20[module]` in a value */
}

void crash_frame_add(struct kmend_crash *crash, const struct kmend_crash_frame *frame)
{
	if (crash->nframes < KMEND_CRASH_FRAMES)
		crash->frames[crash->nframes++] = *frame;
}

size_t kmend_crash_base_name(const char *function)
{
	size_t length = strcspn(function, ".");

	return length ? length : strlen(function);
}

/*
 * Linux's names. A crash is told by who called these: the reports themselves, the way from an interrupt to a detector,
 * the scheduler and the locks that a task waits in, memory and string primitives, and the fault runtime.
 */
static const char *const machinery[] = {
	/* reports */
	"dump_stack*",
	"show_stack*",
	"show_regs*",
	"show_trace*",
	"panic",
	"nmi_panic",
	"die",
	"__die*",
	"oops_*",
	"*die_body*",
	"page_fault_oops",
	"no_context",
	"bad_area*",
	"__bad_area*",
	"do_user_addr_fault",
	"kernelmode_fixup_or_oops",
	"exc_*",
	"asm_exc_*",
	"do_error_trap",
	"do_trap*",
	"handle_bug",
	"report_bug",
	"__warn*",
	"warn_slowpath*",
	"kasan_*",
	"__kasan_*",
	"print_report",
	"print_address_description*",
	"__asan_*",
	"__ubsan_*",
	"ubsan_*",
	"check_panic_on_warn",
	"rewind_stack_and_make_dead",
	"make_task_dead",
	"__stack_chk_fail",
	"ret_from_fork*",
	/* from an interrupt to a detector */
	"nmi_*",
	"*_nmi*",
	"watchdog*",
	"*watchdog*",
	"arch_trigger_cpumask_backtrace",
	"trigger_*backtrace*",
	"rcu_*",
	"print_cpu_stall*",
	"print_other_cpu_stall*",
	"check_cpu_stall*",
	"sched_show_task*",
	"scheduler_tick",
	"task_tick_*",
	"update_process_times",
	"tick_*",
	"__hrtimer_*",
	"hrtimer_*",
	"run_timer*",
	"__run_timer*",
	"call_timer_fn",
	"*apic_timer_interrupt*",
	"sysvec_*",
	"__sysvec_*",
	"asm_sysvec_*",
	"common_interrupt",
	"asm_common_interrupt",
	"irq_*",
	"__irq_*",
	"*softirq*",
	"handle_irq*",
	"check_hung_*",
	"kthread",
	/* waiting */
	"schedule",
	"__schedule*",
	"schedule_*",
	"preempt_schedule*",
	"*_cond_resched",
	"io_schedule*",
	"context_switch*",
	"wait_for_c*",
	"__wait_for_common",
	"*mutex_lock*",
	"rwsem_*",
	"down",
	"down_*",
	"__down*",
	"bit_wait*",
	"__wait_on_bit*",
	"out_of_line_wait_on_bit*",
	"wait_on_page_bit*",
	"folio_wait_bit*",
	"__folio_lock*",
	"__x64_sys_pause",
};

/* Also where the instruction pointer itself stands: memory and string primitives, spin locks, the fault runtime. */
static const char *const primitives[] = {
	"_raw_*lock*",
	"__raw_*lock*",
	"*queued_spin_lock_slowpath",
	"default_idle*",
	"memcpy*",
	"__memcpy*",
	"memset*",
	"__memset*",
	"memmove*",
	"__memmove*",
	"memcmp",
	"memchr*",
	"memscan",
	"str[cnrl]*",
	"strsep",
	"strspn",
	"copy_user_*",
	"rep_*",
	"clear_user_*",
	"clear_page_*",
	"copy_page*",
	"_copy_*_user",
	"_copy_*_iter*",
	"copy_page_*_iter*",
	"__list_*_valid*",
	"__x86_indirect_*",
	"__x86_return_*",
	"native_*",
	"__put_user_*",
	"__get_user_*",
	"__kmend_*",
	"kmend_*",
};

static int matches(const char *name, const char *const *patterns, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (fnmatch(patterns[i], name, 0) == 0)
			return 1;
	return 0;
}

int kmend_crash_is_machinery(const char *function, int exact)
{
	char name[KMEND_CRASH_FUNCTION];
	size_t length = kmend_crash_base_name(function);

	if (length >= sizeof name)
		return 0;
	memcpy(name, function, length);
	name[length] = 0;
	return matches(name, primitives, sizeof primitives / sizeof primitives[0]) ||
		(!exact && matches(name, machinery, sizeof machinery / sizeof machinery[0]));
}
