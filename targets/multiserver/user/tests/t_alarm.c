/* Alarms: ring once, can be asked for what is left, replaced and taken back; a child has none. */
#include "test.h"

static volatile int rang;

static void handler(int signal)
{
	rang += signal == SIGALRM;
}

static void no_alarm(void)
{
	CHECK(alarm_ms(0) == 0);
}

static void die_of_alarm(void)
{
	CHECK(signal(SIGALRM, SIG_DEFAULT) == handler);
	CHECK(alarm_ms(2) == 0);
	sleep_ms(100);
}

int main(void)
{
	int left;

	CHECK(signal(SIGALRM, handler) == SIG_DEFAULT);
	CHECK(alarm_ms(400) == 0);
	left = alarm_ms(300);
	CHECK(left > 300 && left <= 400);
	CHECK(test_in_child(no_alarm) == 0);
	left = alarm_ms(0);
	CHECK(left > 200 && left <= 300);
	CHECK(alarm_ms(0) == 0);
	CHECK(alarm_ms(8) == 0);
	CHECK_ERROR(sleep_ms(200), EINTR);
	CHECK(rang == 1);
	CHECK(sleep_ms(6) == 0 && rang == 1);
	CHECK_ERROR(alarm_ms(2000000000u), EINVAL);
	CHECK(test_in_child(die_of_alarm) == SIGALRM);
	return 0;
}
