/* `input:` in target.yaml: what is typed on the console where the workload begins. */
#ifndef KMEND_CONFIG_INPUT_H
#define KMEND_CONFIG_INPUT_H

#include <stddef.h>

/* The emulator keeps so many bytes until the guest reads them, in the guest's own time; more would come in the host's. */
#define KMEND_INPUT_MAX 32

/* NULL: the text is such an input, printable characters with \n, \r, \t and \\ for what they are in C; also "". Else what is wrong. */
const char *kmend_input_wrong(const char *text);

/* The bytes of a good text. Returns how many there are. */
size_t kmend_input_bytes(char bytes[KMEND_INPUT_MAX], const char *text);

#endif
