/* Starts the emulator so that it never outlives us, on one core, away from our terminal. */
#ifndef KMEND_MACHINE_PROCESS_H
#define KMEND_MACHINE_PROCESS_H

#include <stdint.h>
#include <sys/types.h>

#define PROCESS_STREAMS 4
#define PROCESS_FIXED 1000 /* higher than what is open, lower than what may be */

/*
 * Runs argv[0] (searched in PATH). The child keeps the descriptors in `keep` (nkeep of them) under their numbers, has
 * `streams` as stdin, stdout and stderr (-1: /dev/null) and, unless it is -1, the last of them as PROCESS_FIXED, for a file
 * whose name the guest sees: it has the same in every run. It runs only on core `cpu` (-1: any), is in a session of its own and gets SIGKILL when the calling
 * thread dies. Returns its process id or -1 with a message that says when the program does not exist.
 */
pid_t process_start(char *const argv[], const int *keep, unsigned nkeep, const int streams[PROCESS_STREAMS], int cpu);

/* Kills and reaps. Waits: after SIGKILL that is short. */
void process_end(pid_t pid);

/* How long the unluckiest thread of the process has been ready to run, but had no core, since it exists. 0: not known. */
uint64_t process_wait_ns(pid_t pid);

#endif
