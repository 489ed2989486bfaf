/*
 * The settings of target.yaml that make the machine what it is: the one table of them. From a row follow the member of struct
 * kmend_machine_settings, the key in target.yaml with its default and its limits, the fact in a result file that must agree
 * when a campaign goes on, and what a replay reads back. What a setting does to the machine is in machine/command_line.c.
 */
#ifndef KMEND_CONFIG_MACHINE_SETTINGS_H
#define KMEND_CONFIG_MACHINE_SETTINGS_H

#include <stddef.h>
#include <stdint.h>

#include "harness/config/arguments.h"
#include "harness/config/input.h"

/* What no snapshot holds is switched off: QEMU keeps the state of its random numbers outside of the machine. */
#define KMEND_TARGET_CPU "max,rdrand=off,rdseed=off"

/*
 * Member and key; NEEDED or OPTIONAL in the file; fewest and most characters; default; words that it can be, separated by a
 * blank (NULL: any), and what is said of another one; what else says what is wrong with it (NULL: nothing).
 */
#define KMEND_MACHINE_TEXTS(X)                                                                                       \
	X(arch, NEEDED, 1, 4096, NULL, "x86_64 i386", "unknown architecture; known are x86_64 and i386", NULL)       \
	X(machine, OPTIONAL, 1, 4096, "microvm", "microvm pc q35", "unknown machine; known are microvm, pc and q35", \
		NULL)                                                                                                \
	/* CPU model of QEMU and its properties */                                                                   \
	X(cpu, OPTIONAL, 1, 4096, KMEND_TARGET_CPU, NULL, NULL, NULL)                                                \
	/* of the kernel; "": none */                                                                                \
	X(cmdline, OPTIONAL, 0, 2048, "", NULL, NULL, NULL)                                                          \
	/* the kernel, below the output folder of the build */                                                       \
	X(image, NEEDED, 1, 4096, NULL, NULL, NULL, NULL)                                                            \
	/* absolute, or "{out}/..." below the output folder; "": none */                                             \
	X(disk, OPTIONAL, 1, 4096, "", NULL, NULL, NULL)                                                             \
	X(disk2, OPTIONAL, 1, 4096, "", NULL, NULL, NULL)                                                            \
	/* what the machine starts from */                                                                           \
	/* a file that the boot loader hands to the kernel (-initrd); as disk; "": none */                           \
	X(initrd, OPTIONAL, 1, 4096, "", NULL, NULL, NULL)                                                           \
	X(boot, OPTIONAL, 1, 4096, "kernel", "kernel disk", "must be kernel or disk", NULL)                          \
	/* a graphics card */                                                                                        \
	X(vga, OPTIONAL, 1, 4096, "none", "none std", "must be none or std", NULL)                                   \
	/* more words for the emulator, see arguments.h; "": none */                                                 \
	X(arguments, OPTIONAL, 0, 1024, "", NULL, NULL, kmend_arguments_wrong)                                       \
	/* typed on the console at the snapshot, as input.h says; "": nothing */                                     \
	X(input, OPTIONAL, 0, 128, "", NULL, NULL, kmend_input_wrong)

/* Member and key; NEEDED or OPTIONAL; default; least and most; what is said of another number (NULL: the limits). */
#define KMEND_MACHINE_NUMBERS(X)                                                               \
	/* guest memory lies in one file in memory, and its pages at the snapshot beside it */ \
	X(memory_mib, NEEDED, 0, 2, 16384, NULL)                                               \
	X(cpus, OPTIONAL, 1, 1, 1, "must be 1: only one virtual CPU runs deterministically")   \
	/* guest nanoseconds for an instruction: 1 << shift */                                 \
	X(icount_shift, OPTIONAL, 3, 0, 10, NULL)

struct kmend_machine_settings {
#define KMEND_X(key, ...) char *key;
	KMEND_MACHINE_TEXTS(KMEND_X)
#undef KMEND_X
#define KMEND_X(key, ...) uint32_t key;
	KMEND_MACHINE_NUMBERS(KMEND_X)
#undef KMEND_X
};

struct kmend_machine_setting {
	const char *key;
	size_t offset; /* of the member */
	int is_number;
	const char *fallback, *words; /* of a text */
	uint32_t default_number, least, most;
	const char *why;
	const char *(*check)(const char *text); /* of a text: NULL, or what is wrong */
};

/* All rows, texts first; the last one has no key. */
extern const struct kmend_machine_setting kmend_machine_setting_rows[];

/* Gives a setting that is NULL or 0 its default. -1: out of memory. */
int kmend_machine_setting_default(struct kmend_machine_settings *settings, const struct kmend_machine_setting *row);

/* NULL: the setting is one that there can be. Else what is wrong, valid until the next call. A text that is NULL is fine. */
const char *kmend_machine_setting_wrong(
	const struct kmend_machine_settings *settings, const struct kmend_machine_setting *row);

/* As a result file keeps it: a new string of the caller; NULL: out of memory. */
char *kmend_machine_setting_text(
	const struct kmend_machine_settings *settings, const struct kmend_machine_setting *row);
/* And back: an old text of the member is freed. -1 with a message that begins with the key. */
int kmend_machine_setting_parse(
	struct kmend_machine_settings *settings, const struct kmend_machine_setting *row, const char *text);

/* Frees the texts. */
void kmend_machine_settings_release(struct kmend_machine_settings *settings);

#endif
