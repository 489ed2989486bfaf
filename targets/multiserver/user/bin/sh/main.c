/* Gets hold of the script and goes through its pipelines. && and || bind the next pipeline to the status of this one. */
#include "sh.h"
#include "stdio.h"
#include "string.h"
#include "unistd.h"

/* Reads a whole script from a descriptor: 0, or -1 when it cannot be read or is too long. */
static int read_script(int fd, char script[SCRIPT_MAX])
{
	size_t used = 0;
	ssize_t n;

	while ((n = read(fd, script + used, SCRIPT_MAX - used)) > 0) {
		used += (size_t)n;
		if (used == SCRIPT_MAX)
			return -1;
	}
	script[used] = 0;
	return n < 0 ? -1 : 0;
}

static int skipped(enum token before, int status)
{
	return (before == TOKEN_AND && status != 0) || (before == TOKEN_OR && status == 0);
}

static int run_script(struct shell *sh)
{
	static struct pipeline p;
	enum token before = TOKEN_SEPARATOR;

	for (;;) {
		if (next_pipeline(sh, &p) < 0) {
			dprintf(2, "sh: syntax error\n");
			return STATUS_SYNTAX;
		}
		if (p.n > 0 && !skipped(before, sh->status))
			sh->status = run_pipeline(sh, &p, p.end == TOKEN_BACKGROUND);
		if (sh->leave || p.end == TOKEN_END)
			return sh->status;
		if (p.n > 0) /* a line may end after && */
			before = p.end;
	}
}

int main(int argc, char **argv)
{
	static char script[SCRIPT_MAX];
	struct shell sh = { .at = script, .argc = argc, .argv = argv };
	int fd = 0;

	if (argc > 2 && !strcmp(argv[1], "-c")) {
		sh.at = argv[2];
		sh.argc = argc > 3 ? argc - 3 : 1;
		sh.argv = argc > 3 ? argv + 3 : argv;
		return run_script(&sh);
	}
	if (argc > 1) {
		fd = open(argv[1], O_RDONLY | O_CLOEXEC);
		sh.argc = argc - 1;
		sh.argv = argv + 1;
	}
	if (fd < 0 || read_script(fd, script) < 0) {
		dprintf(2, "sh: %s: %s\n", argc > 1 ? argv[1] : "stdin", strerrorname(errno));
		return STATUS_NOT_FOUND;
	}
	if (fd > 0)
		close(fd);
	return run_script(&sh);
}
