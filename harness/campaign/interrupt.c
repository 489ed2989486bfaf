#include "harness/campaign/interrupt.h"

#include <signal.h>

#include "harness/base/error.h"

static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };

static void on_signal(uv_signal_t *handle, int number)
{
	struct interrupt *interrupt = handle->data;

	interrupt->came = number;
	kmend_error("interrupted");
	pool_stop(interrupt->pool);
}

int interrupt_start(struct interrupt *interrupt, uv_loop_t *loop, struct pool *pool)
{
	interrupt->pool = pool;
	interrupt->came = 0;
	for (int i = 0; i < 3; i++) {
		uv_signal_t *handle = &interrupt->handles[i];

		uv_signal_init(loop, handle);
		handle->data = interrupt;
		uv_unref((uv_handle_t *)handle);
		if (uv_signal_start(handle, on_signal, numbers[i]) < 0)
			return kmend_error("cannot listen to signals");
	}
	return 0;
}

void interrupt_end(struct interrupt *interrupt)
{
	for (int i = 0; i < 3; i++)
		uv_close((uv_handle_t *)&interrupt->handles[i], NULL);
}
