#!/bin/sh
# faults.sh KMEND-CC SOURCE-ROOT FOLDER: each fault type does what it says, at every level of optimisation, on 64 and 32 bits.
set -eu
cc=$1 root=$2 t=$3
rm -rf "$t"
mkdir -p "$t"
cd "$t"
unset KMEND_SITES KMEND_RECOVERY KMEND_UNIT_ROOT KMEND_WRITERS KMEND_VERBOSE KMEND_UNITS KMEND_ALLOCATORS KMEND_RELEASES
here=$root/tests/ir/runtime
includes="-I$root/recovery-rt/include -I$root/recovery-rt/fault -I$here"
common="-std=gnu17 -ffreestanding -mgeneral-regs-only -Wall -Wextra -Werror $includes"
bare='-m32 -fno-pic'
fail() { echo "faults: $*"; exit 1; }

clang-19 $common -O1 -c "$root/recovery-rt/fault/block.c" -o block.o
clang-19 $common -O1 -c "$here/check.c" -o check.o
clang-19 $common -O1 -c "$here/library.c" -o library.o
export KMEND_ALLOCATORS=take_memory:1 KMEND_RELEASES=give_back
clang-19 -std=gnu17 -O1 $includes -c "$here/process.c" -o process.o
clang-19 $common $bare -O1 -c "$root/recovery-rt/fault/block.c" -o block32.o
clang-19 $common $bare -O1 -c "$here/check.c" -o check32.o
clang-19 $bare -c "$here/bare.S" -o bare.o

for options in -O0 -O1 -O2 -O3 -Os; do
	"$cc" $common $options -c "$here/faults.c" -o faults.o
	clang-19 -fuse-ld=lld faults.o check.o library.o block.o process.o -o process
	./process || fail "$options"
	for convention in '' -mregparm=3; do
		"$cc" $common $bare $options $convention -c "$here/faults.c" -o faults32.o
		clang-19 $common $bare $convention -O1 -c "$here/check.c" -o check32.o
		clang-19 $common $bare $convention -O1 -c "$here/library.c" -o library32.o
		ld.lld-19 -m elf_i386 -T "$here/bare.ld" bare.o faults32.o check32.o library32.o block32.o -o kernel
		status=0
		timeout 60 qemu-system-i386 -kernel kernel -display none -serial none -monitor none -no-reboot \
			-device isa-debug-exit,iobase=0xf4,iosize=1 || status=$?
		[ $status = 1 ] || fail "-m32 $options $convention: $status"
	done
done
echo 'faults: good'
