/* What may be added to the emulator's command line, and what may not: nothing of the host is opened, run or listened on. */
#include <criterion/criterion.h>
#include <string.h>

#include "harness/config/arguments.h"

Test(arguments, what_is_let_through)
{
	static const char *const good[] = { "", " ", "-device e1000", "-device e1000,mac=52:54:00:12:34:56,addr=5",
		"  -usb   -device usb-kbd,bus=usb-bus.0 -no-hpet", "-uuid 12345678-1234-1234-1234-123456789abc",
		"-smbios type=1,manufacturer=kmend,product=x -device isa-debug-exit,iobase=0xf4,iosize=0x04" };

	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		cr_expect_null(kmend_arguments_wrong(good[i]), "%s: %s", good[i], kmend_arguments_wrong(good[i]));
}

Test(arguments, what_is_refused)
{
	static const struct {
		const char *text, *why;
	} bad[] = { { "-gdb tcp::1234", "'-gdb' opens a socket" }, { "--gdb tcp::1234", "'--gdb' opens a socket" },
		{ "-s", "'-s' opens a socket" }, { "-monitor stdio", "way to command the emulator" },
		{ "-qmp unix:x,server", "way to command" }, { "-chardev pipe,id=x,path=y", "opens files, sockets" },
		{ "-serial file:x", "opens files" }, { "-netdev user,id=n", "opens the host's network" },
		{ "-nic user", "opens the host's network" }, { "-drive file=/etc/passwd", "use `disk` and `disk2`" },
		{ "-hda /etc/passwd", "use `disk`" },
		{ "-object rng-random,id=r,filename=/dev/random", "files of the host" },
		{ "-virtfs local,path=/", "folder of the host" }, { "-bios x", "file of the host" },
		{ "-sandbox off", "kmend's own" }, { "-plugin x.so", "runs code" }, { "-trace x", "writes files" },
		{ "-m 4G", "`memory_mib`" }, { "-xyz", "'-xyz' is not one that kmend lets through" },
		{ "e1000", "'e1000' is not one" }, { "-device", "'-device' needs a word" },
		{ "-device vfio-pci,host=01:00.0", "'vfio-pci' is not one" },
		{ "-device usb-host", "'usb-host' is not one" }, { "-device loader,file=x", "'loader' is not one" },
		{ "-device e1000,romfile=x", "'romfile=x' is not one" },
		{ "-device e1000,netdev=n", "'netdev=n' is not one" },
		{ "-device isa-serial,chardev=qmp", "'isa-serial' is not one" },
		{ "-device usb-kbd,pcap=/tmp/x", "'pcap=/tmp/x' is not one" },
		{ "-device e1000,mac=../x", "'mac=../x' is not one" }, { "-device e1000,mac=", "'mac=' is not one" },
		{ "-device e1000,", "',' is not one" }, { "-device e1000,,file=x", "'' is not one" },
		{ "-device driver=loader,file=x", "'driver=loader' is not one" },
		{ "-device {\"driver\":\"loader\"}", "is not one" },
		{ "-smbios file=/etc/passwd", "'file=/etc/passwd' is not one" },
		{ "-smbios type=11,path=x", "'path=x' is not one" }, { "-uuid /x", "'/x' is not one" },
		{ "-usb\t-gdb", "is not one" }, { "-device e1000\n-gdb", "is not one" } };

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		const char *why = kmend_arguments_wrong(bad[i].text);

		cr_expect(why && strstr(why, bad[i].why), "%s: '%s' does not say '%s'", bad[i].text, why ? why : "good",
			bad[i].why);
	}
}
