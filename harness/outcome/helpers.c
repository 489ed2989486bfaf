/* Linux's names; a pattern is one of fnmatch(3). Kinds stand in the order of enum helper_kind. */
#include "harness/outcome/helpers.h"

#include <fnmatch.h>
#include <string.h>

#include "harness/outcome/names.h"

static const char *const reporting[] = { "dump_stack*", "__dump_stack", "show_stack*", "show_regs*", "show_trace*",
	"dump_backtrace*", "unwind_backtrace*", "sched_show_task*", "print_*report*", "print_address_description*",
	"panic", "vpanic", "nmi_panic", "__panic", "check_panic_on_warn", "die", "___die*", "__die*",
	"arm64_notify_die", "arm_notify_die", "die_kernel_fault", "die_addr", "exc_*", "asm_exc_*", "oops_*",
	"*die_body*", "page_fault_oops", "no_context", "bad_area*", "__bad_area*", "bad_page_fault*",
	"__bad_page_fault*", "do_user_addr_fault", "do_kern_addr_fault", "kernelmode_fixup_or_oops",
	"__do_kernel_fault*", "do_kernel_fault*", "do_page_fault*", "__do_page_fault*", "async_page_fault",
	"page_fault", "do_translation_fault", "do_mem_abort", "do_DataAbort", "do_PrefetchAbort", "do_undefinstr",
	"__dabt_svc", "__pabt_svc", "__und_svc*", "el1_abort", "el1_da*", "el1_dbg", "el1_undef", "el1_sync*",
	"el1h_64_sync*", "__el1_*", "do_debug_exception", "do_trap*", "do_error_trap", "do_general_protection*",
	"general_protection*", "do_invalid_op", "invalid_op", "error_code", "error_entry", "error_exit",
	"common_exception*", "handle_bug", "handle_exception", "ret_from_exception", "report_bug", "bug_handler",
	"brk_handler", "call_break_hook", "program_check_exception", "interrupt_exit_*", "data_access_common*",
	"do_page_fault_user*", "hash__do_page_fault", "do_hash_fault", "pgm_check_handler*", "__do_pgm_check*",
	"do_dat_exception*", "illegal_op", "do_report_trap", "__warn*", "warn_slowpath*", "warn_bogus*",
	"rewind_stack_*", "make_task_dead", "__stack_chk_fail", "ret_from_fork*", "kasan_*", "__kasan_*", "____kasan_*",
	"check_memory_region*", "kfence_report*", "kfence_handle_page_fault", "kmsan_*", "__kmsan_*", "kcsan_*",
	"__kcsan_*", "report_race*", "set_report_info", "ubsan_*", "__ubsan_*", "handle_overflow",
	"handle_object_size_mismatch", "report_cfi_failure", "handle_cfi_failure", "handle_cfi_trap", "__cfi_slowpath*",
	"__cfi_check_fail*", "check_noncircular", "check_prev_add*", "check_prevs_add", "check_deadlock*",
	"check_irq_usage", "check_usage*", "check_path*", "check_flush_dependency", "check_wait_context*",
	"validate_chain*", "print_circular_bug*", "print_deadlock_bug*", "print_usage_bug*", "print_bad_*",
	"print_irq_inversion*", "print_unlock_imbalance_bug*", "print_lock_invalid*", "mark_lock*", "mark_usage*",
	"mark_held_locks*", "register_lock_class*", "assign_lock_key*", "look_up_lock_class", "lockdep_*",
	"__lock_acquire*", "lock_acquire*", "__lock_release*", "lock_release*", "lock_downgrade*", "__lock_set_class",
	"lock_sync", "debug_check_no_locks_*", "debug_object_*", "__debug_object_*", "debug_print_object",
	"debug_check_no_obj_*", "__debug_check_no_obj_*", "spin_dump*", "spin_bug*", "rwlock_bug*", "debug_spin_*",
	"__spin_lock_debug", "__schedule_bug*", "schedule_debug*", "__might_resched*", "__might_sleep*",
	"___might_sleep*", "__might_fault*", "might_fault", "check_preemption_disabled*", "debug_smp_processor_id",
	"__this_cpu_preempt_check", "bad_page*", "free_page_is_bad*", "free_pages_check*", "check_new_page*",
	"check_free_page*", "print_bad_pte", "refcount_warn_saturate", "refcount_error_report", "fortify_panic*",
	"__fortify_*", "usercopy_abort", "usercopy_warn", "__check_object_size*", "check_heap_object*",
	"__check_heap_object*", "__list_*_valid*", "object_err*", "slab_err*", "slab_bug*", "print_trailer*",
	"check_bytes_and_report*", "check_object*", "alloc_debug_processing*", "free_debug_processing*",
	"free_consistency_checks*", "init_object", "slab_fix", "__slab_err*", "kmemleak_*", "hung_task_panic" };

