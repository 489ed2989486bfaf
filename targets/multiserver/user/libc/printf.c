/* The formatter and its outlets. */
#include "ms.h"
#include "stdio.h"
#include "string.h"
#include "unistd.h"

struct sink {
	char *out;
	size_t size, length;
};

static void put(struct sink *s, char c)
{
	if (s->length + 1 < s->size)
		s->out[s->length] = c;
	s->length++;
}

static void put_padded(struct sink *s, const char *text, size_t n, size_t width, int left, char fill)
{
	size_t pad = width > n ? width - n : 0;

	for (; !left && pad; pad--)
		put(s, fill);
	while (n--)
		put(s, *text++);
	for (; pad; pad--)
		put(s, ' ');
}

/* Digits of v end at `end`; returns where they begin. */
static char *digits(char *end, unsigned long v, unsigned base)
{
	do {
		*--end = "0123456789abcdef"[v % base];
		v /= base;
	} while (v);
	return end;
}

int vsnprintf(char *out, size_t size, const char *f, va_list args)
{
	struct sink s = { out, size, 0 };

	for (; *f; f++) {
		char buffer[24], *end = buffer + sizeof(buffer), *p = end, fill = ' ';
		size_t width = 0, precision = (size_t)-1;
		int left = 0, wide = 0;

		if (*f != '%') {
			put(&s, *f);
			continue;
		}
		for (f++; *f == '-' || *f == '0'; f++)
			*f == '-' ? (void)(left = 1) : (void)(fill = '0');
		if (*f == '*')
			width = (size_t)va_arg(args, int), f++;
		for (; *f >= '0' && *f <= '9'; f++)
			width = width * 10 + (size_t)(*f - '0');
		if (*f == '.') {
			precision = 0;
			for (f++; *f >= '0' && *f <= '9'; f++)
				precision = precision * 10 + (size_t)(*f - '0');
		}
		for (; *f == 'l' || *f == 'z'; f++)
			wide = 1;
		switch (*f) {
		case 'd':
		case 'i': {
			long v = wide ? va_arg(args, long) : va_arg(args, int);

			p = digits(end, v < 0 ? 0ul - (unsigned long)v : (unsigned long)v, 10);
			if (v < 0)
				*--p = '-';
			break;
		}
		case 'u':
			p = digits(end, wide ? va_arg(args, unsigned long) : va_arg(args, unsigned), 10);
			break;
		case 'x':
			p = digits(end, wide ? va_arg(args, unsigned long) : va_arg(args, unsigned), 16);
			break;
		case 'o':
			p = digits(end, wide ? va_arg(args, unsigned long) : va_arg(args, unsigned), 8);
			break;
		case 'p':
			p = digits(end, (unsigned long)va_arg(args, void *), 16);
			*--p = 'x';
			*--p = '0';
			break;
		case 'c':
			*--p = (char)va_arg(args, int);
			break;
		case 's': {
			size_t n = 0;

			p = va_arg(args, char *);
			if (!p)
				p = "(null)";
			while (n < precision && p[n])
				n++;
			end = p + n;
			fill = ' ';
			break;
		}
		case 0:
			f--;
			break;
		default:
			*--p = *f;
		}
		put_padded(&s, p, (size_t)(end - p), width, left, fill);
	}
	if (size)
		out[s.length < size ? s.length : size - 1] = 0;
	return (int)s.length;
}

int snprintf(char *out, size_t size, const char *format, ...)
{
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(out, size, format, args);
	va_end(args);
	return n;
}

int write_all(int fd, const void *data, size_t n)
{
	const char *p = data;

	while (n) {
		ssize_t done = write(fd, p, n);

		if (done <= 0)
			return -1;
		p += done;
		n -= (size_t)done;
	}
	return 0;
}

int dprintf(int fd, const char *format, ...)
{
	char text[256];
	va_list args;
	size_t n;

	va_start(args, format);
	n = (size_t)vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (n >= sizeof(text))
		n = sizeof(text) - 1;
	return write_all(fd, text, n) < 0 ? -1 : (int)n;
}

void console_printf(const char *format, ...)
{
	char text[160];
	va_list args;
	size_t n;

	va_start(args, format);
	n = (size_t)vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	console_write(text, n < sizeof(text) ? n : sizeof(text) - 1);
}
