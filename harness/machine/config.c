#include "harness/machine/config.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"

void machine_config_target(struct machine_config *config, const struct kmend_target *target)
{
	config->model = target->machine;
	config->cpu_model = target->cpu;
	config->cmdline = target->cmdline;
	config->arch = target->arch;
	config->image_name = target->image;
	config->disk = target->disk;
	config->boot_disk = !strcmp(target->boot, "disk");
	config->console = target->console;
	config->target = target->name;
	config->memory_mib = target->memory_mib;
	config->cpus = target->cpus;
	config->icount_shift = target->icount_shift;
	config->boot_limit_ms = target->boot_seconds * 1000;
}

int machine_config_check(const struct machine_config *config)
{
	if (config->memory_mib && config->memory_mib <= MACHINE_MEMORY_MAX_MIB)
		return 1;
	kmend_error("a machine has 1 to %u MiB of memory, not %u", MACHINE_MEMORY_MAX_MIB, config->memory_mib);
	return 0;
}

const char *machine_emulator(const char *arch)
{
	const char *own = getenv("KMEND_QEMU");

	if (own && *own)
		return own;
	return arch && !strcmp(arch, "i386") ? "qemu-system-i386" : "qemu-system-x86_64";
}
