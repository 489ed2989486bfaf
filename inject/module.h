/* One unit of IR: bitcode in, instrumented bitcode (or text) out. */
#ifndef KMEND_INJECT_MODULE_H
#define KMEND_INJECT_MODULE_H

#include "inject/settings.h"

enum inject_form { INJECT_BITCODE, INJECT_TEXT };

/*
 * Reads bitcode from the file IN, places fault sites, adds recovery instrumentation, expands both, checks the result and
 * writes it to the file OUT. UNIT is the unit's clean name. -1 after a message on stderr.
 */
int inject_module(const char *in, const char *out, enum inject_form form, const char *unit,
	const struct inject_settings *settings);

#endif
