/* Every limit and fixed address of the system, with its meaning. */
#ifndef MS_PARAMS_H
#define MS_PARAMS_H

#define PAGE_SIZE 4096u
#define NSLOT 128          /* process slots of the kernel: services, their clones and user processes */
#define USER_SLOT_FIRST 32 /* slots below are services and clones, from here on user processes */
#define NUSER (NSLOT - USER_SLOT_FIRST)
#define NGRANT 16          /* grants a process can hold; 0 and 1 come with its own request message */
#define HZ 250             /* timer interrupts a second of guest virtual time */
#define LAST_WORDS_MS 2500 /* of guest virtual time for audits and probes after the suite */
#define ALARM_AGAIN_MS 20  /* after a rollback that may have forgotten an alarm */

/* Address space of every ring-3 program (services and user processes share the shape). */
#define PROGRAM_BASE 0x400000ul      /* text, then rodata, then data and bss */
#define SERVICE_RT_BASE 0x10000000ul /* recovery runtime's protected region (16 MiB aligned and bounded) */
#define SERVICE_RT_SIZE 0x1000000ul
#define SERVICE_WATCH_BASE 0x20000000ul  /* watch bytes: read-only here, shared by all instances of a program */
#define SERVICE_COUNTS_BASE 0x21000000ul /* block counters: shared by all instances of a program */
#define HEAP_LIMIT 0x30000000ul          /* brk of a user process ends here */
#define MMAP_BASE 0x40000000ul
#define MMAP_LIMIT 0x60000000ul
#define STACK_TOP 0x7ffff000ul /* first address past the main stack */
#define SERVICE_STACK_SIZE 0x8000ul
#define USER_STACK_LIMIT 0x20000ul /* user stacks grow down on demand to this many bytes */
#define USER_TOP 0x80000000ul

#define ARG_MAX_BYTES 4096 /* argv block of exec */
#define PATH_MAX_BYTES 128 /* with the NUL */
#define NAME_MAX_BYTES 28  /* of a file name, without a NUL */
#define OPEN_MAX 20        /* descriptors of one process */
#define PIPE_BYTES 4096
#define DISK_BLOCK 1024
#define DISK_BLOCKS 2048 /* 2 MiB */

#endif
