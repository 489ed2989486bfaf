/*
 * The domains of kernel.c do what the paper says, with faults at each place, and with two threads that see each other's values.
 * Not instrumented; freestanding, so that it runs as a process and on a bare machine. The result is the line that does not hold.
 */
#include "kernel.h"
#include "rt.h"

#define HOLD(condition)                  \
	do {                             \
		if (!(condition))        \
			return __LINE__; \
	} while (0)

enum { STACK_BYTES = 32768, LOG_BYTES = 64 * AKESO_ENTRY_BYTES };

struct fiber {
	void *sp;
	struct akeso_thread thread;
	const struct akeso_landing *landing; /* where it goes on when it runs next */
	int is_done, result;
	uint32_t lost;
};

static struct fiber fibers[2];
int interrupted; /* fixed.h looks at it too */
static void (*interrupt_now)(void);
static int running, armed, is_lasting, unrecoverable, released, strikes;
static _Alignas(16) uint8_t stack[STACK_BYTES], log_memory[LOG_BYTES];
static int (*entry)(void);

AKESO_ON_STACK void fiber_switch(void **save, void *load);

#ifdef __x86_64__
__asm__(".text\n.globl fiber_switch\nfiber_switch:\n"
	"	pushq %rbx\n	pushq %rbp\n	pushq %r12\n	pushq %r13\n	pushq %r14\n	pushq %r15\n"
	"	movq %rsp, (%rdi)\n	movq %rsi, %rsp\n"
	"	popq %r15\n	popq %r14\n	popq %r13\n	popq %r12\n	popq %rbp\n	popq %rbx\n	ret\n");
enum { SAVED = 6 };
#else
__asm__(".text\n.globl fiber_switch\nfiber_switch:\n"
	"	movl 4(%esp), %eax\n	movl 8(%esp), %edx\n"
	"	pushl %ebx\n	pushl %ebp\n	pushl %esi\n	pushl %edi\n"
	"	movl %esp, (%eax)\n	movl %edx, %esp\n"
	"	popl %edi\n	popl %esi\n	popl %ebp\n	popl %ebx\n	ret\n");
enum { SAVED = 4 };
#endif

/* The compiler asks for them, and a bare machine has none. */
void *memcpy(void *to, const void *from, __SIZE_TYPE__ n);
void *memcpy(void *to, const void *from, __SIZE_TYPE__ n)
{
	void *at = to;

	__asm__ volatile("rep movsb" : "+D"(at), "+S"(from), "+c"(n) : : "memory");
	return to;
}

void *memset(void *to, int byte, __SIZE_TYPE__ n);
void *memset(void *to, int byte, __SIZE_TYPE__ n)
{
	void *at = to;

	__asm__ volatile("rep stosb" : "+D"(at), "+c"(n) : "a"(byte) : "memory");
	return to;
}

struct akeso_thread *kmend_akeso_current(int begins)
{
	return interrupted && !begins ? 0 : &fibers[running].thread;
}

struct akeso_thread *kmend_akeso_interrupted(void)
{
	return interrupted ? &fibers[running].thread : 0;
}

void kmend_akeso_runs(const struct akeso_thread *thread)
{
	(void)thread;
}

uintptr_t kmend_akeso_enter(void)
{
	return 0;
}

void kmend_akeso_leave(uintptr_t entered)
{
	(void)entered;
}

/* The device is no memory. */
int kmend_akeso_is_memory(const void *address, uint64_t bytes)
{
	(void)bytes;
	return address != (const void *)&registers;
}

struct akeso_thread *kmend_akeso_stack_owner(const void *address)
{
	return !running && (uintptr_t)address - (uintptr_t)stack < sizeof(stack) ? &fibers[1].thread : 0;
}

void kmend_akeso_entering(struct akeso_landing *landing)
{
	landing->kernel[0] = (uintptr_t)depth;
}

void kmend_akeso_restore(const struct akeso_landing *landing)
{
	depth = (int)landing->kernel[0];
}

void kmend_akeso_freeing(uint32_t class, uintptr_t first, uintptr_t second, uintptr_t third)
{
	if (class == 3 && !second && !third)
		kmend_akeso_freed((void *)first, sizeof(struct object));
}

void kmend_akeso_release(uintptr_t lock)
{
	released++;
	*(volatile int *)lock = 0;
}

void kmend_akeso_redirect(struct akeso_thread *thread, const struct akeso_landing *landing)
{
	fibers[thread != &fibers[0].thread].landing = landing;
}

void kmend_akeso_lost(struct akeso_thread *thread, uint32_t lost)
{
	fibers[thread != &fibers[0].thread].lost += lost;
}

