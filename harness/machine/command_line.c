/*
 * The emulator's command line. What makes runs equal: instruction counting with sleep=off, a virtual real-time clock with
 * a fixed start, one CPU model; what makes restores cheap: small RAM in a file that is ours, a snapshot image that no
 * device uses; what lets the harness judge: every way to end pauses the machine (also reset and power-off, so that
 * no log goes on after the end), pvpanic is the stop port, ib700 is the limit in guest virtual time.
 */
#include "harness/machine/command_line.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/file.h"
#include "harness/machine/process.h"
#include "recovery-rt/include/kmend/abi.h"

#define ARGS_MAX 320 /* `arguments` has 1,024 characters */

struct args {
	char *list[ARGS_MAX];
	unsigned count;
	int failed;
};

static void add(struct args *args, char *text)
{
	if (!text || args->count + 1 >= ARGS_MAX) {
		free(text);
		args->failed = 1;
		return;
	}
	args->list[args->count++] = text;
}

static void add_words(struct args *args, const char *words)
{
	while (*words) {
		size_t size = strcspn(words, " ");

		if (size)
			add(args, strndup(words, size));
		words += size + (words[size] == ' ');
	}
}

static void add_machine(struct args *args, const struct command_line *parts)
{
	const struct machine_config *config = parts->config;
	const struct kmend_machine_settings *settings = &config->settings;

	add_words(args, "-machine");
	if (!strcmp(settings->machine, "microvm"))
		add(args,
			strdup("microvm,acpi=off,pit=off,pic=off,rtc=off,x-option-roms=off,auto-kernel-cmdline=off,"
			       "memory-backend=ram"));
	else
		add(args, kmend_format("%s,hpet=off,memory-backend=ram", settings->machine));
	add_words(args, "-object");
	add(args,
		kmend_format("memory-backend-file,id=ram,size=%uM,mem-path=/proc/self/fd/%d,share=on",
			settings->memory_mib, parts->ram));
	add_words(args, "-m");
	add(args, kmend_format("%uM", settings->memory_mib));
	add_words(args, "-smp");
	add(args, kmend_format("%u", settings->cpus));
	if (config->accel == MACHINE_KVM) {
		add_words(args, "-accel kvm -cpu host");
	} else {
		add_words(args, "-accel tcg -cpu");
		add(args, strdup(settings->cpu ? settings->cpu : "max"));
		add_words(args, "-icount");
		add(args, kmend_format("shift=%u,sleep=off", settings->icount_shift));
	}
	add_words(args, "-rtc base=2020-01-01,clock=vm -seed 1");
}

static int is_machine(const struct command_line *parts, const char *name)
{
	return !strcmp(parts->config->settings.machine, name);
}

/* Two disks of pc share a channel, as master and slave; q35 has a channel for each. */
static const char *disk_device(const struct command_line *parts, int number)
{
	if (is_machine(parts, "microvm"))
		return number ? "virtio-blk-device,drive=second" : "virtio-blk-device,drive=snapshots";
	if (number == 0)
		return "ide-hd,drive=snapshots,bus=ide.0";
	return is_machine(parts, "q35") ? "ide-hd,drive=second,bus=ide.1" : "ide-hd,drive=second,bus=ide.0,unit=1";
}

/* What lies over a disk, and the disk. The snapshot file comes first: QEMU keeps the machine's state in the first that it finds. */
static void add_second(struct args *args, const struct command_line *parts)
{
	const struct disk *disk = &parts->disks[1];

	if (!disk->path)
		return;
	add_words(args, "-blockdev");
	add(args, disk_blockdev(disk));
	add_words(args, "-drive");
	add(args,
		kmend_format("if=none,id=second,format=qcow2,file=/proc/self/fd/%d,backing=%s,cache.no-flush=on",
			disk->overlay, disk->node));
	add_words(args, "-device");
	add_words(args, disk_device(parts, 1));
}

/*
 * The snapshot file. Without a disk it is an image that no device uses; with one it is the disk that the guest sees, over
 * the person's own file: the snapshot holds both, and nothing is written to that file.
 */
