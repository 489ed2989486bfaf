#!/bin/sh
# The runtime must link into any kernel: its objects may need each other and nothing else, and include only the ABI and its table of policies.
set -eu
root=$1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
for oracle in "" -DKMEND_ORACLE; do
	for file in "$root"/recovery-rt/osiris/*.c; do
		# shellcheck disable=SC2086
		clang-19 -std=c17 -O2 -Wall -Wextra -Werror -ffreestanding -mgeneral-regs-only -nostdlibinc $oracle \
			-I "$root/recovery-rt/include" -c "$file" -o "$tmp/$(basename "$file" .c).o"
	done
	alien=$(nm "$tmp"/*.o | awk '/ [A-Z] /{ if ($(NF-1) == "U") u[$NF]; else d[$NF] } END { for (s in u) if (!(s in d)) print s }')
	if [ -n "$alien" ]; then
		echo "the OSIRIS runtime needs from outside: $alien" >&2
		exit 1
	fi
done
bad=$(grep -n '#include <' "$root"/recovery-rt/osiris/*.[ch] | grep -v '<kmend/\(abi\|policy\).h>' || true)
if [ -n "$bad" ]; then
	echo "the OSIRIS runtime includes more than the ABI: $bad" >&2
	exit 1
fi
