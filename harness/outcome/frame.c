#include "harness/outcome/frame.h"

#include <string.h>

static int is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static int is_name(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '$';
}

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Up to 16 hexadecimal digits; their number, 0 when there are none or too many. */
static size_t digits(const char *text, uint64_t *value)
{
	size_t n = 0;

	for (*value = 0; n < 17 && digit(text[n]) >= 0; n++)
		*value = *value << 4 | (uint64_t)digit(text[n]);
	return n < 17 ? n : 0;
}

/* The same after `0x`; bytes in all. */
static size_t prefixed(const char *text, uint64_t *value)
{
	size_t n = text[0] == '0' && text[1] == 'x' ? digits(text + 2, value) : 0;

	return n ? n + 2 : 0;
}

/* What may follow a place: the end, a module, punctuation of the sentence around it. */
static int ends(char c)
{
	return c == 0 || strchr(" ,;:()[]>%", c) != NULL;
}

static size_t name_size(const char *text)
{
	size_t size = 0;

	if (!is_letter(text[0]) && !(text[0] == '.' && is_letter(text[1])))
		return 0;
	while (is_name(text[size]))
		size++;
	return size < KMEND_CRASH_FUNCTION ? size : 0;
}

static int set_name(struct kmend_crash_frame *frame, const char *text, size_t size)
{
	if (text[0] == '.') { /* powerpc: the function itself, not its descriptor */
		text++;
		size--;
	}
	memcpy(frame->function, text, size);
	frame->function[size] = 0;
	return 1;
}

/* Xen: `common/event_channel.c#f` is the static function f of that file. */
static const char *skip_file(const char *text)
{
	size_t size = 0;

	while (is_name(text[size]) || (text[size] && strchr("/-+", text[size])))
		size++;
	return text[size] == '#' ? text + size + 1 : text;
}

int frame_parse(struct kmend_crash_frame *frame, const char *text)
{
	text = skip_file(text);
	size_t name = name_size(text), used;

	memset(frame, 0, sizeof *frame);
	used = prefixed(text, &frame->address);
	if (used)
		return frame->address && ends(text[used]);
	if (!name || text[name] != '+')
		return 0;
	used = prefixed(text + name + 1, &frame->offset);
	if (!used)
		return 0;
	used += name + 1;
	if (text[used] == '/') {
		size_t more = prefixed(text + used + 1, &frame->size);

		if (!more || frame->offset > frame->size)
			return 0;
		used += more + 1;
	}
	return ends(text[used]) && set_name(frame, text, name);
}

int frame_parse_name(struct kmend_crash_frame *frame, const char *text)
{
	size_t name = name_size(text), bare;
	uint64_t address;

	if (frame_parse(frame, text))
		return 1;
	memset(frame, 0, sizeof *frame);
	bare = digits(text, &address);
	if (bare >= 8 && ends(text[bare])) { /* an address without its 0x */
		frame->address = address;
		return address != 0;
	}
	return name && ends(text[name]) && set_name(frame, text, name);
}

/* The address in `[<c0123456>]`, `[c000000000123456]`; the bytes of it with brackets, 0 when it is not one. */
static size_t bracketed(const char *text, uint64_t *address)
{
	size_t at = 1, n;

	*address = 0;
	if (text[0] != '[')
		return 0;
	at += text[1] == '<';
	at += strspn(text + at, " ");
	if (strncmp(text + at, "(null)", 6) == 0)
		n = 6;
	else
		n = digits(text + at, address);
	at += n;
	if (!n)
		return 0;
	at += text[1] == '<' && text[at] == '>';
	return text[at] == ']' ? at + 1 : 0;
}

/* After brackets with addresses, keeping the last address. */
const char *frame_skip_addresses(const char *text, uint64_t *address)
{
	size_t size;

	for (text += strspn(text, " ("); (size = bracketed(text, address)); text += strspn(text, " ("))
		text += size;
	return text;
}

/* `f file.c:12 [inline]`: what the decode script adds for inlined functions. */
static int parse_inlined(struct kmend_crash_frame *frame, const char *text)
{
	size_t name = name_size(text), file;

	if (!name || text[name] != ' ')
		return 0;
	file = strcspn(text + name + 1, " ");
	if (strcmp(text + name + 1 + file, " [inline]") != 0 || !memchr(text + name + 1, ':', file))
		return 0;
	memset(frame, 0, sizeof *frame);
	return set_name(frame, text, name);
}

