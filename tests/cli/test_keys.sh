# What target.yaml can say of a kernel that nobody here wrote, on tests/traps: which units get sites and what they belong to.
. "$(dirname "$0")/lib.sh" "$@"
. "${0%/*}/lib_traps.sh"

# target NAME LINE...: the kernel with more in it; its flags are in FLAGS.
FLAGS=-DNOTHING BITS=32 ARCH=i386
target() {
	local name=$1
	shift
	trap_target "$name" "BITS=$BITS MORE=devices.o FLAGS='$FLAGS' OPTIMISE=-O2" "$over" "$@"
}
# images: how many the cache holds.
images() {
	ls -d cache/*-none-* | wc -l
}

# ---- units and components
target parts "components: ['shapes:*.cpp', 'nothing:fs/']" "exclude: ['kernel.c:print*', 'kernel.c:put_char']"
expect 0 sites parts --type fail-stop
lacks out kernel.c:print
grep -qE '^shapes.cpp:.*	shapes	' out || fail 'no component by its units'
grep -qE '^kernel.c:test_primes:.*	kernel	' out || fail 'the rest is not the component kernel'
expect 1 check parts
says out "WRONG: components: 'nothing:fs/' matches no unit"
expect 0 plan parts.yaml -o parts.kmend
grep -qE '^fail-stop +shapes +[1-9]' out && grep -qE '^fail-stop +kernel +[1-9]' out || fail 'the plan does not count by component'
[ "$(images)" = 1 ] || fail 'not one image'
sed -i "s/'nothing:fs.'/'primes:kernel.c'/" parts/target.yaml
expect 0 check parts
[ "$(images)" = 1 ] || fail 'another component built another image'
printf 'select: per-component\nsample: 2\n' >>parts.yaml
expect 0 run parts.yaml -o parts2.kmend --no-plots
[ "$(table parts2.kmend | tail -n +2 | cut -d, -f5 | sort | uniq -c | tr -s ' \n' ' ')" = ' 2 primes 2 shapes ' ] || fail 'not two of each'
id=$(table parts2.kmend | grep -m1 ',shapes,' | cut -d, -f1)
expect 0 replay parts2.kmend "$id"
says out byte-identical
sed -i "s/^exclude:.*/units: ['*.cpp']/" parts/target.yaml
expect 0 sites parts --type fail-stop --no-golden
lacks out kernel.c:
[ "$(images)" = 2 ] || fail 'other units, the same image'


# ---- devices: a second disk, a graphics card, a network card without a network; on both machines with a bus
head -c 65536 /dev/zero | tr '\0' a >first.img
head -c 65536 /dev/zero | tr '\0' b >second.img
sums=$(cksum first.img second.img)
# all_good TARGET TEST...: those tests pass without a fault, and an experiment is the same again.
all_good() {
	local name=$1 test
	shift
	expect 0 check "$name"
	for test; do
		grep -qE "^test_pass +\| ok $test" out || fail "$name: test $test does not pass"
	done
	printf 'select: sample\nsample: 4\n' >>"$name.yaml"
	expect 0 run "$name.yaml" -o "$name.kmend" --no-plots --jobs 2
	says out 'infra-error 0'
	cp err "$name.err"
	expect 0 replay "$name.kmend" 2 --target "$name"
	says out byte-identical
}
FLAGS='-DDISKS -DVGA -DCARD'
target pc 'machine: pc' 'disk: ../first.img' 'disk2: ../second.img' 'vga: std' 'arguments: -device e1000,mac=52:54:00:12:34:56'
all_good pc disks vga card
says pc.err 'warning: the emulator gets `arguments` of target.yaml'
[ "$(cksum first.img second.img)" = "$sums" ] || fail 'a disk was written'
expect 129 replay pc.kmend 2
one_line
says err 'names its disk by a path'
"$sql" pc.kmend "UPDATE meta SET value = '' WHERE key IN ('disk', 'disk2')" >/dev/null
expect 129 replay pc.kmend 2
one_line
says err 'has arguments for the emulator: name the target that they are from with --target'
"$sql" pc.kmend "UPDATE meta SET value = '-gdb tcp::1' WHERE key = 'arguments'" >/dev/null
expect 125 replay pc.kmend 2
one_line
says err "arguments: '-gdb' opens a socket on the host"
FLAGS='-DVGA -DCARD'
target q35 'machine: q35' 'vga: std' 'arguments: -device e1000'
all_good q35 vga card
for line in 'arguments: -s' 'disk2: ../second.img' 'vga: cirrus' 'vga: std'; do
	target wrong 'machine: microvm' "$line"
	expect 129 check wrong
	one_line
	says err "wrong/target.yaml:16: ${line%%:*}: "
done
MEMORY=16385 target wrong 'machine: microvm'
expect 129 check wrong
one_line
says err 'wrong/target.yaml:6: memory_mib: '

# ---- 16 GiB, at the cost of what is used
FLAGS=-DHIGH BITS=64 ARCH=x86_64
MEMORY=16384 target high 'machine: pc'
all_good high high

# ---- a 64-bit kernel with a multiboot header, which is given a file, and which moves itself to another place in memory
echo 'given to the kernel' >module
FLAGS='-DMULTIBOOT -DMODULE -DMOVED'
target moved 'machine: pc' 'initrd: ../module'
all_good moved module
expect 129 replay moved.kmend 2
one_line
says err 'names its initrd by a path'
echo 'given to another kernel' >module
expect 125 replay moved.kmend 2 --target moved
one_line
says err 'is not the initrd of this result any more'
rm module
expect 129 check moved
one_line
says err 'moved/target.yaml:16: initrd: '
target wrong 'machine: pc' 'disk: ../first.img' 'boot: disk' 'initrd: ../first.img'
expect 129 check wrong
one_line
says err 'wrong/target.yaml:18: initrd: '

# ---- what is typed: the same in every run, also after one that ended before it had read it
FLAGS=-DINPUT BITS=32 ARCH=i386
target typed 'machine: microvm' "input: 'run it, please\\nall of it\\n'"
expect 0 check typed
grep -qE '^test_pass +\| ok input' out || fail 'the input does not come'
for jobs in 1 2; do
	expect 0 run typed.yaml -o typed$jobs.kmend --no-plots --jobs $jobs
	says out 'infra-error 0'
done
[ "$(logs typed1.kmend)" = "$(logs typed2.kmend)" ] || fail 'other logs with two machines'
expect 0 replay typed1.kmend "$(table typed1.kmend | grep -m1 ':test_input:' | cut -d, -f1)"
says out byte-identical

# ---- a panic that can never match, because every line begins with a time stamp
FLAGS=-DSTAMPS
target stamped ''
sed -i "/panic:/!s/: '^/: '/" stamped/target.yaml
expect 1 check stamped
says out 'stamped/target.yaml:13: panic: can never match: it wants another beginning than lines have here' "'[    0.012345] '" 'leave out the ^'
sed -i "s/panic: '^/panic: '/" stamped/target.yaml
expect 0 check stamped
