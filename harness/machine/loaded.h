/*
 * What the emulator's boot loader loads (-kernel, -initrd), as files of our own.
 *
 * QEMU starts a kernel by its multiboot header only when it is a 32-bit ELF file. A kernel for x86_64 that has such a header is
 * turned into one before it boots (elsewhere the kernel's own build does that, and drops the symbols and high addresses that
 * kmend needs): the same segments at the same physical addresses.
 */
#ifndef KMEND_MACHINE_LOADED_H
#define KMEND_MACHINE_LOADED_H

#include "harness/machine/config.h"

struct loaded {
	int image;  /* the 32-bit copy; -1: the image is loaded as it is */
	int initrd; /* -1: there is none */
};

#define LOADED_INIT { .image = -1, .initrd = -1 }

/* `prepared`: the copy of the image that is to be loaded, -1: the image itself. -1 with a message. Release in every case. */
int loaded_open(struct loaded *loaded, const struct machine_config *config, int prepared);
void loaded_release(struct loaded *loaded);

#endif
