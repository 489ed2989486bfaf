/* What the files of the kernel offer each other, file by file. proc.h and mem.h hold the two big structures. */
#ifndef MS_KERNEL_H
#define MS_KERNEL_H

#include <kmend/abi.h>
#include <kmend/policy.h>

#include <control.h>
#include <event.h>

#include "cpu.h"

struct proc;

/* --- util.c: freestanding memory and text ------------------------------------------------------------------ */
void *memcpy(void *restrict to, const void *restrict from, size_t n);
void *memmove(void *to, const void *from, size_t n);
void *memset(void *to, int byte, size_t n);
int memcmp(const void *a, const void *b, size_t n);
size_t strlen(const char *text);
bool text_equal(const char *a, const char *b);

/* Bounded text: appends what fits, always NUL-terminated. */
struct text {
	char *at;
	size_t used, size;
};
void text_init(struct text *t, char *buffer, size_t size);
void text_char(struct text *t, char c);
void text_put(struct text *t, const char *s);
void text_decimal(struct text *t, uint64_t n);
void text_hex(struct text *t, uint64_t n);

/* --- tables.c, entry.S ------------------------------------------------------------------------------------- */
struct __attribute__((packed)) tss {
	uint32_t reserved0;
	uint64_t rsp0, rsp1, rsp2, reserved1, ist[7], reserved2;
	uint16_t reserved3, iomap;
};
extern struct tss cpu_tss;
void tables_init(void);
_Noreturn void cpu_resume(struct regs *regs);
_Noreturn void cpu_idle(void);
_Noreturn void cpu_restart(void (*run)(void));

/* --- console.c: two serial ports, the end --------------------------------------------------- */
void console_init(void);
void console_write(const char *text, size_t n);
void console_line(const char *text); /* with a newline */
void console_event_byte(char c);
_Noreturn void console_halt(void);

/* --- apic.c: the clock ------------------------------------------------------------------------------------- */
void apic_init(void);
void apic_timer_start(void); /* HZ interrupts a second, the first a whole period from now */
void apic_timer_stop(void);
void apic_end_of_interrupt(void);
uint64_t apic_time_ns(void); /* guest virtual time */

/* --- control.c, policy.c ------------------------------------------------------------------------------------ */
extern const uint32_t control_policy; /* enum kmend_policy */
extern bool control_ready_done;
uint32_t control_ready(void); /* -> enum kmend_mode */
void control_suite_end(
	uint64_t failed); /* event `suite-end`; from here on no fault acts, and the time left is counted */
void control_tick(void);  /* is that time over? */

/* --- audit.c: the kernel's own books ---------------------------------------------------------------------------*/
void audit_init(void);
/* -> problems; the first in text. settled: no service has anything to do, as when a user process runs after the suite. */
unsigned audit_kernel(char *text, size_t size, bool settled);
void audit_last(void); /* event `audit`, before a controlled shutdown */

/* --- panic.c ------------------------------------------------------------------------------------------------ */
_Noreturn void panic(const char *reason);
_Noreturn void panic_regs(const char *reason, const struct regs *regs);
_Noreturn void shutdown(const char *reason, size_t n);

/* --- exception.c --------------------------------------------------------------------------------------------*/
_Noreturn void exception_syscall(void);
_Noreturn void exception_user(struct regs *regs);
_Noreturn void exception_kernel(struct regs *regs);

/* --- sched.c: who runs ---------------------------------------------------------------------------------------*/
extern struct proc *sched_current; /* the process that trapped last */
extern bool exec_again;            /* programs begin with the wish to repeat requests on which a server crashed */
extern bool sched_stalled;         /* user processes do not run */
void sched_ready(struct proc *p);
void sched_unready(struct proc *p);
void sched_tick(void);
void sched_charge(void); /* the time since the last resume goes to sched_current */
_Noreturn void sched_run(void);

/* --- loader.c: programs of services out of the bundle ------------------------------------------------------- */
struct program {
	const char *name; /* NULL: not in the bundle */
	const uint8_t *elf;
	uint64_t elf_bytes;
	struct kmend_header header;
	uint64_t watch_pa, counts_pa; /* shared by all instances, contiguous */
	uint32_t nblocks;
};
extern struct program loader_programs[];
void loader_init(void);
int loader_load(struct proc *p, unsigned program); /* into an empty address space; -ENOMEM */

/* --- recovery.c: what the kernel does when a service crashes -------------------------------------------------*/
_Noreturn void recovery_crash_current(const char *cause, uint64_t address);
void recovery_crash(struct proc *p, const char *cause, uint64_t address);
bool recovery_is_possible(struct proc *p); /* a service inside a window, with a requester that can be answered */
void recovery_outbound(struct proc *p);    /* a message goes out in its name */
void recovery_tick(void);                  /* is RS alive? */
void recovery_rs_alive(void);              /* RS received something */
int recovery_spawn(unsigned program, unsigned slot, unsigned *chosen);
int recovery_start(unsigned slot, unsigned endpoint, uint64_t traps);
int recovery_replace(unsigned dead, unsigned clone, bool recover);
int recovery_transfer(struct proc *p);
int recovery_done(struct proc *p, unsigned action, uint64_t log_bytes);

#endif
