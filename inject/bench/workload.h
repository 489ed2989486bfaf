/* The work that the overhead benchmark times. */
#ifndef KMEND_BENCH_WORKLOAD_H
#define KMEND_BENCH_WORKLOAD_H

unsigned workload(unsigned seed);

#endif
