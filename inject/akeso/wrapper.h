/* What is in a wrapper. wrap.c makes the function around it. */
#ifndef KMEND_INJECT_AKESO_WRAPPER_H
#define KMEND_INJECT_AKESO_WRAPPER_H

#include "inject/akeso/convention.h"

/* The code of the wrapper, as the kind of its line wants it. */
void inject_wrapper_write(struct wrapper *w);

#endif
