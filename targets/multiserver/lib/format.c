/* printf-like formatting into a bounded buffer, for console lines, events and audit texts. */
#include "glue.h"

struct out {
	char *to;
	size_t size, length;
};

static void put(struct out *o, char c)
{
	if (o->length + 1 < o->size)
		o->to[o->length] = c;
	o->length++;
}

static void pad(struct out *o, char c, int count)
{
	while (count-- > 0)
		put(o, c);
}

struct spec {
	int left, zero, width, precision, size; /* size: bytes of an integer argument */
};

static void put_text(struct out *o, const struct spec *spec, const char *s)
{
	size_t n = strnlen(s, spec->precision >= 0 ? (size_t)spec->precision : SIZE_MAX);
	int space = spec->width - (int)n;

	if (!spec->left)
		pad(o, ' ', space);
	for (size_t i = 0; i < n; i++)
		put(o, s[i]);
	if (spec->left)
		pad(o, ' ', space);
}

static void put_number(struct out *o, const struct spec *spec, uint64_t value, int negative, unsigned base)
{
	char digits[20];
	int n = 0;

	do {
		digits[n++] = "0123456789abcdef"[value % base];
		value /= base;
	} while (value);
	int space = spec->width - n - negative;
	if (!spec->left && !spec->zero)
		pad(o, ' ', space);
	if (negative)
		put(o, '-');
	if (!spec->left && spec->zero)
		pad(o, '0', space);
	while (n > 0)
		put(o, digits[--n]);
	if (spec->left)
		pad(o, ' ', space);
}

static int parse_number(const char **f)
{
	int n = 0;

	while (**f >= '0' && **f <= '9' && n < 1000)
		n = n * 10 + *(*f)++ - '0';
	return n;
}

static struct spec parse_spec(const char **f, va_list *args)
{
	struct spec spec = { .precision = -1, .size = 4 };

	for (;; (*f)++) {
		if (**f == '-')
			spec.left = 1;
		else if (**f == '0')
			spec.zero = 1;
		else
			break;
	}
	spec.width = parse_number(f);
	if (**f == '.') {
		(*f)++;
		if (**f == '*') {
			(*f)++;
			spec.precision = va_arg(*args, int);
		} else {
			spec.precision = parse_number(f);
		}
	}
	for (; **f == 'l' || **f == 'z'; (*f)++)
		spec.size = 8;
	return spec;
}

int sv_vformat(char *to, size_t size, const char *f, va_list original)
{
	struct out o = { .to = to, .size = size };
	va_list args;

	__kmend_log_store(to, size);
	va_copy(args, original);
	for (; *f; f++) {
		if (*f != '%') {
			put(&o, *f);
			continue;
		}
		f++;
		struct spec spec = parse_spec(&f, &args);
		if (*f == 'd' || *f == 'i') {
			int64_t v = spec.size == 8 ? va_arg(args, int64_t) : va_arg(args, int);
			put_number(&o, &spec, v < 0 ? 0 - (uint64_t)v : (uint64_t)v, v < 0, 10);
		} else if (*f == 'u' || *f == 'x') {
			uint64_t v = spec.size == 8 ? va_arg(args, uint64_t) : va_arg(args, unsigned);
			put_number(&o, &spec, v, 0, *f == 'x' ? 16 : 10);
		} else if (*f == 's') {
			put_text(&o, &spec, va_arg(args, const char *));
		} else if (*f == 'c') {
			put(&o, (char)va_arg(args, int));
		} else if (*f == '%') {
			put(&o, '%');
		} else {
			break; /* an unknown conversion ends the text */
		}
	}
	va_end(args);
	if (size > 0)
		to[o.length < size ? o.length : size - 1] = '\0';
	return (int)o.length;
}

int sv_format(char *to, size_t size, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	int n = sv_vformat(to, size, format, args);
	va_end(args);
	return n;
}
