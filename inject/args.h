/*
 * A compiler command line, understood as far as the wrapper needs: which inputs are C sources, what is asked for, where
 * the output goes, and which options each of the two compiler runs (source to bitcode, bitcode to object) gets.
 */
#ifndef KMEND_INJECT_ARGS_H
#define KMEND_INJECT_ARGS_H

#include <stddef.h>

enum inject_goal {
	INJECT_FORWARD,  /* nothing to instrument (preprocess, version, assemble, link only ...): the compiler alone */
	INJECT_OBJECT,   /* -c */
	INJECT_ASSEMBLY, /* -S */
	INJECT_LINK,     /* sources straight to a program */
};

struct inject_args {
	char **all; /* the whole command line behind the program's name */
	int count;
	enum inject_goal goal;
	int emit_llvm;         /* -emit-llvm */
	int wants_deps;        /* -MD, -MMD or -Wp,-MD... */
	int deps_file_named;   /* -MF or -Wp,-MD,FILE */
	int deps_target_named; /* -MT, -MQ */
	int has_debug;         /* -g... */
	int debug_off;         /* -g0 */
	const char *output;    /* NULL: not given */
	char **front;          /* options of the run from source to bitcode */
	int nfront;
	char **back; /* options of the run from bitcode to object */
	int nback;
	int *sources;    /* index in `all` of each C source */
	char *is_source; /* for each of `all` */
	int nsources;
};

/* Understands ALL (kept, not copied). -1: no memory. Released with inject_args_release(). */
int inject_args_read(struct inject_args *args, char **all, int count);
void inject_args_release(struct inject_args *args);

#endif