void meet(int place)
{
	if (place == AFTER_RELEASE && strikes) {
		interrupted = 1;
		interrupt_now();
		interrupted = 0;
	}
	if (place != armed)
		return;
	if (!is_lasting)
		armed = CALM;
	kmend_akeso_fault();
	unrecoverable++;
}

/* To the other fiber, if it has something to do. */
void yield(void)
{
	int from = running, to = !running;

	if (fibers[to].is_done)
		return;
	kmend_akeso_switch(&fibers[from].thread, &fibers[to].thread);
	running = to;
	fiber_switch(&fibers[from].sp, fibers[to].sp);
	if (fibers[running].landing) {
		const struct akeso_landing *landing = fibers[running].landing;

		fibers[running].landing = 0;
		kmend_akeso_jump(landing);
	}
}

static void second(void)
{
	fibers[1].result = entry();
	fibers[1].is_done = 1;
	kmend_akeso_switch(&fibers[1].thread, &fibers[0].thread);
	running = 0;
	for (;;)
		fiber_switch(&fibers[1].sp, fibers[0].sp);
}

/* A fresh kernel; `other` runs in the second fiber whenever the first yields. */
static void start(int place, int (*other)(void))
{
	void **top = (void **)(stack + STACK_BYTES - 16);

	for (unsigned i = 0; i < sizeof(objects); i++)
		((volatile char *)objects)[i] = 0;
	requests = hits = mode = device = lock_word = norder = twice = 0;
	queue = 0;
	interrupt_now = interrupt;
	fibers[0] = fibers[1] = (struct fiber){ 0 };
	depth = registers = 0;
	running = unrecoverable = released = strikes = 0;
	armed = place;
	is_lasting = 0;
	entry = other;
	fibers[1].is_done = !other;
	*--top = 0;
	*--top = (void *)second;
	for (int i = 0; i < SAVED; i++)
		*--top = 0;
	fibers[1].sp = top;
	kmend_akeso_init(log_memory, sizeof(log_memory), 0);
}

static int used(void)
{
	int n = 0;

	for (int i = 0; i < OBJECTS; i++)
		n += objects[i].is_used;
	return n;
}

static int is_quiet(void)
{
	return !__kmend_akeso_reads && !__kmend_akeso_writes && akeso_is_free(&fibers[0].thread) &&
		akeso_is_free(&fibers[1].thread);
}

static int without_a_fault(void)
{
	start(CALM, 0);
	HOLD(request(1, 7) == 14);
	HOLD(requests == 1 && hits == 1 && device == 7 && lock_word == 0 && used() == 1);
	HOLD(objects[1].value == 7 && objects[0].value == 14);
	mode = 1;
	HOLD(request(2, 1) == 2);
	HOLD(used() == 1 && norder == 1 && order[0] == 2);
	HOLD(kmend_akeso_statistics()->committed + kmend_akeso_statistics()->merged > 0);
	HOLD(is_quiet());
	return 0;
}

/* A fault at PLACE makes the request as if it had not been, except for what is final by itself. */
static int rolled_back(int place, int counted)
{
	start(place, 0);
	mode = 1;
	HOLD(request(1, 7) == FAILED);
	HOLD(requests == 0 && device == 0 && lock_word == 0 && used() == 0 && norder == 1);
	HOLD(objects[1].value == 0 && hits == counted && !unrecoverable);
	HOLD(is_quiet());
	HOLD(request(1, 7) == 14 && requests == 1 && used() == 0); /* the next one works */
	return 0;
}

static int nested(void)
{
	start(IN_INNER, 0);
	HOLD(request(1, 7) == -1); /* its callee's error, and the total as it was before the callee */
	HOLD(requests == 1 && objects[0].value == 7 && is_quiet());

	start(IN_ALLOCATOR, 0);
	HOLD(request(1, 7) == -2 && requests == 1 && used() == 0 && is_quiet());

	start(IN_STATISTICS, 0);
	HOLD(request(1, 7) == 14 && hits == 0 && requests == 1 && is_quiet());
	return 0;
}

static int without_recovery(void)
{
	start(IN_DEVICE, 0);
	HOLD(request(1, 7) == 14 && unrecoverable == 1 && device == 7 && is_quiet());
	start(IN_ALLOCATOR, 0);
	HOLD(object_new(3) == 0 && used() == 0 && !unrecoverable); /* a domain that nobody called from one */
	return 0;
}

static int locks(void)
{
	start(UNDER_LOCK, 0);
	HOLD(request(1, 7) == FAILED && lock_word == 0 && released == 1 && requests == 0 && is_quiet());
	HOLD(try_take(&lock_word) && !try_take(&lock_word));
	give(&lock_word);
	HOLD(lock_word == 0);
	return 0;
}