static const char *const instrumentation[] = { "__sanitizer_cov_*", "sanitizer_cov_*", "kcov_*", "write_comp_data",
	"canonicalize_ip", "check_kcov_mode*", "__asan_*", "__hwasan_*", "__tsan_*", "__msan_*", "instrument_*",
	"__kcsan_check*", "__fentry__", "ftrace_*", "mcount", "arch_stack_walk*", "stack_trace_*", "save_stack*",
	"set_track*", "kprobe_*", "__x86_indirect_*", "__x86_return_*", "__x86_retpoline*", "srso_*", "zen_untrain_ret",
	"__kmend_*", "kmend_*" };

static const char *const locks[] = { "_raw_*lock*", "__raw_*lock*", "do_raw_*lock*", "raw_spin_*", "spin_*lock*",
	"_spin_*lock*", "__spin_lock*", "_read_*lock*", "_write_*lock*", "read_lock*", "read_unlock*", "write_lock*",
	"write_unlock*", "queued_spin_*", "*queued_*_lock_slowpath", "*queued_*_slowpath", "__pv_queued_*",
	"pv_queued_*", "kvm_wait", "virt_spin_lock", "arch_spin_*", "arch_read_*", "arch_write_*", "osq_*",
	"*mutex_lock*", "*mutex_unlock*", "*mutex_trylock*", "mutex_optimistic_spin*", "mutex_spin_on_owner*",
	"mutex_can_spin*", "rt_mutex_*", "__rt_mutex_*", "rt_spin_*", "rtlock_*", "rwsem_*", "__rwsem_*", "rwbase_*",
	"down", "down_*", "__down*", "up", "up_read*", "up_write*", "__up_read*", "__up_write*", "call_rwsem_*",
	"percpu_down_*", "percpu_up_*", "__percpu_down_*", "percpu_rwsem_*", "rcu_read_lock*", "rcu_read_unlock*",
	"__rcu_read_*", "rcu_lock_*", "lock_sock_nested", "__lock_sock*", "lock_sock_fast*", "seqcount_*", "read_seq*",
	"write_seq*", "local_bh_*", "__local_bh_*", "ww_mutex_*", "bit_spin_*", "csd_*", "flush_smp_*",
	"smp_call_function_many*", "smp_call_function_single*", "smp_call_function", "on_each_cpu*",
	"generic_exec_single", "native_flush_tlb_*", "flush_tlb_*", "text_poke*" };

static const char *const containers[] = { "list_*", "__list_*", "hlist_*", "__hlist_*", "llist_*", "plist_*", "klist_*",
	"rb_*", "__rb_*", "radix_tree_*", "__radix_tree_*", "xa_*", "__xa_*", "xas_*", "xarray_*", "idr_*", "ida_*",
	"mas_*", "mt_*", "mtree_*", "interval_tree_*", "timerqueue_*", "kfifo_*", "__kfifo_*", "rhashtable_*",
	"__rhashtable_*", "rht_*", "hash_del*", "hash_add*", "__skb_unlink", "skb_unlink", "__skb_queue_*",
	"skb_queue_*", "__skb_dequeue*", "skb_dequeue*", "__skb_insert" };

static const char *const references[] = { "refcount_*", "__refcount_*", "kref_*", "kobject_get*", "kobject_put",
	"atomic_*", "atomic64_*", "atomic_long_*", "raw_atomic*", "arch_atomic*", "arch_xchg", "arch_cmpxchg*",
	"percpu_ref_*", "page_ref_*", "static_key_*", "jump_label_*", "__read_once_size*", "__write_once_size*",
	"READ_ONCE*", "WRITE_ONCE*", "get_device", "put_device" };