/* ARM: `(f) from [<c0>] (g+0x1/0x2)`, `f from g+0x1/0x2`. */
static int parse_from(struct kmend_crash_frame *frame, struct kmend_crash_frame *callee, const char *text)
{
	const char *from = strstr(text, " from ");
	uint64_t address = 0;

	if (!from || !frame_parse_name(callee, text))
		return 0;
	if (frame_parse(frame, frame_skip_addresses(from + 6, &address)) && frame->function[0])
		return 1;
	memset(callee, 0, sizeof *callee);
	return 0;
}

/* `<IRQ>`, `<EOI>`: the stack that the frame after it is on. */
static const char *skip_stack_name(const char *text)
{
	size_t size = text[0] == '<' ? strspn(text + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ#/") : 0;

	if (!size || text[1 + size] != '>')
		return text;
	text += size + 2;
	return text + strspn(text, " ");
}

enum frame_kind frame_of_trace(struct kmend_crash_frame *frame, struct kmend_crash_frame *callee, const char *text)
{
	enum frame_kind kind = FRAME_SURE;
	uint64_t address = 0;

	memset(callee, 0, sizeof *callee);
	text = frame_skip_addresses(skip_stack_name(text), &address);
	if (address && (text[0] == 'R' || text[0] == 'F') &&
		text[1] == ' ') /* Xen: registers, frame; S: all of the stack */
		text += 2;
	if (((text[0] == '?' || text[0] == '!') && text[1] == ' ') || (address && text[0] == 'S' && text[1] == ' ')) {
		kind = FRAME_GUESS;
		text = frame_skip_addresses(text + 2, &address);
	}
	if (parse_from(frame, callee, text)) {
		callee->returns = frame->returns = 1;
		return kind;
	}
	if (!(frame_parse(frame, text) && frame->function[0]) && !parse_inlined(frame, text)) {
		if (!address || *text)
			return FRAME_NONE;
		*frame = (struct kmend_crash_frame){ .address = address };
	}
	frame->returns = 1;
	return strstr(text, "(unreliable)") ? FRAME_GUESS : kind;
}

/*
 * How an instruction pointer is announced. `selector`: a code segment comes first, as in `RIP: 0010:`; one of privilege 3 is
 * that of a program, except for Xen's.
 */
static const struct {
	const char *before;
	int selector;
} pointers[] = {
	{ "RIP:", 1 },                  /* x86-64 */
	{ "RIP ", 0 },                  /* x86-64 up to 4.10, the last line of an oops */
	{ "EIP:", 1 },                  /* i386 */
	{ "EIP is at ", 0 },            /* i386 up to 4.10 */
	{ "IP: ", 0 },                  /* x86 up to 4.15 */
	{ "PC is at ", 0 },             /* arm, sh, nios2 */
	{ "pc is at ", 0 },             /* alpha */
	{ "ip is at ", 0 },             /* ia64 */
	{ "pc :", 0 },                  /* arm64, arm */
	{ "epc :", 0 },                 /* riscv */
	{ "epc   :", 0 },               /* mips */
	{ "epc: ", 0 },                 /* riscv up to 5.12 */
	{ "era   :", 0 },               /* loongarch */
	{ "ERA: ", 0 }, { "NIP [", 0 }, /* powerpc, with its name */
	{ "Krnl PSW :", 0 },            /* s390 */
	{ "TPC: ", 0 },                 /* sparc64 */
	{ "PC: ", 0 },                  /* m68k */
};

static const char *skip_selector(const char *text)
{
	uint64_t selector;
	size_t n;

	text += strspn(text, " ");
	n = digits(text, &selector);
	if (n != 4 || text[4] != ':')
		return text;
	return (selector & 3) == 3 && selector >> 12 != 0xe ? NULL : text + 5;
}

/* Bare hexadecimal words (a processor status, an address without its 0x) before the place. */
static const char *skip_words(const char *text, uint64_t *address)
{
	uint64_t value;
	size_t n;

	for (;;) {
		text += strspn(text, " (<[");
		n = digits(text, &value);
		if (n < 8 || !ends(text[n]))
			return text;
		*address = value;
		text += n;
		text += strspn(text, " >])");
	}
}

int frame_of_registers(struct kmend_crash_frame *frame, const char *text)
{
	for (size_t i = 0; i < sizeof pointers / sizeof pointers[0]; i++) {
		size_t size = strlen(pointers[i].before);
		uint64_t address = 0;
		const char *at = text + size;

		if (strncmp(text, pointers[i].before, size) != 0)
			continue;
		if (pointers[i].selector && !(at = skip_selector(at)))
			return 0;
		at = skip_words(frame_skip_addresses(at, &address), &address);
		if (frame_parse(frame, at) && (frame->function[0] || frame->address))
			return 1;
		*frame = (struct kmend_crash_frame){ .address = address };
		return address != 0;
	}
	return 0;
}
