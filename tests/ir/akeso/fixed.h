/* As a kernel compiles the runtime whose code lies at fixed addresses: land.c sorts what it is told. check.c is not on an aligned stack. */
#define AKESO_INTERRUPTED "	cmpl $0, interrupted(%rip)\n"
