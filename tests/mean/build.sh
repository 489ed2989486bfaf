#!/bin/sh
# Builds the mean kernel: build.sh OUT.
set -eu
here=$(dirname "$0")
clang=${KMEND_CLANG:-clang-19}
linker=${KMEND_LLD:-ld.lld-19}
runtime=$here/../../recovery-rt
for source in "$here/mean.c" "$runtime/fault/control.c" "$runtime/fault/event.c"; do
	# shellcheck disable=SC2086
	"$clang" --target=i386-unknown-none-elf -std=c17 -O1 -Wall -Wextra -Werror -ffreestanding -fno-pic -fno-stack-protector \
		-mno-sse -mno-mmx -fno-builtin -fno-asynchronous-unwind-tables -gline-tables-only -c \
		-I "$runtime/include" -I "$runtime/fault" ${MEAN_FLAGS:-} -o "$1/$(basename "$source" .c).o" "$source"
done
# Code that may be written to, for the way that rewrites itself.
"$linker" -static -N -e start -Ttext=0x100000 --build-id=none -o "$1/image.elf" "$1/mean.o" "$1/control.o" "$1/event.o"