static int copies(void)
{
	struct object from = { 1, 2, "abcdefgh" }, to = { 5, 6, "zzzz" };

	start(IN_REQUEST, 0);
	HOLD(copy_names(&to, &from) == FAILED);
	HOLD(to.is_used == 5 && to.value == 6 && to.name[0] == 'z' && to.name[4] == 0);
	HOLD(copy_names(&to, &from) == 0 && to.name[0] == 'b' && to.value == 2);
	start(IN_REQUEST, 0);
	HOLD(wide(3, from, 1.5) == FAILED && requests == 0);
	HOLD(wide(3, from, 1.5) == 10 && requests == 5);
	return 0;
}

static int read_it(void)
{
	return read_value(1);
}

/* The other request has read what is taken back: it goes too. */
static int dependent(void)
{
	start(AFTER_RELEASE, read_it);
	HOLD(request(1, 7) == FAILED);
	HOLD(fibers[0].result == 0 && requests == 0 && objects[1].value == 0);
	HOLD(fibers[1].landing != 0); /* not yet told */
	yield();
	HOLD(fibers[1].is_done && fibers[1].result == FAILED && is_quiet());
	HOLD(kmend_akeso_statistics()->cross_thread == 1);
	return 0;
}

static int read_other(void)
{
	int value = objects[5].value;

	yield();
	return value + 1;
}

/* It has not: it goes on. */
static int independent(void)
{
	start(AFTER_RELEASE, read_other);
	HOLD(request(1, 7) == FAILED && requests == 0);
	yield();
	HOLD(fibers[1].is_done && fibers[1].result == 1 && is_quiet());
	HOLD(kmend_akeso_statistics()->cross_thread == 0);
	return 0;
}

/* A fault in the reader takes nothing from who wrote. */
static int one_way(void)
{
	start(AFTER_YIELD, read_it);
	HOLD(request(1, 7) == 14);
	yield();
	HOLD(fibers[1].is_done && fibers[1].result == FAILED && requests == 1 && objects[1].value == 7 && is_quiet());
	return 0;
}

/* What is no memory is left alone, and what the kernel keeps itself is as it was. */
static int exceptions(void)
{
	start(IN_REQUEST, 0);
	HOLD(request(1, 7) == FAILED && registers == 1 && depth == 0);
	start(AFTER_POINT, 0);
	HOLD(commit_point(3) == 3 && unrecoverable == 1 && requests == 3 && is_quiet());
	return 0;
}

/* An interrupt has written in between: its values stay, those around them go. */
static int interrupted_request(void)
{
	start(AFTER_RELEASE, 0);
	strikes = 1;
	HOLD(request(1, 7) == FAILED && requests == 0);
	HOLD(objects[1].value == 50 && hits == 101 && objects[0].is_used == 0 && is_quiet());
	return 0;
}

/* What a request has acquired is freed for good by an interrupt: the rollback does not free it again, and leaves its memory alone. */
static int freed_by_an_interrupt(void)
{
	start(IN_REQUEST, 0);
	strikes = 1;
	interrupt_now = interrupt_receives;
	HOLD(send(7) == FAILED && !unrecoverable && queue == 0);
	HOLD(norder == 1 && used() == 0 && twice == 0);
	HOLD(objects[0].name[0] == 'f' && is_quiet());
	HOLD(kmend_akeso_statistics()->voided == 1);
	start(CALM, 0);
	strikes = 1;
	interrupt_now = interrupt_receives;
	HOLD(send(7) == 7 && norder == 1 && used() == 0 && twice == 0 && is_quiet());
	return 0;
}

static int receive_it(void)
{
	return receive(3);
}

/* Another request has released it: that was before it is known whether there is anything to release, so it goes too. */
static int freed_by_another(void)
{
	start(IN_REQUEST, receive_it);
	HOLD(send(7) == FAILED && norder == 1 && used() == 0 && twice == 0);
	yield();
	HOLD(fibers[1].is_done && fibers[1].result == FAILED && is_quiet());
	return 0;
}

/* A log that is full makes its domain unrecoverable, and nothing else. */
static int full(void)
{
	start(AFTER_RELEASE, 0);
	kmend_akeso_init(log_memory, 2 * AKESO_ENTRY_BYTES, 0);
	HOLD(request(1, 7) == 14 && unrecoverable == 1 && requests == 1 && is_quiet());
	HOLD(kmend_akeso_statistics()->log_full > 0);
	return 0;
}

/* What is said to be called again is, so many times, from values as if it had never run. */
static int retried(void)
{
	start(IN_TRY, 0);
	HOLD(attempt(3) == 3 && requests == 3 && is_quiet());
	HOLD(kmend_akeso_statistics()->retries == 1);
	start(IN_TRY, 0);
	is_lasting = 1;
	HOLD(attempt(3) == FAILED && requests == 0 && is_quiet());
	HOLD(kmend_akeso_statistics()->retries == 2 && kmend_akeso_statistics()->rollbacks == 3);
	return 0;
}

