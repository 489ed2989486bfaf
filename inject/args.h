/*
 * What the wrapper has to know about a compiler command line before it hands it to clang: very little, because clang
 * does all the work itself.
 */
#ifndef KMEND_INJECT_ARGS_H
#define KMEND_INJECT_ARGS_H

struct inject_settings;

struct inject_args {
	int compiles;          /* something in it may be a source */
	int wanted;            /* a source that gets sites or recovery instrumentation may be among them */
	int code16;            /* -m16: there is no slow path for it */
	int debug_on;          /* an option that wants debug information, and no later -g0 */
	int debug_off;         /* -g0, and no later option that wants debug information */
	int split_debug;       /* -gsplit-dwarf: debug information, if there is any, goes into a file of its own */
	int lto;               /* -flto */
	int emits_llvm;        /* -emit-llvm: what is made is bitcode, also without -flto */
	const char *needs_lto; /* an option that means something with -flto only, or NULL */
	const char *skips;     /* an option that keeps the optimiser, and with it the passes, from running, or NULL */
};

/* Looks at WORDS (COUNT, response files expanded). The strings in ARGS point into WORDS. */
void inject_args_look(struct inject_args *args, char *const *words, int count, const struct inject_settings *settings);

#endif
