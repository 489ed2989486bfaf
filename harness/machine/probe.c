/* The probe: its guest (probe_guest.S) as an ELF file in memory, booted, saved, restored and timed like any image. */
#include "harness/machine/probe.h"

#include <elf.h>
#include <errno.h>
#include <stdio.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/machine/memfile.h"

#define GUEST_BASE 0x100000u
#define GUEST_CONTROL 0x110000u
#define GUEST_MIB 8u

/* A million rounds of two instructions: under 2 ms on a processor, some 5 under TCG, more than a second where ring 0 is emulated. */
#define LOOP_LIMIT_US 200000u

_Static_assert(KMEND_CONTROL_MAGIC == 0x4c544344454e4d4bull && KMEND_ABI_VERSION == 2, "as in probe_guest.S");
_Static_assert(offsetof(struct kmend_control, magic) == 0 && offsetof(struct kmend_control, version) == 8 &&
		offsetof(struct kmend_control, stop) == 28,
	"as in probe_guest.S");
_Static_assert(KMEND_STOP_READY == 1 && KMEND_STOP_DONE == 2 && KMEND_STOP_PANIC == 3 && KMEND_STOP_PORT == 0x505,
	"as in probe_guest.S");

extern const char probe_guest[], probe_guest_end[];

/* The ELF file: header, a segment for the guest, a note that says where PVH enters it. */
struct probe_file {
	Elf32_Ehdr header;
	Elf32_Phdr load, note;
	struct {
		uint32_t name_bytes, bytes, type;
		char name[4];
		uint32_t entry;
	} pvh;
};

#define PVH_ENTRY 18 /* XEN_ELFNOTE_PHYS32_ENTRY */

static int write_image(int fd)
{
	const size_t bytes = (size_t)(probe_guest_end - probe_guest);
	const struct probe_file file = {
		.header = {
			.e_ident = { ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS32, ELFDATA2LSB, EV_CURRENT },
			.e_type = ET_EXEC, .e_machine = EM_386, .e_version = EV_CURRENT, .e_entry = GUEST_BASE,
			.e_phoff = offsetof(struct probe_file, load), .e_ehsize = sizeof(Elf32_Ehdr),
			.e_phentsize = sizeof(Elf32_Phdr), .e_phnum = 2,
		},
		.load = {
			.p_type = PT_LOAD, .p_offset = sizeof file, .p_vaddr = GUEST_BASE, .p_paddr = GUEST_BASE,
			.p_filesz = (uint32_t)bytes, .p_memsz = (uint32_t)bytes, .p_flags = PF_R | PF_W | PF_X, .p_align = 1,
		},
		.note = {
			.p_type = PT_NOTE, .p_offset = offsetof(struct probe_file, pvh), .p_filesz = sizeof file.pvh,
			.p_memsz = sizeof file.pvh, .p_flags = PF_R, .p_align = 4,
		},
		.pvh = { 4, 4, PVH_ENTRY, "Xen", GUEST_BASE },
	};

	if (pwrite(fd, &file, sizeof file, 0) != (ssize_t)sizeof file ||
		pwrite(fd, probe_guest, bytes, sizeof file) != (ssize_t)bytes)
		return kmend_error("cannot write the probe's guest: %s", strerror(errno));
	return 0;
}

static void on_done(struct machine *machine, const struct machine_result *result, void *context)
{
	(void)machine;
	*(const struct machine_result **)context = result;
}

static const struct machine_result *await(uv_loop_t *loop, const struct machine_result **result)
{
	while (!*result)
		uv_run(loop, UV_RUN_ONCE);
	return *result;
}

static void judge(struct probe *probe, const struct machine_result *result)
{
	probe->restore_us = result->restore_us;
	probe->run_us = result->run_us;
	if (machine_end_is_infra(result->end))
		snprintf(probe->why, sizeof probe->why, "%s", result->why);
	else if (result->end != MACHINE_END_STOP || result->stop != KMEND_STOP_DONE)
		snprintf(probe->why, sizeof probe->why, "a trap in ring 0 does not come back");
	else if (result->run_us > LOOP_LIMIT_US)
		snprintf(probe->why, sizeof probe->why, "ring 0 is emulated: two million instructions took %llu ms",
			(unsigned long long)result->run_us / 1000);
	else
		probe->works = 1;
}

static void boot_and_run(struct probe *probe, uv_loop_t *loop, const struct machine_config *config)
{
	const struct machine_order order = { .limit_ns = 2000000000u };
	const struct machine_result *result = NULL;
	struct machine *machine;

	if (machine_new(&machine, loop, config) < 0) {
		snprintf(probe->why, sizeof probe->why, "%s", kmend_error_text());
		return;
	}
	machine_boot(machine, on_done, &result);
	await(loop, &result);
	if (result->end == MACHINE_END_STOP && result->stop == KMEND_STOP_READY) {
		result = NULL;
		machine_run(machine, &order, on_done, &result);
		judge(probe, await(loop, &result));
	} else {
		snprintf(probe->why, sizeof probe->why, "%s", result->why);
	}
	machine_free(machine);
}

void probe_accelerator(struct probe *probe, enum machine_accel accel)
{
	const struct kmend_image image = { .control_pa = GUEST_CONTROL, .has_control = 1 };
	struct machine_config config = {
		.image = &image,
		.settings = { .machine = "microvm",
			.arch = "x86_64",
			.memory_mib = GUEST_MIB,
			.cpus = 1,
			.icount_shift = 3 },
		.accel = accel,
		.boot_limit_ms = PROBE_LIMIT_MS,
		.wall_limit_ms = PROBE_LIMIT_MS,
		.cpu = -1,
	};
	int fd = memfile_new("kmend-probe", 0);
	char *path = NULL;
	uv_loop_t loop;

	*probe = (struct probe){ 0 };
	if (fd >= 0 && write_image(fd) == 0)
		path = kmend_format("/proc/%d/fd/%d", (int)getpid(), fd);
	if (!path || uv_loop_init(&loop) < 0) {
		snprintf(probe->why, sizeof probe->why, "%s", path || fd < 0 ? "out of memory" : kmend_error_text());
	} else {
		config.image_path = path;
		boot_and_run(probe, &loop, &config);
		uv_run(&loop, UV_RUN_DEFAULT);
		uv_loop_close(&loop);
	}
	free(path);
	if (fd >= 0)
		close(fd);
}

int probe_choose(enum machine_accel *accel, const char *wish)
{
	struct probe probe;
	int automatic = !strcmp(wish, "auto");

	*accel = MACHINE_TCG;
	if (!strcmp(wish, "tcg"))
		return 0;
	if (!automatic && strcmp(wish, "kvm"))
		return kmend_error("unknown accelerator '%.40s'; known are tcg, kvm and auto", wish);
	if (access("/dev/kvm", R_OK | W_OK) < 0)
		snprintf(probe.why, sizeof probe.why, "/dev/kvm: %s", strerror(errno));
	else
		probe_accelerator(&probe, MACHINE_KVM);
	if (!probe.why[0])
		*accel = MACHINE_KVM;
	else if (!automatic)
		return kmend_error("KVM does not work here: %s", probe.why);
	return 0;
}
