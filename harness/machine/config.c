#include "harness/machine/config.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"

void machine_config_target(struct machine_config *config, const struct kmend_target *target)
{
	config->settings = target->settings;
	config->console = target->console;
	config->target = target->name;
	config->golden_seconds = target->golden_seconds;
	config->golden_reports = target->golden_reports;
	config->ngolden_reports = target->golden_reports_count;
	config->test_limits = &target->limits;
	config->boot_limit_ms = target->boot_seconds * 1000;
}

int machine_config_check(const struct machine_config *config)
{
	for (const struct kmend_machine_setting *row = kmend_machine_setting_rows; row->key; row++) {
		const char *wrong = kmend_machine_setting_wrong(&config->settings, row);

		if (wrong) {
			kmend_error("%s: %s", row->key, wrong);
			return 0;
		}
	}
	return 1;
}

const char *machine_emulator(const char *arch)
{
	const char *own = getenv("KMEND_QEMU");

	if (own && *own)
		return own;
	return arch && !strcmp(arch, "i386") ? "qemu-system-i386" : "qemu-system-x86_64";
}