static int look_at_it(void)
{
	return look(1);
}

/* An innocent one gets the values without those of the fault; one that is at fault gets its error. */
static int retried_if_innocent(void)
{
	start(AFTER_RELEASE, look_at_it);
	HOLD(request(1, 7) == FAILED);
	yield();
	yield();
	HOLD(fibers[1].is_done && fibers[1].result == 1 && requests == 100 && is_quiet());
	HOLD(kmend_akeso_statistics()->retries == 1);
	start(AFTER_YIELD, 0);
	HOLD(look(1) == FAILED && requests == 0 && is_quiet());
	HOLD(kmend_akeso_statistics()->retries == 0);
	return 0;
}

static int deliver_it(void)
{
	return deliver(1);
}

/* One that has returned and is rolled back after that is put right by a call, after all inverses; one that stays is not. */
static int lost(void)
{
	start(IN_REQUEST, deliver_it);
	HOLD(request(1, 7) == FAILED && requests == 0);
	HOLD(fibers[1].is_done && fibers[1].result == 7 && !fibers[1].lost);
	HOLD(norder == 2 && order[1] == 101 && is_quiet());
	start(CALM, deliver_it);
	HOLD(request(1, 7) == 14 && requests == 11 && norder == 0);
	HOLD(fibers[1].is_done && fibers[1].result == 7 && is_quiet());
	return 0;
}

static int pass_it(void)
{
	return pass(1);
}

/* One whose domain is taken away in a lock's function comes to the end of that first, and then lets the lock go. */
static int lands_after_a_lock(void)
{
	start(AFTER_RELEASE, pass_it);
	HOLD(request(1, 7) == FAILED && requests == 0);
	HOLD(fibers[1].thread.pending && !fibers[1].landing && !fibers[1].is_done && norder == 1);
	yield();
	HOLD(fibers[1].is_done && fibers[1].result == FAILED && norder == 2 && order[1] == 7);
	HOLD(lock_word == 0 && released == 1 && requests == 0 && is_quiet());
	start(CALM, pass_it);
	HOLD(request(1, 7) == 14);
	yield();
	HOLD(fibers[1].is_done && fibers[1].result == 7 && !released && is_quiet());
	return 0;
}

/* What runs to its end is not rolled back by a fault in it; of what it has written only bits are put back by a later one. */
static int whole(void)
{
	start(IN_WHOLE, 0);
	HOLD(shuffle() == 1 && unrecoverable == 1 && requests == 1 && is_quiet());
	start(AFTER_WHOLE, 0);
	HOLD(shuffle() == FAILED && requests == 0 && hits == 1 && device == 0 && is_quiet());
	return 0;
}

static int sleep_in_it(void)
{
	return sleeper(3);
}

/* Who sleeps sees what another writes into its stack, and goes with it. */
static int written_into_a_stack(void)
{
	start(CALM, sleep_in_it);
	HOLD(waker(4) == 4 && fibers[1].is_done && fibers[1].result == 7 && requests == 100 && norder == 0);
	HOLD(is_quiet());
	start(AFTER_YIELD, sleep_in_it);
	HOLD(waker(4) == FAILED);
	HOLD(fibers[1].is_done && fibers[1].result == 7 && !fibers[1].lost);
	HOLD(norder == 1 && order[0] == 103 && requests == 0 && is_quiet());
	return 0;
}

/* A place in a queue that was asked for twice is left once. */
static int held_once(void)
{
	start(UNDER_LOCK, 0);
	HOLD(linger(1) == FAILED && released == 1 && lock_word == 0 && is_quiet());
	start(AFTER_RELEASE, 0);
	HOLD(linger(1) == FAILED && released == 0 && requests == 0 && is_quiet());
	return 0;
}

int check_domains(void);
int check_domains(void)
{
	int line = without_a_fault();

	line = line ? line : rolled_back(IN_REQUEST, 1);
	line = line ? line : rolled_back(AFTER_RELEASE, 1);
	line = line ? line : nested();
	line = line ? line : without_recovery();
	line = line ? line : locks();
	line = line ? line : copies();
	line = line ? line : dependent();
	line = line ? line : independent();
	line = line ? line : one_way();
	line = line ? line : exceptions();
	line = line ? line : interrupted_request();
	line = line ? line : freed_by_an_interrupt();
	line = line ? line : freed_by_another();
	line = line ? line : retried();
	line = line ? line : retried_if_innocent();
	line = line ? line : lost();
	line = line ? line : lands_after_a_lock();
	line = line ? line : whole();
	line = line ? line : held_once();
	line = line ? line : written_into_a_stack();
	return line ? line : full();
}
