/* Devices that a target.yaml asks for. MORE=devices.o adds them; each flag a test: DISKS, VGA, CARD, INPUT, MODULE, HIGH (x86_64). */
#include <stdint.h>

#include "devices.h"

static uint8_t in8(uint16_t port)
{
	uint8_t value;

	__asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
	return value;
}

static void out8(uint16_t port, uint8_t value)
{
	__asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

/* ---- two drives of one channel: the second one is chosen by a bit of the drive register ---- */

static int wait_for(uint8_t want)
{
	for (unsigned i = 0; i < 1000000; i++) {
		uint8_t status = in8(0x1f7);

		if (!(status & 0x80) && (status & want) == want)
			return 1;
	}
	return 0;
}

/* The first byte of sector LBA. With WRITE the whole sector is 'x' afterwards. */
static int sector(int drive, uint8_t lba, int write)
{
	uint16_t word = 'x' | 'x' << 8, first = 0;

	out8(0x1f6, (uint8_t)(0xe0 | drive << 4));
	if (!wait_for(0x40))
		return -1;
	out8(0x1f2, 1);
	out8(0x1f3, lba);
	out8(0x1f4, 0);
	out8(0x1f5, 0);
	out8(0x1f7, write ? 0x30 : 0x20);
	if (!wait_for(0x08))
		return -1;
	for (int i = 0; i < 256; i++) {
		if (write)
			__asm__ volatile("outw %0, %1" : : "a"(word), "Nd"((uint16_t)0x1f0));
		else
			__asm__ volatile("inw %1, %0" : "=a"(word) : "Nd"((uint16_t)0x1f0));
		if (i == 0)
			first = word;
	}
	return wait_for(0x40) ? first & 0xff : -1;
}

/* Both are as they were, whatever an earlier run wrote. */
int test_disks(void)
{
	if (sector(0, 0, 0) != 'a' || sector(1, 0, 0) != 'b' || sector(0, 1, 0) != 'a' || sector(1, 1, 0) != 'b')
		return 0;
	return sector(0, 1, 1) >= 0 && sector(1, 1, 1) >= 0 && sector(0, 1, 0) == 'x' && sector(1, 1, 0) == 'x';
}

/* ---- a graphics card has a cursor; without one its registers read 0xff, and text memory is memory like any other ---- */

int test_vga(void)
{
	volatile uint16_t *text = (volatile uint16_t *)0xb8000;

	if (text[0] == 0x1e57) /* of an earlier run */
		return 0;
	text[0] = 0x1e57;
	out8(0x3d4, 0x0f);
	out8(0x3d5, 0x5a);
	return text[0] == 0x1e57 && in8(0x3d5) == 0x5a;
}

/* ---- a network card on the bus ---- */

int test_card(void)
{
	for (uint32_t slot = 0; slot < 32; slot++) {
		uint32_t id;

		__asm__ volatile("outl %0, %1" : : "a"(UINT32_C(0x80000000) | slot << 11), "Nd"((uint16_t)0xcf8));
		__asm__ volatile("inl %1, %0" : "=a"(id) : "Nd"((uint16_t)0xcfc));
		if (id == 0x100e8086) /* e1000 */
			return 1;
	}
	return 0;
}

/* ---- lines from the console ---- */

int test_input(void)
{
	static const char want[] = "run it, please\nall of it\n";

	for (unsigned i = 0; i < sizeof want - 1; i++) {
		while (!(in8(0x3fd) & 1))
			;
		if (in8(0x3f8) != (uint8_t)want[i])
			return 0;
	}
	return 1;
}

/* ---- a file that the boot loader has put into memory (multiboot) ---- */

#ifdef MODULE
extern uint32_t boot_info;

int test_module(void)
{
	static const char want[] = "given to the kernel\n";
	const volatile uint32_t *info = (const volatile uint32_t *)(uintptr_t)boot_info, *module;
	const char *bytes;

	if (!(info[0] & 8) || info[5] != 1)
		return 0;
	module = (const volatile uint32_t *)(uintptr_t)info[6];
	bytes = (const char *)(uintptr_t)module[0];
	if (module[1] - module[0] != sizeof want - 1)
		return 0;
	for (unsigned i = 0; i < sizeof want - 1; i++)
		if (bytes[i] != want[i])
			return 0;
	return 1;
}
#endif

/* ---- memory above 4 GiB, of which little is used ---- */

#ifdef HIGH
int test_high(void)
{
	for (uint64_t gib = 5; gib < 15; gib += 3) {
		volatile uint64_t *word = (volatile uint64_t *)(gib << 30);

		if (word[0] || word[1000000])
			return 0;
		word[0] = gib;
		word[1000000] = ~gib;
	}
	for (uint64_t gib = 5; gib < 15; gib += 3)
		if (*(volatile uint64_t *)(gib << 30) != gib)
			return 0;
	return 1;
}
#endif
