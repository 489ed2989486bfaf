/* Texts as words of the shell. */
#ifndef KMEND_BASE_SHELL_H
#define KMEND_BASE_SHELL_H

/* TEXT as exactly one word for sh, whatever bytes it has. New string of the caller; NULL and a message when out of memory. */
char *kmend_shell_quote(const char *text);

/* The same, but a text that means itself stays as it is: for what people and makefiles read as well. */
char *kmend_shell_word(const char *text);

#endif
