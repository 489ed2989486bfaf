#!/bin/sh
# build.sh OUT CC POLICY: obeys KMEND_RECOVERY and KMEND_DETECTORS, and knows no policy, runtime or detector by name.
set -eu
here=$(dirname "$0")
out=$1 cc=$2 policy=KMEND_POLICY_$(echo "$3" | tr a-z- A-Z_)
plain=$here/../../plain32 runtime=$here/../../../recovery-rt
flags="--target=i386-unknown-none-elf -std=c17 -O2 -Wall -Wextra -Werror -ffreestanding -fno-pic -fno-stack-protector
	-mgeneral-regs-only -fno-asynchronous-unwind-tables -I $here -I $plain -I $runtime/include -I $runtime/fault -DDISK=NO_DISK"
sources="$plain/glue.c $here/policy.c $runtime/fault/block.c $runtime/fault/control.c $runtime/fault/event.c $runtime/fault/one.c"
for detector in $(echo "${KMEND_DETECTORS:-}" | tr , ' '); do
	sources="$sources $here/detect-$detector.c"
done
for source in "$runtime/$KMEND_RECOVERY"/*.c; do
	[ ! -e "$source" ] || sources="$sources $source"
done
export KMEND_UNIT_ROOT="$(cd "$plain" && pwd -P)"
$cc $flags -c -o "$out/kernel.o" "$plain/kernel.c"
export KMEND_SITES=0 KMEND_RECOVERY=none
objects=
for source in $sources; do
	object=$out/$(basename "$source" .c).o
	case $source in
	*/glue.c) $cc $flags -Dkmend_one_component=frame_component -c -o "$object" "$source" ;;
	*) $cc $flags -DPOLICY="$policy" -c -o "$object" "$source" ;;
	esac
	objects="$objects $object"
done
ld.lld-19 -static --build-id=none -T "$plain/kernel.ld" -o "$out/kernel.elf" "$out/kernel.o" $objects
