/* Hypercalls of a 64-bit PV guest, by the headers that Xen has for its guests. */
#ifndef DOM0_HYPERCALL_H
#define DOM0_HYPERCALL_H

#include <stdint.h>

#define __XEN_TOOLS__ 1
#include <xen.h>

#include <domctl.h>
#include <event_channel.h>
#include <grant_table.h>
#include <memory.h>
#include <sched.h>
#include <vcpu.h>
#include <version.h>

static inline long hypercall(unsigned number, uint64_t a, uint64_t b, uint64_t c, uint64_t d)
{
	register uint64_t fourth __asm__("r10") = d;
	long result;

	__asm__ volatile("syscall"
		: "=a"(result), "+D"(a), "+S"(b), "+d"(c), "+r"(fourth)
		: "0"((uint64_t)number)
		: "rcx", "r11", "r8", "r9", "memory");
	return result;
}

#define CALL2(number, a, b) hypercall(number, (uint64_t)(a), (uint64_t)(b), 0, 0)
#define CALL3(number, a, b, c) hypercall(number, (uint64_t)(a), (uint64_t)(b), (uint64_t)(c), 0)

#endif
