/* Runs the compiler behind the wrapper. */
#ifndef KMEND_INJECT_RUN_H
#define KMEND_INJECT_RUN_H

/* Runs ARGV (NULL-terminated), waits, returns its exit status; 128 + signal when a signal ended it, 127: not found. */
int inject_run(char *const *argv);

/* Becomes ARGV. Returns only when that fails, after a message: the exit status to use. */
int inject_become(char *const *argv);

#endif
