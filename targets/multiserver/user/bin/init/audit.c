/*
 * The system's own check of its state, after the workload. A server that says it found problems makes the audit
 * inconsistent; a server that cannot answer (its audit crashes) is named in the detail, which is no verdict on state.
 */
#include "init.h"
#include "ms.h"
#include "stdio.h"

static const struct {
	const char *name;
	endpoint_t ep;
} servers[] = { { "pm", EP_PM }, { "vm", EP_VM }, { "vfs", EP_VFS }, { "ds", EP_DS }, { "rs", EP_RS } };

#define NSERVERS (sizeof(servers) / sizeof(servers[0]))

void audit(void)
{
	char detail[320];
	size_t used = 0;
	long problems = 0;

	for (size_t i = 0; i < NSERVERS; i++) {
		char text[64] = "", encoded[sizeof(text) * 3];
		int found = server_audit(servers[i].ep, text, sizeof(text));
		const char *comma = used ? "," : "";

		if (found < 0)
			found = server_audit(servers[i].ep, text, sizeof(text));
		text[sizeof(text) - 1] = 0;
		event_encode(encoded, 72, text);
		if (found < 0)
			used += (size_t)snprintf(
				detail + used, sizeof(detail) - used, "%sunavailable-%s", comma, servers[i].name);
		else if (found > 0)
			used += (size_t)snprintf(detail + used, sizeof(detail) - used, "%s%s:%d:%s", comma,
				servers[i].name, found, encoded);
		if (found > 0)
			problems += found;
		if (used >= sizeof(detail))
			used = sizeof(detail) - 1;
	}
	event("audit status=%s detail=%s", problems ? "inconsistent" : "ok", used ? detail : "-");
}

void counters(void)
{
	for (size_t i = 0; i < NSERVERS; i++) {
		const char *name = servers[i].name;
		struct rs_status s;

		if (rs_status(servers[i].ep, &s) < 0)
			continue;
		event("counter name=%s.checkpoints value=%lu", name, (unsigned long)s.checkpoints);
		event("counter name=%s.log-high value=%lu", name, (unsigned long)s.log_high);
		event("counter name=%s.log-overflows value=%lu", name, (unsigned long)s.overflows);
	}
}
