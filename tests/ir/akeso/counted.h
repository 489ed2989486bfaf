/* Functions whose accesses are known: each use of `cell` is one. */
#ifndef KMEND_TEST_COUNTED_H
#define KMEND_TEST_COUNTED_H

int request(int times, void (*then)(void));
void device(void);
void plain_look(void);

#endif
