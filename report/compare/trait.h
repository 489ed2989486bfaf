/* What a fault can have come to, asked of an activated one: what shares are of. */
#ifndef KMEND_REPORT_COMPARE_TRAIT_H
#define KMEND_REPORT_COMPARE_TRAIT_H

#include "report/compare/sample.h"

typedef int kmend_trait(const struct kmend_sample_fault *fault);

int kmend_trait_survived(const struct kmend_sample_fault *fault);
int kmend_trait_usable(const struct kmend_sample_fault *fault); /* of a sample that is probed */
int kmend_trait_crashed(const struct kmend_sample_fault *fault);

/* Were the services probed after every fault of it that activated, of which there are some? */
int kmend_sample_is_probed(const struct kmend_sample *sample);

#endif
