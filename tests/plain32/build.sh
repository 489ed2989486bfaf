#!/bin/sh
# Builds the kernel, and the disk it can start from: build.sh OUT CC. DISK is what kernel.c drives: NO_DISK or IDE.
set -eu
here=$(dirname "$0")
out=$1 cc=$2
runtime=$here/../../recovery-rt
linker=${KMEND_LLD:-ld.lld-19}
flags="--target=i386-unknown-none-elf -std=c17 -O2 -Wall -Wextra -Werror -ffreestanding -fno-pic -fno-stack-protector
	-mgeneral-regs-only -fno-asynchronous-unwind-tables ${PLAIN_FLAGS:-}
	-I $here -I $runtime/include -I $runtime/fault -DDISK=${DISK:-NO_DISK}"
mkdir -p "$out"
$cc $flags -c -o "$out/kernel.o" "$here/kernel.c"
for source in "$here/glue.c" "$runtime"/fault/block.c "$runtime"/fault/control.c "$runtime"/fault/event.c "$runtime"/fault/one.c; do
	KMEND_SITES=0 $cc $flags -c -o "$out/$(basename "$source" .c).o" "$source"
done
"$linker" -static --build-id=none -T "$here/kernel.ld" -o "$out/kernel.elf" "$out/kernel.o" "$out/glue.o" \
	"$out/block.o" "$out/control.o" "$out/event.o" "$out/one.o"

# The disk: boot sector, kernel, and in sector 200 what the workload reads.
sectors=128
clang=${KMEND_CLANG:-clang-19}
"$clang" --target=i386-unknown-none-elf -DKERNEL_SECTORS=$sectors -c -o "$out/boot.o" "$here/boot.S"
"$linker" --oformat=binary -e _start -Ttext=0x7c00 -o "$out/boot.bin" "$out/boot.o"
llvm-objcopy-19 -O binary "$out/kernel.elf" "$out/kernel.bin"
[ "$(wc -c <"$out/kernel.bin")" -le $((sectors * 512)) ] || { echo 'error: the kernel is larger than its place on the disk' >&2; exit 1; }
rm -f "$out/disk.img"
{
	head -c 512 "$out/boot.bin"
	cat "$out/kernel.bin"
} >"$out/disk.img"
printf 'kmend: the sector as it was' | dd of="$out/disk.img" bs=512 seek=200 conv=notrunc status=none
truncate -s 1M "$out/disk.img"
