#!/bin/sh
# The guest's half must link into any kernel, of 32 and of 64 bits, with any C dialect that has the types: its objects need each
# other and what the linker defines, nothing else.
set -eu
root=$1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
for arch in i386 x86_64; do
	for standard in gnu11 c17; do
		for part in block control event one builtin; do
			clang-19 --target=$arch-unknown-none-elf -std=$standard -O2 -Wall -Wextra -Werror -Wdeclaration-after-statement -ffreestanding \
				-fno-pic -mgeneral-regs-only -nostdlibinc -isystem "$(clang-19 -print-resource-dir)/include" \
				-I "$root/recovery-rt/include" -c "$root/recovery-rt/fault/$part.c" -o "$tmp/$part.o"
		done
		# what must be there: weak symbols need not
		alien=$(nm "$tmp"/*.o | awk '/ [A-Za-z] / { if ($(NF-1) == "U") u[$NF]; else if ($(NF-1) != "w") d[$NF] }
			END { for (s in u) if (!(s in d)) print s }')
		if [ -n "$alien" ]; then
			echo "$arch, $standard: fault injection needs from outside: $alien" >&2
			exit 1
		fi
	done
done
