/* Texts of a guest as words that are the same from run to run. */
#ifndef KMEND_OUTCOME_WORDS_H
#define KMEND_OUTCOME_WORDS_H

#include <stddef.h>

/*
 * Lower-case letters, digits and single dashes, at most `room` bytes with the NUL; numbers, addresses and encoded bytes
 * (`%HH`) are left out, except the number that follows "trap" and the like. "" when nothing is left.
 */
void words_put(char *words, size_t room, const char *text, size_t size);

#endif