static void add_drive(struct args *args, const struct command_line *parts)
{
	const struct disk *disk = &parts->disks[0];

	if (disk->path) {
		add_words(args, "-blockdev");
		add(args, disk_blockdev(disk));
	}
	add_words(args, "-drive");
	add(args,
		kmend_format("if=none,id=snapshots,format=qcow2,file=/proc/self/fd/%d%s%s%s", parts->snapshot,
			disk->path ? ",backing=" : "", disk->path ? disk->node : "",
			disk->path ? ",cache.no-flush=on" : ""));
	if (disk->path) {
		add_words(args, "-device");
		add_words(args, disk_device(parts, 0));
	}
	add_second(args, parts);
}

static int starts_from_disk(const struct kmend_machine_settings *settings)
{
	return settings->boot && !strcmp(settings->boot, "disk");
}

char **command_line_new(const struct command_line *parts, int monitor, int with_kernel)
{
	const struct machine_config *config = parts->config;
	const struct kmend_machine_settings *settings = &config->settings;
	struct args *args = calloc(1, sizeof *args);
	char **list;

	if (!args)
		return NULL;
	add(args, strdup(machine_emulator(settings->arch)));
	add_machine(args, parts);
	add_words(args,
		"-sandbox on,obsolete=deny,elevateprivileges=deny,spawn=deny "
		"-nodefaults -no-user-config -display none -S -action "
		"reboot=shutdown,shutdown=pause,panic=pause,watchdog=pause");
	add_drive(args, parts);
	add_words(args, "-chardev");
	add(args, kmend_format("socket,id=qmp,fd=%d", monitor));
	add_words(args, "-mon chardev=qmp,mode=control -chardev");
	if (parts->input >= 0) /* see emulator.c; multiplexed: see feed.c */
		add_words(args, "stdio,id=console,mux=on,signal=off");
	else
		add(args, kmend_format("file,id=console,append=on,path=/proc/self/fd/%d", parts->console));
	add_words(args, "-serial chardev:console -chardev");
	add(args, kmend_format("file,id=events,append=on,path=/proc/self/fd/%d", parts->events));
	add_words(args, "-device isa-serial,chardev=events,index=1 -device ib700 -device");
	add(args, kmend_format("pvpanic,ioport=%d", KMEND_STOP_PORT));
	if (parts->has_marks) {
		add_words(args, "-chardev");
		add(args, kmend_format("file,id=marks,append=on,path=/proc/self/fd/%d", parts->console));
		add_words(args, "-device");
		add(args, kmend_format("isa-debugcon,iobase=%d,chardev=marks", KMEND_MARK_PORT));
	}
	if (settings->vga && !strcmp(settings->vga, "std"))
		add_words(args, "-device VGA");
	if (settings->arguments)
		add_words(args, settings->arguments);
	if (config->gdb_socket && (!with_kernel || config->no_snapshot)) {
		add_words(args, "-gdb");
		add(args, kmend_format("unix:%s,server=on,wait=off", config->gdb_socket));
	}
	if (with_kernel && !starts_from_disk(settings)) {
		add_words(args, "-kernel");
		add(args,
			parts->image >= 0 ? kmend_format("/proc/self/fd/%d", parts->image)
					  : strdup(config->image_path));
		if (parts->initrd >= 0) {
			add_words(args, "-initrd");
			add(args, kmend_format("/proc/self/fd/%d", PROCESS_FIXED));
		}
		if (settings->cmdline && *settings->cmdline) {
			add_words(args, "-append");
			add(args, strdup(settings->cmdline));
		}
	}
	if (args->failed) {
		command_line_free(args->list);
		return NULL;
	}
	list = args->list; /* the first member: the list is the block */
	return list;
}

void command_line_free(char **list)
{
	if (!list)
		return;
	for (unsigned i = 0; list[i]; i++)
		free(list[i]);
	free(list);
}

unsigned command_line_files(int files[COMMAND_LINE_FILES], const struct command_line *parts, int monitor)
{
	const int all[COMMAND_LINE_FILES] = { parts->ram, parts->snapshot, parts->console, parts->events, monitor,
		parts->image, parts->disks[0].copy, parts->disks[1].copy, parts->disks[1].overlay };
	unsigned count = 0;

	for (unsigned i = 0; i < COMMAND_LINE_FILES; i++)
		if (all[i] >= 0)
			files[count++] = all[i];
	return count;
}
