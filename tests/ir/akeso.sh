#!/bin/sh
# akeso.sh KMEND-CC SOURCE-ROOT FOLDER: domains that the compiler makes from an annotation file are rolled back as the paper says, at
# every level of optimisation, on 64 and 32 bits; a line that fits no function is an error with its place.
set -eu
cc=$1 root=$2 t=$3
rm -rf "$t"
mkdir -p "$t"
cd "$t"
unset KMEND_SITES KMEND_RECOVERY KMEND_UNIT_ROOT KMEND_WRITERS KMEND_VERBOSE KMEND_UNITS KMEND_LOG
here=$root/tests/ir/akeso
common="-std=gnu17 -ffreestanding -Wall -Wextra -Werror -I$root/recovery-rt/include -I$root/recovery-rt/akeso -I$here"
bare='-m32 -fno-pic'
fail() { echo "akeso: $*"; exit 1; }
export KMEND_DOMAINS="$here/kernel.domains"

runtime() {
	for file in "$root"/recovery-rt/akeso/*.c; do
		clang-19 $common -O2 "$@" -c "$file" -o "rt-$(basename "$file" .c).o"
	done
}

runtime
clang-19 $common -O1 -c "$here/check.c" -o check.o
clang-19 -std=gnu17 -c "$here/process.c" -o process.o
for sites in none all; do
	for options in -O0 -O1 -O2 -O3 -Os; do
		KMEND_SITES=$sites KMEND_RECOVERY=akeso "$cc" $common $options -c "$here/kernel.c" -o kernel.o
		[ $sites = none ] || clang-19 $common -I"$root/recovery-rt/fault" -O2 -c "$here/calm.c" -o calm.o
		clang-19 -fuse-ld=lld kernel.o check.o rt-*.o process.o $([ $sites = none ] || echo calm.o) -o process
		./process || fail "$options, sites: $sites"
	done
done
# Without the line that says what frees, what an interrupt has freed is freed a second time.
grep -v '^frees' "$here/kernel.domains" >no-frees.domains
KMEND_DOMAINS=no-frees.domains KMEND_SITES=none KMEND_RECOVERY=akeso "$cc" $common -O2 -c "$here/kernel.c" -o kernel.o
clang-19 -fuse-ld=lld kernel.o check.o rt-*.o process.o -o process
line=$(./process) && fail 'nothing was freed twice without the line that says what frees'
grep -n 'twice == 0' "$here/check.c" | grep -q "^$(echo "$line" | tr -cd 0-9):" || fail "without 'frees': $line"
# counted OPTIONS: what counted.c does is counted where it runs, whatever the optimiser makes of it.
counted() {
	clang-19 $common "$@" -O1 -c "$here/counted_check.c" -o counted_check.o
	for options in -O0 -O2; do
		KMEND_DOMAINS="$here/counted.domains" KMEND_SITES=none KMEND_RECOVERY=akeso KMEND_LOG=counted "$cc" $common $options -c "$here/counted.c" -o counted.o
		clang-19 -fuse-ld=lld -no-pie counted.o counted_check.o rt-*.o -o counted
		./counted || fail "counting at $options $*"
	done
}
runtime
counted
# The same with the paths of land.c that only code at fixed addresses has.
runtime -fno-pie -include "$here/fixed.h"
counted -fno-pie -include "$here/fixed.h"
clang-19 $common -fno-pie -O1 -c "$here/check.c" -o check.o
for options in -O0 -O2; do
	KMEND_SITES=none KMEND_RECOVERY=akeso "$cc" $common -fno-pie $options -c "$here/kernel.c" -o kernel.o
	clang-19 -fuse-ld=lld -no-pie kernel.o check.o rt-*.o process.o -o process
	./process || fail "$options -fno-pie"
done
clang-19 $bare -c "$root/tests/ir/runtime/bare.S" -o bare.o
for convention in '' -mregparm=3; do
	runtime $bare $convention
	clang-19 $common $bare $convention -O1 -c "$here/check.c" -o check.o
	for options in -O0 -O2; do
		KMEND_SITES=none KMEND_RECOVERY=akeso "$cc" $common $bare $options $convention -c "$here/kernel.c" -o kernel.o
		ld.lld-19 -m elf_i386 -T "$root/tests/ir/runtime/bare.ld" --defsym check_faults=check_domains bare.o kernel.o check.o rt-*.o -o kernel
		status=0
		timeout 60 qemu-system-i386 -kernel kernel -display none -serial none -monitor none -no-reboot \
			-device isa-debug-exit,iobase=0xf4,iosize=1 || status=$?
		[ $status = 1 ] || fail "-m32 $options $convention: $status"
	done
done

# refused LINE MESSAGE: a file with this line is refused with that message, and nothing is compiled.
refused() {
	rm -f kernel.o
	printf '# domains\n\n%s\n' "$1" >wrong.domains
	KMEND_DOMAINS=wrong.domains KMEND_SITES=none KMEND_RECOVERY=akeso "$cc" $common -O1 -c "$here/kernel.c" -o kernel.o 2>err &&
		fail "accepted: $1"
	grep -qF "wrong.domains:3: $2" err || { cat err; fail "another message for: $1"; }
	[ ! -e kernel.o ] || fail "an object in spite of: $1"
}
refused 'sometimes request' "expected basic, reversible,"
refused 'basic' 'expected the name or pattern of a function'
refused 'basic request' "request returns a value: say which with 'error'"
refused 'basic request error maybe' 'expected an integer or NULL'
refused 'basic request error 99999999999' '99999999999 is no value of the 32 bits that request returns'
refused 'basic device_undo error 1' "device_undo returns nothing, so it has no 'error'"
refused 'unlogged request root' "'root' cannot be said of a function that is unlogged"
refused 'basic request error -5 retry 0' 'expected how often, 1 to 100'
refused 'basic request error -5 innocent' "'innocent' cannot be said of a function that is basic"
refused 'unlogged request retry 1' "'retry' cannot be said of a function that is unlogged"
refused 'basic request error -5 lost device_undo(arg1)' "'lost' needs 'root'"
refused 'basic request root error -5 lost device_undo(arg1, arg2)' 'device_undo takes 1 arguments, not 2'
refused 'reversible object_new error 0 inverse object_free' "expected '(' and the arguments of the inverse"
refused 'reversible object_new error 0 inverse object_free(result, arg1)' 'object_free takes 1 arguments, not 2'
refused 'reversible object_new error 0 inverse object_free(arg1)' 'argument 1 of object_free has another type'
refused 'reversible object_new error 0 inverse object_free(arg4)' 'object_new has 1 arguments, and no arg4'
refused 'reversible object_new error 0 inverse requests(result)' 'requests is a variable, not a function'
refused 'lock take arg2' 'take has no arg2 that can be a lock'
refused 'unlock give arg1 once' "'once' cannot be said of a function that is unlock"
refused 'whole mark error 0' "'error' cannot be said of a function that is whole"
refused 'frees wide' 'argument 2 of wide is neither an integer nor a pointer'
refused 'frees object_gone class 8' 'expected a class, 0 to 7'
refused 'frees object_gone error 0' "'error' cannot be said of a function that is frees"
refused 'release wide returns 0' 'argument 2 of wide is neither an integer nor a pointer'
KMEND_DOMAINS=missing KMEND_RECOVERY=akeso "$cc" $common -c "$here/kernel.c" -o kernel.o 2>err && fail 'a file that is not there'
grep -q 'KMEND_DOMAINS: missing: No such file' err || fail 'which file is not there'
echo 'akeso: good'
