/*
 * COM1 is the console, COM2 the event port. The exit port ends a plain QEMU run (`-device isa-debug-exit,iobase=0xf4`), and nobody listens under the harness.
 */
#include "kernel.h"

enum { COM1 = 0x3f8, COM2 = 0x2f8, LINE_STATUS = 5, TRANSMIT_EMPTY = 0x20, PATIENCE = 100000, EXIT_PORT = 0xf4 };

static void port_init(uint16_t port)
{
	out8(port + 1, 0);    /* no interrupts */
	out8(port + 3, 0x80); /* divisor: 115200 baud */
	out8(port + 0, 1);
	out8(port + 1, 0);
	out8(port + 3, 3); /* 8N1 */
	out8(port + 2, 7); /* FIFO on, cleared */
	out8(port + 4, 3);
}

static void port_put(uint16_t port, char c)
{
	for (int i = 0; i < PATIENCE && (in8(port + LINE_STATUS) & TRANSMIT_EMPTY) == 0; i++)
		;
	out8(port, (uint8_t)c);
}

void console_init(void)
{
	port_init(COM1);
	port_init(COM2);
}

void console_write(const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		port_put(COM1, text[i]);
}

void console_line(const char *text)
{
	console_write(text, strlen(text));
	console_write("\n", 1);
}

void console_event_byte(char c)
{
	port_put(COM2, c);
}

void console_halt(void)
{
	out8(EXIT_PORT, (uint8_t)kmend_control.stop);
	for (;;)
		__asm__ volatile("cli; hlt");
}
