/* The SEEP table of ms/calls.h as two functions (OSIRIS III-B, IV-B). */
#include "glue.h"

enum seep_effect sv_effect(uint32_t kind)
{
	switch (kind) {
#define EFFECT(number, name, effect, answer, text) \
	case (number):                             \
		return SEEP_##effect;
		MS_CALLS(EFFECT)
#undef EFFECT
	default:
		return SEEP_MODIFIES;
	}
}

enum seep_answer sv_answer(uint32_t kind)
{
	switch (kind) {
#define ANSWER(number, name, effect, answer, text) \
	case (number):                             \
		return SEEP_##answer;
		MS_CALLS(ANSWER)
#undef ANSWER
	default:
		return SEEP_NONE;
	}
}
