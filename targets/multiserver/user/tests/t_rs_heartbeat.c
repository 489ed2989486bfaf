/* Every service gives signs of life: none of its heartbeats is missed, its window opens. */
#include "test.h"

int main(void)
{
	for (endpoint_t ep = EP_RS; ep < EP_DISK; ep++) {
		struct rs_status status;

		CHECK(rs_status(ep, &status) == 0);
		CHECK(status.missed == 0 && status.checkpoints > 0);
		CHECK(ep == EP_RS || status.period_ms >= 20);
	}
	return 0;
}
