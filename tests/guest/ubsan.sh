#!/usr/bin/env bash
# The detector `ubsan`, in the guest: a service with undefined behaviour of four kinds, in DS's place, is recovered from each
# when the image has the detector; without it none is noticed. usage: ubsan.sh KMEND-CC SOURCE-TREE SCRATCH
set -euo pipefail
cc=$1 tree=$2 dir=$3
rm -rf "$dir" # what an earlier run has left is of other detectors
mkdir -p "$dir"

# image DETECTORS: builds and runs it; its events and its console in $dir.
image() {
	KMEND_SITES=0 KMEND_RECOVERY=osiris KMEND_DETECTORS=$1 KMEND_UNIT_ROOT=$tree/targets/multiserver \
		make -C "$tree/targets/multiserver" -j2 OUT="$dir" COMMON="$dir/common-$1" CC="$cc" POLICY=enhanced FROM_ds=tests/ubsan \
		>"$dir/build.log" 2>&1 || { tail -n 20 "$dir/build.log"; exit 1; }
	"$tree/targets/multiserver/run" "$dir/image.elf" "$dir/events.log" >"$dir/console.log" ||
		{ tail -n 5 "$dir/console.log" "$dir/events.log"; exit 1; }
	detected=$(grep -c 'detected component=ds cause=ubsan' "$dir/events.log") || true
	ended=$(grep -c 'recovery-end component=ds action=error-reply' "$dir/events.log") || true
}

fail() {
	echo "$1: $detected detected and $ended recovered"
	grep -E 'detected|recovery|shutdown|panic|audit' "$dir/events.log"
	exit 1
}

image ubsan
[ "$detected" = 4 ] && [ "$ended" = 4 ] || fail 'with ubsan'
! grep -q 'came through' "$dir/console.log" || fail 'with ubsan, but something came through'
grep -q 'audit name=ds status=ok detail=- when=cleared' "$dir/events.log" || fail 'with ubsan, no good audit'
image ''
[ "$detected" = 0 ] && [ "$ended" = 0 ] || fail 'without ubsan'
grep -q 'came through' "$dir/console.log" || fail 'without ubsan nothing was tried'

if KMEND_DETECTORS=magic make -C "$tree/targets/multiserver" OUT="$dir" COMMON="$dir/common" POLICY=enhanced >"$dir/build.log" 2>&1 ||
	! grep -q 'unknown detector "magic"' "$dir/build.log"; then
	echo 'a detector that is none'
	exit 1
fi
