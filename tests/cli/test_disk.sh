# Kernels with a disk: started by the BIOS from a boot sector, or with the kernel beside it. The person's file is never written,
# every experiment sees the disk as it was, runs repeat byte for byte.
. "$(dirname "$0")/lib.sh" "$@"
cp -r "$root/tests/plain32" x/tests/
plain=$tmp/x/tests/plain32
sed -i 's#^build:.*#build: "DISK=IDE sh {target}/build.sh {out} {cc}"#; s/^machine:.*/machine: pc/' "$plain/target.yaml"
cp "$plain/target.yaml" base.yaml
printf 'name: p\ntarget: %s\nfault_model: fail-stop\npolicies: [none]\n' "$plain" >p.yaml

# with LINE...: target.yaml with these lines at its end.
with() {
	{ cat base.yaml && printf '%s\n' "$@"; } >"$plain/target.yaml"
}

# whole DISK: a campaign; then DISK is what it was.
whole() {
	rm -f p.kmend
	expect 0 run p.yaml -o p.kmend --no-plots
	says out 'planned 68 = pass 0 + fail 0 + shutdown 0 + crash 68 + not-activated 0 + infra-error 0'
	# Each experiment changes the sector that the test of each later one wants to see as it was; the faults of that place show.
	seen=0
	for id in $(table p.kmend | grep -E ':(test_sort|sort_heap|sort_insert):' | cut -d, -f1 | sed -n '1~4p'); do
		expect 0 replay p.kmend "$id" --log --target "$plain"
		says out 'name=disk status=pass' 'name=crc status=pass'
		seen=$((seen + 1))
	done
	[ $seen -gt 5 ] || fail 'too few experiments of the disk'
	for id in $(table p.kmend | grep -E ':(test_disk|sector_read|sector_write|ide_wait):' | cut -d, -f1); do
		expect 0 replay p.kmend "$id" --target "$plain"
		says out 'byte-identical'
	done
	for file in "$@"; do
		head -c $((200 * 512 + 27)) "$file" | tail -c 27 | grep -qx 'kmend: the sector as it was' || fail "$file was written"
	done
}

# From the disk, which the build makes.
with 'disk: "{out}/disk.img"' 'boot: disk'
expect 0 build "$plain"
disk=$(ls "$KMEND_CACHE"/plain32-none-*/disk.img)
sum=$(sha256sum <"$disk")
whole "$disk"
[ "$(sha256sum <"$disk")" = "$sum" ] || fail 'the disk image was written'

# Another disk is another campaign; a disk that is gone is built again.
cp p.kmend q.kmend
printf x | dd of="$disk" bs=512 seek=300 conv=notrunc status=none
expect 125 replay p.kmend 1 --target "$plain"
one_line
says err 'is not the disk of this result'
"$kmend" run p.yaml -o q.kmend --no-plots >out 2>err && fail 'resumed on another disk'
says err 'belongs to another campaign: disk none is'
rm "$disk"
expect 0 build "$plain"
[ "$(sha256sum <"$disk")" = "$sum" ] || fail 'the disk was not built again'
expect 0 replay p.kmend 1 --target "$plain"

# A disk in the target's folder, a name that quoting could break, and the kernel beside it.
mkdir "$plain/a, b"
cp "$disk" "$plain/a, b/disk,file=\"x.img"
with 'disk: '"'"'a, b/disk,file="x.img'"'" 'boot: kernel'
whole "$plain/a, b/disk,file=\"x.img"
rm -r "$plain/a, b"

# qcow2, also in a chain.
if command -v qemu-img >/dev/null; then
	qemu-img convert -O qcow2 "$disk" "$tmp/base.qcow2"
	qemu-img create -q -f qcow2 -b base.qcow2 -F qcow2 "$tmp/top.qcow2"
	sums=$(cat base.qcow2 top.qcow2 | sha256sum)
	with "disk: $tmp/top.qcow2" 'boot: disk'
	whole
	[ "$(cat base.qcow2 top.qcow2 | sha256sum)" = "$sums" ] || fail 'a qcow2 image was written'
fi

# virtio-blk: the machine starts, and its snapshot goes with a device that this kernel does not drive.
cp base.yaml ide.yaml
sed -i 's/DISK=IDE/DISK=NO_DISK/; s/^machine:.*/machine: microvm/' base.yaml
with 'disk: "{out}/disk.img"'
rm p.kmend
expect 0 run p.yaml -o p.kmend --no-plots
says out 'planned 55 = pass 0 + fail 0 + shutdown 0 + crash 55 + not-activated 0 + infra-error 0'
cp ide.yaml base.yaml

# wrong STATUS TEXT LINE...: target.yaml with these lines; the message is one line with the number of the first of them.
wrong() {
	local status=$1 text=$2
	shift 2
	with "$@"
	for command in "build $plain" "run p.yaml -o no.kmend" "sites $plain"; do
		expect "$status" $command
		grep -qF "$plain/target.yaml:$(($(wc -l <base.yaml) + 1)): $text" err || fail "not said by $command"
		[ ! -s out ] || fail 'data on stdout'
		[ "$(grep -vc '^kmend: ' err)" = 1 ] || fail 'not one line'
	done
	[ ! -e no.kmend ] || fail 'a result without anything in it'
}
wrong 129 "disk: $plain/no-such.img: No such file or directory" 'disk: no-such.img'
wrong 129 'disk: /no/such.img: No such file or directory' 'disk: /no/such.img'
wrong 129 'disk: /tmp: Is a directory' 'disk: /tmp'
wrong 125 'disk: ' 'disk: "{out}/no-such.img"'
says err '/no-such.img: No such file or directory'
wrong 129 'boot: must be kernel or disk' 'boot: floppy' 'disk: target.yaml'
wrong 129 'boot: to start from the disk needs disk:' 'boot: disk'
: >"$plain/empty.img"
wrong 129 "disk: $plain/empty.img is empty" 'disk: empty.img'
sed -i 's/^machine:.*/machine: microvm/' base.yaml
wrong 129 'boot: only the machines pc and q35 start from a disk' 'boot: disk' 'disk: target.yaml'

# A disk that no BIOS can start from.
sed -i 's/^machine:.*/machine: pc/; s/^memory_mib/boot_seconds: 2\nmemory_mib/' base.yaml
with 'disk: target.yaml' 'boot: disk'
expect 125 sites "$plain"
says err 'no `ready` within 2 s'
