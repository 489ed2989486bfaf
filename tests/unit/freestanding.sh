#!/bin/sh
# freestanding.sh FOLDER HEADERS OPTIONS...: a runtime must link into any kernel. Compiled with each of the OPTIONS, the objects of FOLDER
# need each other and what KERNEL_GIVES names (a regular expression), nothing else; they include only HEADERS (a regular expression) in angle brackets.
set -eu
folder=$1 headers=$2
shift 2
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
for options; do
	for file in "$folder"/*.c; do
		# shellcheck disable=SC2086
		clang-19 -std=c17 -O2 -Wall -Wextra -Werror -ffreestanding -fno-pic -mgeneral-regs-only -nostdlibinc $options \
			-I "$folder/../include" -c "$file" -o "$tmp/$(basename "$file" .c).o"
	done
	alien=$(nm "$tmp"/*.o | awk '/ [A-Z] /{ if ($(NF-1) == "U") u[$NF]; else d[$NF] } END { for (s in u) if (!(s in d)) print s }' | grep -Exv "${KERNEL_GIVES:-}" || true)
	if [ -n "$alien" ]; then
		echo "$folder ($options) needs from outside: $alien" >&2
		exit 1
	fi
done
bad=$(grep -n '#include <' "$folder"/*.[ch] | grep -Ev "<($headers)\.h>" || true)
if [ -n "$bad" ]; then
	echo "$folder includes more than it may: $bad" >&2
	exit 1
fi
