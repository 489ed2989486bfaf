/*
 * exec: a new program in an old process. Everything is read and checked while the old program still stands
 * (exec_open); from VM_RESET on there is no way back, and a failure ends the process.
 */
#include "pm.h"

static char file_buffer[PAGE_SIZE];
static _Alignas(uint64_t) char stack_image[ARG_MAX_BYTES + (ARGC_MAX + 5) * sizeof(uint64_t)];
static struct arguments arguments;
static struct program program;

static int64_t read_file(uint32_t ino, uint64_t offset, uint64_t bytes)
{
	struct msg m = { .type = CALL_VFS_EXEC_READ, .a = { ino, offset } };

	m.g[0] = (struct grant){ .addr = (uint64_t)file_buffer, .len = (uint32_t)bytes, .access = GRANT_WRITE };
	return sv_sendrec(EP_VFS, &m);
}

int exec_open(const struct proc *p, const char *path, struct program *out)
{
	struct msg m = { .type = CALL_VFS_EXEC_OPEN, .a = { p->ep } };
	int64_t result;

	m.g[0] = (struct grant){ .addr = (uint64_t)path, .len = (uint32_t)strlen(path) + 1, .access = GRANT_READ };
	result = sv_sendrec(EP_VFS, &m);
	if (result < 0)
		return (int)result;
	out->ino = (uint32_t)result;
	out->size = m.a[1];
	result = read_file(out->ino, 0, sizeof(file_buffer));
	if (result < 0)
		return (int)result;
	if ((uint64_t)result > sizeof(file_buffer))
		return -EIO;
	return elf_parse(file_buffer, (uint64_t)result, out);
}

static int load_segment(const struct proc *p, uint32_t ino, const struct segment *s)
{
	int64_t error = ask(EP_VM, CALL_VM_MAP, p->ep, s->addr, s->bytes, s->prot);
	uint64_t done = 0;

	if (error < 0)
		return (int)error;
	while (done < s->data_bytes) {
		uint64_t want = s->data_bytes - done;
		int64_t got;

		if (want > sizeof(file_buffer))
			want = sizeof(file_buffer);
		got = read_file(ino, s->data_offset + done, want);
		if (got < 0)
			return (int)got;
		if (got == 0 || (uint64_t)got > want)
			return -EIO; /* the file shrank, or VFS is not itself */
		error = kc_proc_write(p->ep, s->data + done, file_buffer, (uint64_t)got);
		if (error < 0)
			return (int)error;
		done += (uint64_t)got;
	}
	return 0;
}

/* [rsp] argc, argv[0..argc-1], NULL, NULL (no environment), the strings; rsp is a multiple of 16. */
static int build_stack(const struct proc *p, const struct arguments *args, uint64_t *sp)
{
	unsigned words = args->argc + 3;
	uint64_t bytes = words * sizeof(uint64_t) + args->bytes;
	uint64_t base = (STACK_TOP - bytes) & ~15ull;
	uint64_t *word = (uint64_t *)stack_image;
	uint64_t string = base + words * sizeof(uint64_t);
	const char *s = args->block;

	ms_assert(bytes <= sizeof(stack_image));
	word[0] = args->argc;
	for (unsigned i = 0; i < args->argc; i++) {
		uint64_t length = strlen(s) + 1;

		word[1 + i] = string;
		string += length;
		s += length;
	}
	word[words - 2] = 0;
	word[words - 1] = 0;
	memcpy(stack_image + words * sizeof(uint64_t), args->block, args->bytes);
	*sp = base;
	return kc_proc_write(p->ep, base, stack_image, bytes);
}

int exec_load(const struct proc *p, const struct program *image, const struct arguments *args)
{
	uint64_t sp = 0;
	int error = (int)ask(EP_VM, CALL_VM_RESET, p->ep, 0, 0, 0);

	for (unsigned i = 0; i < image->nsegments && error >= 0; i++)
		error = load_segment(p, image->ino, &image->segment[i]);
	if (error >= 0)
		error = build_stack(p, args, &sp);
	if (error >= 0)
		error = (int)ask(EP_VFS, CALL_VFS_EXEC_DONE, p->ep, 0, 0, 0);
	if (error >= 0)
		error = kc_proc_exec(p->ep, image->entry, sp);
	return error;
}

void exec_name(struct proc *p, const char *path)
{
	const char *slash = strrchr(path, '/');

	strlcpy(p->name, slash ? slash + 1 : path, sizeof(p->name));
}

/* The argv block: exactly argc strings, the last one ended. */
static int fetch_arguments(const struct msg *m, struct arguments *args)
{
	uint64_t argc = m->a[0];
	uint32_t bytes = m->g[1].len;
	unsigned strings = 0;
	int error;

	if (argc > ARGC_MAX || bytes > ARG_MAX_BYTES)
		return -E2BIG;
	if ((argc == 0) != (bytes == 0))
		return -EINVAL;
	args->argc = (unsigned)argc;
	args->bytes = bytes;
	if (bytes == 0)
		return 0;
	error = sv_copy_from(m->source, 1, 0, args->block, bytes);
	if (error < 0)
		return error;
	for (uint32_t i = 0; i < bytes; i++)
		strings += args->block[i] == '\0';
	if (args->block[bytes - 1] != '\0' || strings != argc)
		return -EINVAL;
	return 0;
}

int64_t do_exec(struct proc *self, struct msg *m)
{
	static char path[PATH_MAX_BYTES];
	int error = sv_copy_string(m, 0, path, sizeof(path));

	if (error < 0)
		return error == -EINVAL ? -ENOENT : error;
	error = fetch_arguments(m, &arguments);
	if (error < 0)
		return error;
	error = exec_open(self, path, &program);
	if (error < 0)
		return error;

	signal_reset(self);
	exec_name(self, path);
	self->execed = 1;
	error = exec_load(self, &program, &arguments);
	if (error < 0) {
		sv_log("exec of %s failed half way: error %d", path, -error);
		exit_process(self, SIGKILL);
		return NO_REPLY;
	}
	signal_deliver(self); /* what was blocked nowhere but could not act while the frame of another was under way */
	return NO_REPLY;
}
