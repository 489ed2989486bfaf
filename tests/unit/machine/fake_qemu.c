/*
 * An emulator that misbehaves on order. It takes QEMU's command line, speaks QMP on the socket that is named there, boots
 * at once, takes "snapshots" and ends each run with what a guest would have written. $KMEND_FAKE names the one thing
 * that it does wrong; without it everything is well. Knows nothing of the harness but the command line.

 * It is started twice: with a kernel to boot, and without one for the experiments. Modes that begin with `second-` are for
 * the latter alone.
 */
#include <endian.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "kmend/abi.h"
#include "tests/unit/machine/fake_qemu.h"

static FILE *in;
static int qmp, console, events, snapshot;
static struct kmend_control *control;
static const char *mode;
static int second; /* started without a kernel */
static int loads;  /* loadvm commands so far */

static int is(const char *name)
{
	return !strcmp(mode, name);
}

static void put(int fd, const char *text)
{
	size_t size = strlen(text);

	if (write(fd, text, size) != (ssize_t)size)
		_exit(3);
}

/* Everything in pieces of one byte: the other side must put it together. */
static void say(const char *text)
{
	if (!is("slow")) {
		put(qmp, text);
		return;
	}
	for (; *text; text++) {
		usleep(50);
		if (write(qmp, text, 1) != 1)
			_exit(3);
	}
}

static int number_behind(int argc, char **argv, const char *text)
{
	for (int i = 1; i < argc; i++) {
		const char *at = strstr(argv[i], text);

		if (at)
			return atoi(at + strlen(text));
	}
	fprintf(stderr, "fake: no %s on the command line\n", text);
	exit(2);
}

static int log_of(int argc, char **argv, const char *text)
{
	char path[64];

	snprintf(path, sizeof path, "/proc/self/fd/%d", number_behind(argc, argv, text));
	return open(path, O_WRONLY | O_APPEND);
}

static void guest_stops(uint32_t code)
{
	control->stop = code;
	say("{\"event\":\"GUEST_PANICKED\",\"data\":{\"action\":\"pause\"}}\r\n{\"event\":\"STOP\"}\r\n");
}

static void boot(void)
{
	put(console, "fake: hello\n");
	if (is("boot-never"))
		return;
	put(events, "@kmend 0 1000 ready\n");
	control->magic = is("boot-other-image") ? 1 : KMEND_CONTROL_MAGIC;
	control->version = KMEND_ABI_VERSION;
	guest_stops(is("boot-panic") ? KMEND_STOP_PANIC : KMEND_STOP_READY);
}

/* More than a serial port may write, until the harness says `stop`. */
static void flood(int fd)
{
	for (int i = 0; i < 40000; i++)
		put(fd, "all work and no play makes a dull kernel\n");
}

static void run(void)
{
	if (is("run-exit"))
		exit(1);
	if (is("run-last-words")) {
		fputs("fake: first\nfake: out of \033[31mluck\n", stderr);
		exit(1);
	}
	if (is("run-abort"))
		abort();
	if (is("run-leave"))
		exit(0);
	if (is("run-chatter"))
		flood(STDERR_FILENO);
	if (is("run-kill"))
		raise(SIGKILL);
	if (is("run-broken-json"))
		say("{\"event\": \"STOP\"\r\n");
	else if (is("run-answer-twice"))
		say("{\"return\": {}}\r\n");
	else if (is("run-stuck") || is("run-chatter"))
		return;
	else if (is("run-flood-console"))
		flood(console);
	else if (is("run-flood-events"))
		flood(events);
	else if (is("run-odd-state") || is("run-watchdog"))
		say("{\"event\":\"STOP\"}\r\n");
	else if (is("run-reset"))
		say("{\"event\":\"SHUTDOWN\",\"data\":{\"guest\":true,\"reason\":\"guest-reset\"}}\r\n{\"event\":"
		    "\"STOP\"}\r\n");
	else if (is("run-suspend"))
		say("{\"event\":\"SUSPEND\"}\r\n");
	else if (is("run-power-off"))
		say("{\"event\":\"SHUTDOWN\",\"data\":{\"guest\":true,\"reason\":\"guest-shutdown\"}}\r\n{\"event\":"
		    "\"STOP\"}\r\n");
	else {
		put(events, "@kmend 1 2000 suite-end\n");
		guest_stops(is("run-odd-stop-code") ? 4711 : KMEND_STOP_DONE);
	}
}

