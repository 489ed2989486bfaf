#include "harness/campaign/interrupt.h"

#include <signal.h>

#include "harness/base/error.h"

static const int numbers[INTERRUPT_SIGNALS] = { SIGINT, SIGTERM, SIGHUP };

static void on_signal(uv_signal_t *handle, int number)
{
	struct interrupt *interrupt = handle->data;

	interrupt->came = number;
	kmend_error("interrupted");
	pool_stop(interrupt->pool);
}

/* `nohup kmend run` is not to end when the terminal goes. (Shells ignore SIGINT for what runs in the background; that one counts.) */
static int is_ignored(int number)
{
	struct sigaction action;

	return number == SIGHUP && sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

int interrupt_start(struct interrupt *interrupt, uv_loop_t *loop, struct pool *pool)
{
	interrupt->pool = pool;
	interrupt->came = 0;
	interrupt->count = 0;
	for (int i = 0; i < INTERRUPT_SIGNALS; i++) {
		uv_signal_t *handle = &interrupt->handles[interrupt->count];

		if (is_ignored(numbers[i]))
			continue;
		if (uv_signal_init(loop, handle) < 0)
			return kmend_error("cannot listen to signals");
		interrupt->count++;
		handle->data = interrupt;
		uv_unref((uv_handle_t *)handle);
		if (uv_signal_start(handle, on_signal, numbers[i]) < 0)
			return kmend_error("cannot listen to signals");
	}
	return 0;
}

void interrupt_end(struct interrupt *interrupt)
{
	for (unsigned i = 0; i < interrupt->count; i++)
		uv_close((uv_handle_t *)&interrupt->handles[i], NULL);
	interrupt->count = 0;
}
