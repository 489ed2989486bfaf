/* Intervals of the reports are those of the progress of a run. */
#ifndef KMEND_REPORT_WILSON_H
#define KMEND_REPORT_WILSON_H

#include "harness/base/wilson.h"

#endif
