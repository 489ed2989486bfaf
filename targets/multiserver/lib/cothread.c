/*
 * Cooperative threads: tables, context switch, wait queues. The protocol is in cothread.h, the lock in cothread_lock.c.
 *
 * The last 16 bytes of each stack hold the two saved stack pointers of a switch: the thread's own (below) and the main
 * thread's (above). They are written by the switch itself and mean nothing while the thread is idle.
 */
#include "cothread.h"

#include "server.h"

#define STACK_WORDS (COTHREAD_STACK_BYTES / sizeof(uint64_t))
#define CANARY 0x636f746872656164ull

static struct cothread threads[COTHREAD_COUNT];
static uint64_t stacks[COTHREAD_COUNT][STACK_WORDS] __attribute__((aligned(16)));
static struct cothread *current;
static struct cothread *idle_list;
static struct cothread_queue ready;
static void (*thread_body)(void *job);

/*
 * cothread_switch_in(high): saves the main thread's context and loads the one of the thread whose stack ends at high.
 * cothread_switch_out(high): the other way round. cothread_switch_end(high): loads main's context, saves nothing.
 */
void cothread_switch_in(uint64_t *high);
void cothread_switch_out(uint64_t *high);
_Noreturn void cothread_switch_end(uint64_t *high);
void cothread_first(void);

__asm__(".text\n"
	".type cothread_switch_in, @function\n"
	"cothread_switch_in:\n"
	"	push %rbx\n	push %rbp\n	push %r12\n	push %r13\n	push %r14\n	push %r15\n"
	"	mov %rsp, -8(%rdi)\n"
	"	mov -16(%rdi), %rsp\n"
	"	pop %r15\n	pop %r14\n	pop %r13\n	pop %r12\n	pop %rbp\n	pop %rbx\n"
	"	ret\n"
	".size cothread_switch_in, . - cothread_switch_in\n"
	".type cothread_switch_out, @function\n"
	"cothread_switch_out:\n"
	"	push %rbx\n	push %rbp\n	push %r12\n	push %r13\n	push %r14\n	push %r15\n"
	"	mov %rsp, -16(%rdi)\n"
	".type cothread_switch_end, @function\n"
	"cothread_switch_end:\n"
	"	mov -8(%rdi), %rsp\n"
	"	pop %r15\n	pop %r14\n	pop %r13\n	pop %r12\n	pop %rbp\n	pop %rbx\n"
	"	ret\n"
	".size cothread_switch_out, . - cothread_switch_out\n");

static uint64_t *stack_low(const struct cothread *t)
{
	return stacks[t->index];
}

static uint64_t *stack_high(const struct cothread *t)
{
	return stacks[t->index] + STACK_WORDS;
}

static void queue_push(struct cothread_queue *q, struct cothread *t)
{
	t->next = NULL;
	if (q->last)
		q->last->next = t;
	else
		q->first = t;
	q->last = t;
}

static struct cothread *queue_pop(struct cothread_queue *q)
{
	struct cothread *t = q->first;

	if (t) {
		q->first = t->next;
		if (!q->first)
			q->last = NULL;
		t->next = NULL;
	}
	return t;
}

static void make_idle(struct cothread *t)
{
	t->state = COTHREAD_IDLE;
	t->job = NULL;
	t->next = idle_list;
	idle_list = t;
}

void cothread_init(void (*body)(void *job))
{
	thread_body = body;
	current = NULL;
	idle_list = NULL;
	ready.first = ready.last = NULL;
	for (unsigned i = COTHREAD_COUNT; i-- > 0;) {
		threads[i].index = i;
		stacks[i][0] = CANARY;
		make_idle(&threads[i]);
	}
}

struct cothread *cothread_current(void)
{
	return current;
}

int cothread_idle(void)
{
	return idle_list != NULL;
}

unsigned cothread_busy(void)
{
	unsigned n = 0;

	for (unsigned i = 0; i < COTHREAD_COUNT; i++)
		n += threads[i].state != COTHREAD_IDLE && &threads[i] != current;
	return n;
}

/* First code of a thread, on its fresh stack: one job, then back to main for good. */
void cothread_first(void)
{
	struct cothread *t = current;

	thread_body(t->job);
	ms_assert(current == t);
	make_idle(t);
	cothread_switch_end(stack_high(t));
}

static void switch_in(struct cothread *t)
{
	current = t;
	t->state = COTHREAD_RUNNING;
	sv_thread_running(stack_low(t), stack_high(t));
	cothread_switch_in(stack_high(t));
	sv_thread_running(NULL, NULL);
	current = NULL;
	ms_assert(stack_low(t)[0] == CANARY);
}

int cothread_start(void *job)
{
	struct cothread *t = idle_list;
	uint64_t *high;

	if (!t)
		return -1;
	idle_list = t->next;
	t->next = NULL;
	t->job = job;
	t->committed = 0;
	t->failed = 0;
	/* A frame that cothread_switch_in() pops: six registers, the entry, and a zero where a return address would be. */
	high = stack_high(t);
	high[-3] = 0;
	high[-4] = (uint64_t)(uintptr_t)cothread_first;
	for (int i = 5; i <= 10; i++)
		high[-i] = 0;
	high[-2] = (uint64_t)(uintptr_t)&high[-10];
	switch_in(t);
	return 0;
}

void cothread_run_ready(void)
{
	struct cothread *t;

	while ((t = queue_pop(&ready)) != NULL) {
		sv_thread_running(stack_low(t), stack_high(t)); /* whoever crashes from the checkpoint on crashes for this thread */
		if (t->committed || t->failed)
			sv_thread_yielding();
		else
			sv_thread_resuming((const void *)(uintptr_t)stack_high(t)[-2], stack_high(t));
		switch_in(t);
	}
}

int cothread_sleep(struct cothread_queue *queue)
{
	struct cothread *t = current;

	ms_assert(t != NULL);
	sv_thread_yielding();
	t->state = COTHREAD_SLEEPING;
	queue_push(queue, t);
	cothread_switch_out(stack_high(t));
	if (!t->failed)
		return 0;
	t->failed = 0;
	t->committed = 1;
	return -E_CRASH;
}

void cothread_commit(void)
{
	if (current)
		current->committed = 1;
}

void cothread_wake_one(struct cothread_queue *queue)
{
	struct cothread *t = queue_pop(queue);

	if (t) {
		t->state = COTHREAD_READY;
		queue_push(&ready, t);
	}
}

void cothread_wake_all(struct cothread_queue *queue)
{
	while (queue->first)
		cothread_wake_one(queue);
}

/* It was popped off the queue before the checkpoint. */
static void wake_with_error(struct cothread *t)
{
	t->failed = 1;
	t->state = COTHREAD_READY;
	t->next = ready.first;
	ready.first = t;
	if (!ready.last)
		ready.last = t;
}

void cothread_repair(const void *low, int resumed)
{
	current = NULL;
	if (!low)
		return;
	for (unsigned i = 0; i < COTHREAD_COUNT; i++) {
		struct cothread *t = &threads[i];
		struct cothread *p;

		if (stack_low(t) != low)
			continue;
		if (resumed) {
			wake_with_error(t);
			return;
		}
		for (p = idle_list; p && p != t; p = p->next)
			;
		if (!p)
			make_idle(t);
		t->state = COTHREAD_IDLE;
		stack_low(t)[0] = CANARY;
	}
}