/* Events without end: the harness must not drown, its guard has to act. */
static void event_storm(void)
{
	for (;;)
		put(qmp, "{\"event\":\"RTC_CHANGE\",\"data\":{\"offset\":0}}\r\n");
}

static void command(const char *line)
{
	char answer[160] = "{\"return\": {}}\r\n";

	if (strstr(line, "qmp_capabilities") && is("refuse-capabilities"))
		strcpy(answer, "{\"error\": {\"class\": \"GenericError\", \"desc\": \"not today\"}}\r\n");
	if (strstr(line, "human-monitor-command"))
		strcpy(answer, "{\"return\": \"\"}\r\n");
	if (strstr(line, "savevm")) {
		static const char state[] = "\x0ctimer/icount\0\0\0\1";
		uint64_t fields[2] = { htobe64(FAKE_BIAS_NS), htobe64(FAKE_INSTRUCTIONS) };

		if (is("savevm-error"))
			strcpy(answer, "{\"return\": \"Error: no space\\r\\n\"}\r\n");
		if (!is("savevm-no-clock") &&
			(pwrite(snapshot, state, sizeof state - 1, 1 << 20) < 0 ||
				pwrite(snapshot, fields, sizeof fields, (1 << 20) + sizeof state - 1) < 0))
			_exit(3);
	}
	if (strstr(line, "migrate-set-capabilities") && is("refuse-no-memory"))
		strcpy(answer, "{\"error\": {\"class\": \"GenericError\", \"desc\": \"no such capability\"}}\r\n");
	if (strstr(line, "loadvm") && (is("second-loadvm-error") || (loads++ && is("loadvm-error"))))
		strcpy(answer, "{\"return\": \"Error: Snapshot 'ready' does not exist\\r\\n\"}\r\n");
	if (strstr(line, "query-status"))
		snprintf(answer, sizeof answer, "{\"return\": {\"status\": \"%s\", \"running\": false}}\r\n",
			is("run-watchdog") ? "watchdog" : "internal-error");
	if (!strstr(line, "\"cont\"")) {
		say(answer);
		if (strstr(line, "\"stop\""))
			say("{\"event\":\"STOP\"}\r\n");
		if (strstr(line, "\"system_reset\""))
			say("{\"event\":\"RESET\",\"data\":{\"guest\":false,\"reason\":\"host-qmp-system-reset\"}}"
			    "\r\n");
		return;
	}
	if (second && is("run-oversize")) {
		for (int i = 0; i < 2 << 16; i++)
			put(qmp, "one line of 2 MB ");
		return;
	}
	if (second && is("run-event-storm"))
		event_storm();
	if (!is("event-before-answer"))
		say(answer);
	if (second)
		run();
	else
		boot();
	if (is("event-before-answer"))
		say(answer);
}

int main(int argc, char **argv)
{
	char line[4096];
	int ram;

	mode = getenv("KMEND_FAKE");
	mode = mode ? mode : "";
	qmp = number_behind(argc, argv, "socket,id=qmp,fd=");
	ram = number_behind(argc, argv, "mem-path=/proc/self/fd/");
	snapshot = number_behind(argc, argv, "format=qcow2,file=/proc/self/fd/");
	console = log_of(argc, argv, "id=console,append=on,path=/proc/self/fd/");
	events = log_of(argc, argv, "id=events,append=on,path=/proc/self/fd/");
	control = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, ram, FAKE_CONTROL_PA);
	in = fdopen(qmp, "r");
	if (control == MAP_FAILED || !in || console < 0 || events < 0)
		return 2;
	second = strcmp(argv[argc - 2], "-kernel") != 0;
	if (is("exit-at-once") || (second && is("second-exit")))
		return 1;
	if (is("greet-nonsense") || (second && is("second-greet-nonsense")))
		say("Segmentation fault\n");
	else if (!is("greet-never") && !(second && is("second-greet-never")))
		say("{\"QMP\": {\"version\": {\"qemu\": {\"major\": 7}}, \"capabilities\": []}}\r\n");
	if (is("greet-twice"))
		say("{\"QMP\": {}}\r\n");
	while (fgets(line, sizeof line, in))
		command(line);
	return 0;
}
