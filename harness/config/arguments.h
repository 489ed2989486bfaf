/*
 * `arguments:` in target.yaml: more words for the emulator's command line, such as another device. Only what is in this file's lists is let
 * through: nothing of it opens, runs or listens on the host, and nothing changes what kmend itself has set.
 */
#ifndef KMEND_CONFIG_ARGUMENTS_H
#define KMEND_CONFIG_ARGUMENTS_H

/* NULL: the text is such words, with blanks between them; also "". Else what is wrong, valid until the next call. */
const char *kmend_arguments_wrong(const char *text);

#endif
