#!/bin/sh
# runtime.sh KMEND-CC SOURCE-ROOT FOLDER: instrumented code really runs: undo log, counters, faults; what __kmend_block needs.
set -eu
cc=$1 root=$2 t=$3
rm -rf "$t"
mkdir -p "$t"
cd "$t"
unset KMEND_SITES KMEND_RECOVERY KMEND_UNIT_ROOT KMEND_WRITERS KMEND_VERBOSE
here=$root/tests/ir/runtime
includes="-I$root/recovery-rt/include -I$root/recovery-rt/fault -I$here"
fail() { echo "runtime: $*"; exit 1; }
expect() { want=$1; shift; got=0; "$@" || got=$?; [ $got = "$want" ] || fail "$* gave $got, not $want"; }

clang-19 -std=c17 -O2 -ffreestanding -mgeneral-regs-only -Wall -Wextra -Werror $includes -c "$root/recovery-rt/fault/block.c" -o block.o
clang-19 -std=gnu17 -O1 -Wall -Wextra -Werror $includes -c "$here/host.c" -o host.o
allowed='kmend_activate|kmend_is_protected|__start_kmend_watch|__start_kmend_counts'
llvm-nm-19 -u block.o | awk '{print $2}' | grep -Evx "$allowed" && fail 'the slow path needs a symbol that no target owes it' || :

for options in -O0 -O1 -O2 -Os '-O3 -march=x86-64-v3' '-O2 -fno-builtin' '-O2 -mcmodel=large'; do
	KMEND_RECOVERY=osiris KMEND_LOG=always "$cc" -std=gnu17 $options -Wall -Wextra $includes -c "$here/torture.c" -o torture.o
	clang-19 -fuse-ld=lld torture.o host.o block.o -o host
	case $options in
	*v3) grep -qw avx2 /proc/cpuinfo || continue ;;
	esac
	expect 0 ./host log
	expect 0 ./host count
	expect 0 ./host copies
	expect 42 ./host fail-stop
	expect 46 ./host none
done
expect 44 ./host hang
echo 'runtime: good'
