#!/usr/bin/env bash
# When an armed fault acts, in a booted kernel, with glue and without: tests/foreign, whose tests fail one by one when a fault acts in
# them, in plain QEMU. Only its random numbers get sites, which are one block and used by four of the six tests. The orders are written
# into a copy of the image, where the harness would write them into memory.
# usage: activation.sh KMEND-CC SOURCE-TREE SCRATCH
set -euo pipefail
cc=$1 tree=$2 dir=$3
rm -rf "$dir"
mkdir -p "$dir"/{glue,builtin}
rt=$tree/recovery-rt
for way in glue builtin; do
	cp "$tree"/tests/foreign/* "$dir/$way"
	export KMEND_UNIT_ROOT=$dir/$way
	sed -i -e '/^static unsigned next_random/,/^}/d' -e 's/^static unsigned seed = 1;/unsigned seed = 1;\nunsigned next_random(void);/' \
		"$dir/$way/kernel.c"
	{
		echo 'extern unsigned seed; unsigned next_random(void);'
		awk '/^static unsigned next_random/ { on = 1; sub(/^static /, "") } on; /^}/ { on = 0 }' "$tree/tests/foreign/kernel.c"
	} >"$dir/$way/random.c"
	if [ $way = glue ]; then
		for name in glue.c glue.diff; do # as docs/your-own-kernel.md has them
			awk -v name="mykernel/$name" '/^```/ { on = ($2 == name); next } on' "$tree/docs/your-own-kernel.md" >"$dir/glue/$name"
		done
		patch -s -p1 -d "$dir/glue" <"$dir/glue/glue.diff"
		objects='glue.o random.o' flags=" -I$rt/include -I$rt/fault"
	else
		objects=random.o flags=
		export KMEND_RUNTIME=builtin
	fi
	KMEND_SITES=fail-stop make -s -C "$dir/$way" CC="$cc" random.o
	KMEND_SITES=0 make -s -C "$dir/$way" CC="$cc$flags" OBJECTS="$objects" kernel.elf
done

# offset IMAGE SYMBOL: where a symbol of its data is in the file.
offset() {
	local va
	va=$((16#$(nm "$1" | awk -v name="$2" '$3 == name { print $1; exit }')))
	readelf -lW "$1" | awk '$1 == "LOAD" { print $2, $3, $5 }' | while read -r at start bytes; do
		if [ $((va)) -ge $((start)) ] && [ $((va)) -lt $((start + bytes)) ]; then echo $((at + va - start)); fi
	done
}
# put FILE OFFSET BYTES VALUE: a little-endian number.
put() {
	local i text=
	for ((i = 0; i < $3; i++)); do text+=$(printf '\\x%02x' $(($4 >> 8 * i & 255))); done
	printf "$text" | dd of="$1" bs=1 seek="$2" conv=notrunc status=none
}
# failures WAY ACTIVATION PARAMETER: how many tests fail while block 0 is armed.
failures() {
	local image=$dir/$1.elf fault pid
	cp "$dir/$1/kernel.elf" "$image"
	if [ "$1" = glue ]; then
		fault=$(($(offset "$image" kmend_control) + 696)) # struct kmend_control: mode, block, fault
		put "$image" $((fault - 20)) 4 2
	else
		fault=$(($(offset "$image" kmend_builtin) + 48))
		put "$image" "$(offset "$image" __start_kmend_watch)" 1 2
	fi
	put "$image" "$fault" 4 1 # fail-stop, candidate 0
	put "$image" $((fault + 4)) 4 "$2"
	put "$image" $((fault + 8)) 8 "$3"
	: >"$dir/console"
	qemu-system-i386 -M microvm -m 8 -nodefaults -no-user-config -display none -serial file:"$dir/console" -kernel "$image" 2>/dev/null &
	pid=$!
	for _ in $(seq 1200); do
		grep -qE '^(tests over|giving up|panic)' "$dir/console" && break
		sleep 0.05
	done
	kill $pid
	wait $pid 2>/dev/null || true
	grep -c '^\[ FAIL' "$dir/console" || true
}
PERSISTENT=0 ONCE=1 EVERY=2 AFTER=3 PROBABILITY=4 INTERVAL=5

# expect FAILURES ACTIVATION PARAMETER
expect() {
	local way got
	for way in glue builtin; do
		got=$(failures $way "$2" "$3")
		[ "$got" = "$1" ] || { echo "$way, activation $2 $3: $got tests fail instead of $1"; cat "$dir/console"; exit 1; }
	done
}
expect 2 $PERSISTENT 0
expect 1 $ONCE 0
expect 2 $EVERY 7
expect 0 $EVERY 1000000
expect 2 $AFTER 5
expect 0 $AFTER 1000000
expect 2 $PROBABILITY $((1 << 32))
expect 0 $PROBABILITY 0

expect 0 $INTERVAL 1000000000000 # no interval is over before the tests are
expect 2 $INTERVAL 1                # from the second execution on
