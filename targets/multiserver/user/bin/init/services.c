/* What only pid 1 may ask of RS: heartbeat periods and fresh spare clones. */
#include "init.h"
#include "ms.h"
#include "stdio.h"

#define EXPECT(condition)                                                                                    \
	do {                                                                                                 \
		if (!(condition)) {                                                                          \
			console_printf("init: services.c:%d: %s (errno %d)\n", __LINE__, #condition, errno); \
			return TEST_FAIL;                                                                    \
		}                                                                                            \
	} while (0)

enum test_status test_services(void)
{
	struct rs_status status;
	int old = rs_set_period(EP_DS, 500);

	EXPECT(old > 0);
	EXPECT(rs_status(EP_DS, &status) == 0 && status.period_ms == 500);
	EXPECT(rs_set_period(EP_DS, (unsigned)old) == 500);
	EXPECT(rs_set_period(EP_DS, 1) == -1 && errno == ERANGE);
	EXPECT(rs_set_period(99, 500) == -1);
	EXPECT(rs_set_period(EP_RS, 500) == -1 && errno == EINVAL);
	EXPECT(rs_refresh(EP_DS) == 0);
	EXPECT(rs_status(EP_DS, &status) == 0 && status.has_clone == 1);
	EXPECT(rs_refresh(EP_DISK) == -1 && errno == EINVAL);
	EXPECT(rs_refresh(99) == -1 && errno == ESRCH);
	return TEST_PASS;
}
