/* What the monitor says of a processor. */
#include <criterion/criterion.h>

#include "harness/machine/samples.h"

Test(samples, a_64_bit_processor)
{
	static const char text[] = "\r\nCPU#0\r\nRAX=0000000000000000 RBX=0000000000000001\r\n"
				   "RIP=ffffffff81001234 RFL=00000246 [---Z-P-] CPL=0 II=0 A20=1 SMM=0 HLT=1\r\n"
				   "ES =0000 0000000000000000 ffffffff 00c09300\r\n";
	struct machine_sample sample;

	cr_assert(samples_read(&sample, text));
	cr_assert_eq(sample.pc, 0xffffffff81001234u);
	cr_assert(sample.halted && sample.interrupts);
	cr_assert_eq(sample.ring, 0);
}

Test(samples, a_32_bit_processor_in_user_mode)
{
	static const char text[] = "EAX=00000000\nEIP=0804a010 EFL=00000046 [---Z-P-] CPL=3 II=0 A20=1 SMM=0 HLT=0\n";
	struct machine_sample sample;

	cr_assert(samples_read(&sample, text));
	cr_assert_eq(sample.pc, 0x804a010u);
	cr_assert_not(sample.halted || sample.interrupts);
	cr_assert_eq(sample.ring, 3);
}

Test(samples, no_processor)
{
	struct machine_sample sample;

	cr_assert_not(samples_read(&sample, ""));
	cr_assert_not(samples_read(&sample, "unknown command: 'info registers'"));
	cr_assert_not(samples_read(&sample, "XRIP=12 RIP=zz"));
}
