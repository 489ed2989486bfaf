/* Addresses that C, assembly and the linker script (kernel.ld repeats KERNEL_BASE) share. */
#ifndef MS_LAYOUT_H
#define MS_LAYOUT_H

#define KERNEL_BASE 0xffffffff80000000 /* the image is linked here + its physical address */
#define PHYSMAP 0xffff800000000000     /* the first GiB and the device GiB of physical memory */
#define KERNEL_STACK_SIZE 16384        /* one stack: the kernel is not preempted and never blocks */
#define PHYSMAP_LIMIT 0x40000000       /* RAM beyond the first GiB is not used */

#define SELECTOR_KERNEL_CODE 0x08
#define SELECTOR_KERNEL_DATA 0x10
#define SELECTOR_USER_DATA 0x1b
#define SELECTOR_USER_CODE 0x23
#define SELECTOR_TSS 0x28

#define VECTOR_TIMER 32
#define VECTOR_SYSCALL 128 /* only a mark in the frame: `syscall` has no vector */
#define VECTOR_SPURIOUS 255

#endif
