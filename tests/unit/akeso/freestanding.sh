#!/bin/sh
# The runtime must link into any kernel, of 64 and 32 bits: its objects may need each other and nothing else.
set -eu
root=$1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
for mode in -m64 -m32; do
	for file in "$root"/recovery-rt/akeso/*.c; do
		clang-19 $mode -std=c17 -O2 -Wall -Wextra -Werror -ffreestanding -fno-pic -mgeneral-regs-only -nostdlibinc \
			-I "$root/recovery-rt/include" -c "$file" -o "$tmp/$(basename "$file" .c).o"
	done
	alien=$(nm "$tmp"/*.o | awk '/ [A-Z] /{ if ($(NF-1) == "U") u[$NF]; else d[$NF] } END { for (s in u) if (!(s in d)) print s }')
	if [ -n "$alien" ]; then
		echo "the Akeso runtime needs from outside ($mode): $alien" >&2
		exit 1
	fi
done
bad=$(grep -n '#include <' "$root"/recovery-rt/akeso/*.[ch] | grep -Ev '<(kmend/abi|stdint)\.h>' || true)
if [ -n "$bad" ]; then
	echo "the Akeso runtime includes more than the ABI and stdint.h: $bad" >&2
	exit 1
fi
