/* The good result file that inputs change. */
#ifndef KMEND_FUZZ_RESULT_BASE_H
#define KMEND_FUZZ_RESULT_BASE_H

/* Makes it at `path`, where nothing is yet: two policies, three sites, all experiments done. Aborts when it cannot. */
void fuzz_result_make(const char *path);

#endif
