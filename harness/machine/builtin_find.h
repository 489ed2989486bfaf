/*
 * Where the runtime of a kernel without glue is. A kernel that moves itself when it boots (Xen goes to the top of low memory) leaves
 * a copy of it at the place that its program headers name, with its magic number and all; the one that runs counts on.
 */
#ifndef KMEND_MACHINE_BUILTIN_FIND_H
#define KMEND_MACHINE_BUILTIN_FIND_H

#include "harness/image/image.h"
#include "harness/machine/memory.h"

/*
 * Places of the runtime that has counted most blocks among all that lie in guest memory at the same distance from the beginning of a
 * page and from each other as in the image; those of the image when no other has counted more.
 */
struct kmend_image_builtin builtin_find(const struct memory *memory, const struct kmend_image *image);

#endif