static const char *const allocators[] = { "kmalloc*", "__kmalloc*", "__do_kmalloc*", "kzalloc*", "kcalloc*",
	"kvmalloc*", "__kvmalloc*", "krealloc*", "__do_krealloc", "kvfree*", "kfree", "kfree_sensitive", "__kfree",
	"kzfree", "ksize", "__ksize", "kmem_cache_*", "__kmem_cache_*", "kmem_alloc*", "slab_*", "__slab_*",
	"___slab_*", "do_slab_free", "new_slab*", "allocate_slab*", "discard_slab", "alloc_slab_page",
	"deactivate_slab*", "free_block", "cache_*free*", "cache_alloc_*", "___cache_free", "__cache_free*",
	"put_cpu_partial", "__unfreeze_partials", "unfreeze_partials*", "get_partial*", "get_freepointer*", "qlist_*",
	"vmalloc*", "__vmalloc*", "vzalloc*", "vfree*", "__vunmap*", "vmap", "vunmap", "alloc_pages*", "__alloc_pages*",
	"__alloc_frozen_pages*", "___alloc_pages*", "alloc_page*", "alloc_frozen_pages*", "folio_alloc*",
	"__folio_alloc*", "get_page_from_freelist*", "rmqueue*", "prep_new_page*", "post_alloc_hook*", "__free_pages*",
	"free_pages*", "free_unref_*", "free_frozen_page*", "free_pcp*", "free_pcppages_bulk", "free_one_page*",
	"__free_one_page*", "free_page*", "__get_free_page*", "__page_frag_*", "page_frag_*", "__put_page",
	"__put_single_page", "kmemdup*", "__kmemdup*", "kstrdup*", "kstrndup*", "kasprintf*", "kvasprintf*",
	"memdup_user*", "vmemdup_user*", "mempool_*", "pcpu_alloc*", "__alloc_percpu*", "free_percpu", "devm_kmalloc*",
	"devm_kzalloc", "devm_kmemdup", "__alloc_skb", "alloc_skb*", "kmalloc_reserve", "__do_cache_alloc*",
	"dma_pool_*", "kmem_dup*" };

static const char *const strings[] = { "memcpy*", "__memcpy*", "___memcpy*", "memset*", "__memset*", "___memset*",
	"memmove*", "__memmove*", "memcmp*", "__memcmp*", "memchr*", "memscan", "__pi_mem*", "__pi_str*",
	"__arch_copy_*", "__arch_clear_*", "str[cnrls]*", "__str*", "strdup*", "strim", "strpbrk", "sized_str*",
	"kstrto*", "_kstrto*", "simple_strto*", "copy_user_*", "rep_*", "clear_user_*", "__clear_user*", "clear_page*",
	"copy_page", "copy_page_*", "copy_mc_*", "copy_highpage", "copy_from_user*", "copy_to_user*", "__copy_*",
	"_copy_*", "raw_copy_*", "copyin", "copyout", "copy_to_iter*", "copy_from_iter*", "copy_folio_*",
	"copy_page_to_iter*", "copy_page_from_iter*", "iov_iter_*", "csum_partial*", "__put_user_*", "__get_user_*",
	"get_user*_nocheck", "strncpy_from_user*", "do_strncpy_from_user*", "strnlen_user*", "fault_in_*",
	"read_word_at_a_time", "vsnprintf", "vscnprintf", "snprintf", "scnprintf", "sprintf", "vsprintf", "number",
	"string", "string_nocheck", "vsscanf", "sscanf", "hex_dump_*", "find_*_bit*", "_find_*", "__find_*_bit*",
	"bitmap_*", "__bitmap_*", "test_bit", "set_bit", "clear_bit", "test_and_*_bit*", "__set_bit", "__clear_bit",
	"variable_test_bit", "constant_test_bit", "native_save_fl", "crc32_*", "crc32c*", "jhash*", "sort", "sort_r",
	"ffs", "fls*", "__ffs*", "__flush_dcache*" };

static const char *const idle[] = { "default_idle*", "do_idle", "cpu_idle*", "arch_cpu_idle*", "cpuidle_*",
	"cpu_startup_entry", "mwait_idle*", "intel_idle*", "acpi_idle_*", "acpi_safe_halt", "poll_idle", "native_*",
	"pv_native_*", "cpu_do_idle", "call_cpuidle", "rest_init", "start_secondary*", "secondary_start_kernel",
	"arch_local_irq_*", "arch_irqs_disabled*", "wait_for_interrupt", "snooze_loop", "psw_idle*" };

