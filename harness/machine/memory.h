/*
 * Guest memory, and putting it back. It is a nameless file that the emulator maps and that we map too. At the snapshot
 * its pages are remembered; before each run those that changed are written back. The emulator's own way, a copy of all
 * memory inside the snapshot, costs five times as much and throws away what it translated, page by page.
 *
 * A page that was never touched takes no memory (the file has a hole there), so that the cost depends on what the
 * guest has used, not on the size of its memory. Pages are not given back when they are zero again: taking them anew in the
 * next run costs far more than looking at them. Only of a guest that has run over a lot of its memory, as a broken one may, they
 * are.
 */
#ifndef KMEND_MACHINE_MEMORY_H
#define KMEND_MACHINE_MEMORY_H

#include <stddef.h>
#include <stdint.h>

#define MEMORY_PAGE 4096u

struct memory {
	int fd;
	char *map;
	size_t bytes;
	char *kept;      /* contents of the pages that were not zero at the snapshot */
	uint32_t *where; /* by page: 1 + its number in `kept`, 0: it was zero */
	size_t nkept;    /* pages */
	size_t spare;    /* bytes beside those kept that the file may hold after a restore */
};

#define MEMORY_INIT { .fd = -1 }

/* All zero, `mib` MiB. Release in every case. */
int memory_new(struct memory *memory, uint32_t mib);
void memory_release(struct memory *memory);

/*
 * The next part of the memory from *at on that has been touched: 1 with its pages in [*at, *end), 0: none, -1: failed. Reading
 * what was never touched would take memory for it.
 */
int memory_part(const struct memory *memory, size_t *at, size_t *end);

/* Remembers the memory as it is now, once. The guest must stand still, here and in memory_restore(). */
int memory_keep(struct memory *memory);
/* Makes the memory what it was at memory_keep(). */
int memory_restore(struct memory *memory);

#endif
