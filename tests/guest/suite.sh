#!/usr/bin/env bash
# The system without a fault: under every policy the whole suite passes, the audits find nothing, and two boots give the
# same event log byte for byte. usage: suite.sh KMEND-CC SOURCE-TREE SCRATCH
set -euo pipefail
cc=$1 tree=$2 dir=$3
target=$tree/targets/multiserver
export KMEND_SITES=fail-stop KMEND_UNIT_ROOT=$target
for policy in none stateless naive pessimistic enhanced; do
	out=$dir/$policy
	mkdir -p "$out"
	case $policy in pessimistic | enhanced) export KMEND_RECOVERY=osiris ;; *) export KMEND_RECOVERY=none ;; esac
	make -C "$target" -j2 OUT="$out" COMMON="$dir/common" CC="$cc" POLICY="$policy" >"$out/build.log" 2>&1 ||
		{ tail -n 20 "$out/build.log"; exit 1; }
	# One slow path in a service, the one for kernels with glue: the built-in runtime has no place there.
	for elf in "$dir"/common/*-"$KMEND_RECOVERY"/*.full.elf; do
		case $(nm "$elf" | grep -E ' (__kmend_block|kmend_builtin)$' | cut -d' ' -f2-) in
		'T __kmend_block') ;;
		*) echo "$elf links another slow path:"; nm "$elf" | grep -E '__kmend_block|kmend_builtin'; exit 1 ;;
		esac
	done
	for boot in 1 2; do
		if ! "$target/run" "$out/image.elf" "$out/events.$boot" >"$out/console.$boot" ||
			[ "$(grep -c 'audit name=.* status=ok detail=- when=' "$out/events.$boot")" != 12 ] ||
			[ "$(grep -c 'probe name=.* status=pass' "$out/events.$boot")" != 7 ] || ! grep -q 'suite-end failed=0\*' "$out/events.$boot"; then
			echo "$policy:"
			tail -n 10 "$out/console.$boot"
			grep -E 'status=fail|status=inconsistent|unavailable|panic|shutdown|suite-end' "$out/events.$boot"
			exit 1
		fi
	done
	cmp "$out/events.1" "$out/events.2"
	if grep -qE 'name=(ub|x)_' "$out/events.1"; then
		echo "$policy: the suite holds what nobody named"
		exit 1
	fi
	case $policy in none | enhanced) ;; *) continue ;; esac
	# The workload, written into the image where the harness would write it into memory: struct kmend_control, workload.
	cp "$out/image.elf" "$out/named.elf"
	at=$((16#$(nm "$out/image.elf" | awk '$3 == "kmend_control" { print $1 }') + 736))
	at=$(readelf -lW "$out/image.elf" | awk '$1 == "LOAD" { print $2, $3, $5 }' | while read -r from start bytes; do
		if [ $((at - start)) -ge 0 ] && [ $((at - start)) -lt $((bytes)) ]; then echo $((at - start + from)); fi
	done)
	printf 'ub_*,x_*' | dd of="$out/named.elf" bs=1 seek="$at" conv=notrunc status=none
	if ! "$target/run" "$out/named.elf" "$out/events.named" >"$out/console.named" ||
		[ "$(grep -cE 'test-end name=(ub_|x_).* status=pass' "$out/events.named")" != 13 ] || ! grep -q 'suite-end failed=0\*' "$out/events.named"; then
		echo "$policy, what is named:"
		tail -n 10 "$out/console.named"
		grep -E 'status=fail|suite-end' "$out/events.named"
		exit 1
	fi
done