static const char *const interrupt[] = { "nmi_*", "*_nmi*", "nmi", "*watchdog*", "arch_trigger_*",
	"trigger_*backtrace*", "perf_event_overflow*", "__perf_event_overflow", "intel_pmu_*", "*perf_event_nmi*",
	"default_do_nmi", "do_nmi", "end_repeat_nmi", "rcu_sched_clock_irq*", "rcu_check_callbacks*", "rcu_dump_*",
	"rcu_pending*", "__rcu_pending*", "rcu_check_gp_*", "rcu_stall*", "rcu_core*", "rcu_do_batch*",
	"rcu_process_callbacks*", "rcu_gp_*", "print_cpu_stall*", "print_other_cpu_stall*", "check_cpu_stall*",
	"scheduler_tick*", "sched_tick*", "task_tick_*", "update_process_times", "tick_*", "timer_*_handler",
	"arch_timer_*", "__hrtimer_*", "hrtimer_*", "run_timer*", "__run_timer*", "run_local_*", "call_timer_fn",
	"expire_timers*", "local_apic_timer_*", "*apic_timer_interrupt*", "smp_apic_*", "sysvec_*", "__sysvec_*",
	"asm_sysvec_*", "asm_call_*_stack", "asm_call_on_stack", "run_sysvec_*", "common_interrupt*",
	"asm_common_interrupt", "smp_call_function_interrupt", "do_IRQ", "__do_IRQ", "asm_do_IRQ", "ret_from_intr",
	"irq_*", "__irq_*", "*softirq*", "handle_irq*", "handle_percpu_*", "handle_fasteoi_*", "handle_edge_irq",
	"handle_level_irq", "generic_handle_*", "handle_domain_irq", "__handle_domain_irq", "do_interrupt_handler",
	"gic_handle_irq*", "call_on_irq_stack", "call_on_stack", "el1_irq*", "el1_interrupt", "el1h_64_irq*", "el0_*",
	"el0t_64_*", "__irq_svc", "__irq_usr", "riscv_intc_irq", "riscv_timer_interrupt", "do_irq", "timer_interrupt",
	"decrementer_common*", "__do_irq", "do_ext_irq", "ext_int_handler*", "check_hung_*", "kthread", "kthreadd",
	"invoke_*", "do_exit_irq", "entry_SYSCALL_64*", "system_call_fastpath", "generic_smp_call_*" };

static const char *const waiting[] = { "schedule", "__schedule*", "schedule_*", "preempt_schedule*", "*_cond_resched*",
	"io_schedule*", "context_switch*", "__switch_to*", "wait_for_c*", "__wait_for_common", "do_wait_for_common",
	"wait_for_common*", "do_wait_intr*", "prepare_to_wait*", "finish_wait", "wait_on_bit*", "bit_wait*",
	"__wait_on_bit*", "out_of_line_wait_on_bit*", "wait_on_page_bit*", "__wait_on_page_bit*", "wait_on_page_*",
	"folio_wait_*", "folio_lock*", "__folio_lock*", "__lock_page*", "lock_page*", "wait_on_buffer",
	"__wait_on_buffer*", "wait_on_inode", "__wait_on_freeing_inode", "flush_work", "__flush_work*",
	"flush_workqueue*", "__flush_workqueue*", "start_flush_work*", "drain_workqueue", "cancel_work_sync",
	"__cancel_work_*", "cancel_delayed_work_sync", "synchronize_rcu*", "__synchronize_*", "synchronize_srcu*",
	"synchronize_sched*", "synchronize_net", "__wait_rcu_gp", "wait_rcu_gp", "rcu_barrier*", "kthread_stop",
	"kthread_park", "rtnl_lock*", "__x64_sys_pause", "msleep*", "usleep_range*", "hrtimer_nanosleep", "wait_woken",
	"swait_*", "__swait_*", "rcuwait_*", "percpu_ref_switch_*" };

static const struct {
	const char *const *patterns;
	size_t count;
} kinds[] = {
#define KIND(names) { names, sizeof names / sizeof names[0] }
	[HELPER_REPORTING] = KIND(reporting),
	[HELPER_INSTRUMENTATION] = KIND(instrumentation),
	[HELPER_LOCKS] = KIND(locks),
	[HELPER_CONTAINERS] = KIND(containers),
	[HELPER_REFERENCES] = KIND(references),
	[HELPER_ALLOCATORS] = KIND(allocators),
	[HELPER_STRINGS] = KIND(strings),
	[HELPER_IDLE] = KIND(idle),
	[HELPER_INTERRUPT] = KIND(interrupt),
	[HELPER_WAITING] = KIND(waiting),
#undef KIND
};

enum helper_kind helper_kind(const char *function)
{
	char name[KMEND_CRASH_FUNCTION];
	size_t length = kmend_crash_base_name(function);

	if (length >= sizeof name)
		return HELPER_NONE;
	memcpy(name, function, length);
	name[length] = 0;
	for (size_t kind = HELPER_REPORTING; kind < sizeof kinds / sizeof kinds[0]; kind++)
		for (size_t i = 0; i < kinds[kind].count; i++)
			if (fnmatch(kinds[kind].patterns[i], name, 0) == 0)
				return (enum helper_kind)kind;
	return HELPER_NONE;
}
