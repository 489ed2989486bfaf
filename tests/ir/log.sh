#!/bin/sh
# log.sh KMEND-CC SOURCE-ROOT FOLDER: at every level, code that is instrumented rolls back on the real runtime (runtime/log_host.c),
# whatever the compiler made of it, with and without fault sites; and an unknown level is an error.
set -eu
cc=$1 root=$2 t=$3
rm -rf "$t"
mkdir -p "$t"
cd "$t"
unset KMEND_SITES KMEND_RECOVERY KMEND_UNIT_ROOT KMEND_WRITERS KMEND_VERBOSE KMEND_LOG
here=$root/tests/ir/runtime
includes="-I$root/recovery-rt/include -I$root/recovery-rt/fault -I$root/recovery-rt/osiris -I$here"

for file in "$root"/recovery-rt/osiris/*.c "$root/recovery-rt/fault/block.c"; do
	# shellcheck disable=SC2086
	clang-19 -std=c17 -O2 -ffreestanding -mgeneral-regs-only -Wall -Wextra -Werror $includes -c "$file" -o "rt-$(basename "$file" .c).o"
done
# shellcheck disable=SC2086
clang-19 -std=gnu17 -O1 -Wall -Wextra -Werror $includes -c "$here/log_host.c" -o log_host.o
for level in always checked cloned; do
	for options in -O0 -O2 '-Os -fno-builtin -fno-pie'; do
		for sites in none all; do
			for unit in torture windows; do
				# shellcheck disable=SC2086
				KMEND_SITES=$sites KMEND_LOG=$level KMEND_RECOVERY=osiris "$cc" -std=gnu17 $options -Wall -Wextra \
					$includes -c "$here/$unit.c" -o "$unit.o"
			done
			pie=-pie
			case $options in *no-pie*) pie=-no-pie ;; esac
			clang-19 -fuse-ld=lld $pie torture.o windows.o log_host.o rt-*.o -o host
			./host || { echo "log: level $level, $options, sites $sites"; exit 1; }
		done
	done
done
if KMEND_LOG=sometimes KMEND_RECOVERY=osiris "$cc" -c "$here/windows.c" -o bad.o 2>bad.err; then
	echo "log: an unknown level is taken"
	exit 1
fi
grep -q "KMEND_LOG: unknown value 'sometimes' (one of: always checked cloned stores idle counted)" bad.err
echo 'log: good'
