# kmend check: one boot, and what kmend understands of it; of kernels without glue and with it. And what a target says that makes
# no other image: patterns and limits.
. "$(dirname "$0")/lib.sh" "$@"
cp -r "$root/tests/foreign" kernel
mkdir target
cat >target/target.yaml <<'Y'
name: small
arch: i386
machine: pc
build: "cp -r {target}/../kernel/. {out} && cd {out} && make CC={cc} kernel.elf"
image: kernel.elf
sources: [../kernel]
memory_mib: 8
policies: [none]
console:
  ready: '^small kernel: up'
  test_begin: '\[ run  \] ([a-z]+)'
  test_pass: '\[ ok   \] ([a-z]+)'
  test_fail: '\[ FAIL \] ([a-z]+)'
  done: '^tests over'
Y
cp target/target.yaml good.yaml
# key LINE...: each "KEY TEXT" is a line of the console with that key.
key() {
	local line
	for line; do
		grep -qE -- "^${line%% *} *\| ${line#* }$" out || fail "no line '$line'"
	done
}

# ---- without glue
expect 0 check target
key 'ready small kernel: up, 6 tests' 'test_begin \[ run  \] heap' 'test_pass \[ ok   \] ring' 'done tests over, failed: 0'
says out 'never matched:     test_fail' 'address 0:         faults at `ready`, faults at the end' 'of 1 units' \
	'golden run 60 s of the guest (golden_seconds)' 'good: a campaign can begin'
grep -qE '^boot to `ready`: +[0-9.]+ s of the guest' out || fail 'no time of the boot'
ls cache >images
expect 0 check target --format json
[ "$(jq -r '[.ready, .still_running, .boot.address_0, .workload.address_0, (.problems | length), (.sites > 100)] | @csv' out)" = \
	'true,false,"faults","faults",0,true' ] || fail 'the facts as JSON'
[ "$(jq -r '.console[] | select(.keys == ["done"]) | .text' out)" = 'tests over, failed: 0' ] || fail 'lines as JSON'
jq -e '.boot.guest_ns > 0 and .limits.experiment_ns >= 2000000000' out >/dev/null || fail 'times as JSON'

# Another pattern or limit: the same image. Each mistake is said with its line.
sed -i 's/tests over/all over/; s/\[ ok   /[ good /; s/^memory/golden_seconds: 90\nexperiment_seconds: 7\nmemory/' target/target.yaml
expect 1 check target --seconds 2
says out 'target.yaml:16: done: no line after `ready` matches' 'target.yaml:14: test_pass: no line after `ready` matches' \
	'the workload is still running after 2 s (`--seconds`)' 'golden run 90 s' 'never matched:     done, test_pass, test_fail'
key '- tests over, failed: 0'
ls cache | cmp -s - images || fail 'another pattern built another image'
sed 's/kernel: up/kernel: down/; s/^memory/boot_seconds: 1\nmemory/' good.yaml >target/target.yaml
expect 1 check target
says out 'the boot never said `ready`: still running after 1 s (`boot_seconds`); the last line was '"'tests over, failed: 0'"
expect 1 check target --format json
[ "$(jq -r '[.ready, .still_running] | @csv' out)" = 'false,true' ] || fail 'never ready as JSON'
sed "s/tests over'/x'\n  panic: 'ok   . sort'/" good.yaml >target/target.yaml
expect 1 check target
says out 'panic: matches without a fault'
for line in 'golden_seconds: 1' 'experiment_seconds: 0' 'time_factor: 0.001'; do
	sed "s/^memory/$line\nmemory/" good.yaml >target/target.yaml
	expect 129 check target
	one_line
	says err 'target.yaml:7: ' "${line%%:*}: must be"
done

# ---- a workload that ends in power-off, and runs on while it takes effect; page 0 is mapped; a unit that `{cc}` did not compile
cat >kernel/off.c <<'C'
/* The power goes some thousand blocks after it was asked for. */
static volatile unsigned waited;
static void wait_for_it(unsigned i)
{
	if (i & 1)
		waited++;
}
_Noreturn void power_off(void)
{
	__asm__ volatile("outw %w0, %w1" : : "a"(0x2000), "Nd"(0x604));
	for (unsigned i = 0;; i++)
		wait_for_it(i);
}
C
echo 'int untouched = 1;' >kernel/other.c
{ echo '_Noreturn void power_off(void);'; sed 's/TESTS; i++) {$/&/' kernel/kernel.c; } >kernel/new.c
awk '{ line[NR] = $0; if ($0 == "\thalt();") last = NR } END { for (i = 1; i <= NR; i++) print i == last ? "\tpower_off();" : line[i] }' \
	kernel/new.c >kernel/kernel.c
grep -q 'power_off();' kernel/kernel.c || fail 'the kernel has no end to change'
sed '/^  done:/d; s/make CC={cc}/clang-19 -m32 -g -c -o other.o other.c \&\& make CC={cc} OBJECTS="off.o other.o" off.o/; s/^build: "\(.*\)"$/build: '"'\1'"'/' \
	good.yaml >target/target.yaml
expect 0 check target
says out 'end:               powered off' 'without sites:     1 units: other.c' 'never matched:     test_fail'
campaign off.yaml 'policies: [none]' 'select: sample' 'sample: 6'
sed -i 's#^target:.*#target: ./target#' off.yaml
for jobs in 1 2; do
	expect 0 run off.yaml -o off$jobs.kmend --jobs $jobs --no-plots
	says out 'infra-error 0'
	logs off$jobs.kmend >off$jobs.logs
done
cmp -s off1.logs off2.logs || fail 'other logs with two machines'

# ---- with glue
expect 1 check "$tiny"
key 'ready @kmend 0 .*' 'suite-end @kmend .*' '- tiny: hello'
says out 'address 0:         mapped at `ready`, mapped at the end' 'WRONG: address 0 does not fault' \
	'without sites:     2 units: control.c, event.c' 'end:               said that it is done'
expect 129 check no-such-target
one_line
echo 'one boot says it all'
