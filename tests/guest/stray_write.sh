#!/usr/bin/env bash
# Stray writes of a service into its undo log are stopped, in the guest: a service that tries six kinds of them in DS's
# place is recovered from each, and finds its state as it was. usage: stray_write.sh KMEND-CC SOURCE-TREE SCRATCH
set -euo pipefail
cc=$1 tree=$2 dir=$3
mkdir -p "$dir"
KMEND_SITES=0 KMEND_RECOVERY=osiris KMEND_UNIT_ROOT=$tree/targets/multiserver \
	make -C "$tree/targets/multiserver" -j2 OUT="$dir" COMMON="$dir/common" CC="$cc" POLICY=enhanced FROM_ds=tests/stray_write >"$dir/build.log" 2>&1 ||
	{ tail -n 20 "$dir/build.log"; exit 1; }
"$tree/targets/multiserver/run" "$dir/image.elf" "$dir/events.log" >"$dir/console.log" || { tail -n 5 "$dir/console.log" "$dir/events.log"; exit 1; }
detected=$(grep -c 'detected component=ds cause=stray-write' "$dir/events.log")
ended=$(grep -c 'recovery-end component=ds action=error-reply' "$dir/events.log")
if [ "$detected" != 6 ] || [ "$ended" != 6 ] || grep -q 'came through' "$dir/console.log" ||
	! grep -q 'audit name=ds status=ok detail=- when=cleared' "$dir/events.log"; then
	echo "stray writes: $detected detected and $ended recovered of 6"
	grep -E 'detected|recovery|shutdown|panic|audit' "$dir/events.log"
	exit 1
fi
