# Limits of single tests: a test that takes longer ends its run as a hang that names it, in guest time, the same each time; of a kernel with
# glue and of one without; also in the run without a fault.
. "$(dirname "$0")/lib.sh" "$@"
# logs RESULT: the event log and outcome of every experiment.
logs() {
	"$sql" "$1" 'SELECT id || outcome || reason || activations || guest_ns || hex(log) FROM experiment ORDER BY id' | cksum
}

# ---- with glue: the time is exact. One way to hang talks, one is silent; both are in test `one`.
cp "$tiny/target.yaml" good.yaml
printf 'experiment_seconds: 20\ntest_limits: ["o*:3", "two:1"]\n' >>"$tiny/target.yaml"
campaign glue.yaml 'policies: [none]'
expect 0 run glue.yaml --no-plots
[ "$(table glue.kmend | grep -c ',crash,hang:test:3s:one,')" = 2 ] || fail 'not two hangs in test one'
[ "$(table glue.kmend | grep -cE ',(pass|fail|shutdown|crash),')" = 10 ] || fail 'another outcome is missing'
for site in 4 6; do
	id=$(row glue.kmend $site | cut -d, -f1)
	expect 0 explain glue.kmend "$id"
	says out 'still in test one after 3 s of the guest, its limit' 'crash      hang (test one over its limit)'
	grep -qE '^time +3000\.[0-9]+ ms of the guest' out || fail 'the time is not the limit'
	expect 0 replay glue.kmend "$id"
	says out byte-identical
done
"$sql" glue.kmend 'SELECT DISTINCT value FROM meta WHERE key = "test_limits"' >rules
[ "$(cat rules)" = "$(printf '*:golden\no*:3\ntwo:1')" ] || fail 'the rules are not in the result'
# A benchmark's runs end there, too, and not after the ten minutes of an experiment.
cp "$tiny/target.yaml" rules.yaml
{ cat good.yaml; printf 'experiment_seconds: 600\ntest_limits: ["*:2"]\n'; } >"$tiny/target.yaml"
timeout 200 "$kmend" bench glue.yaml --experiments 10 --fresh 2 --jobs 1 >out 2>err </dev/null || fail 'the benchmark takes no heed of limits'
cp rules.yaml "$tiny/target.yaml"
# Nobody says how long: as the golden run does, at least 2 s. Another limit is another campaign.
{ cat good.yaml; printf 'experiment_seconds: 20\ntest_limits: []\n'; } >"$tiny/target.yaml"
expect 129 run glue.yaml --no-plots
says err 'belongs to another campaign: test_limits is'
campaign golden.yaml 'policies: [none]' 'select: sample' 'sample: 3' 'seed: 2'
expect 0 run golden.yaml --no-plots
table golden.kmend | grep -q ',crash,hang:test:2s:one,' || fail 'no limit by the golden run'

# ---- without glue. The kernel is slow: each instruction takes a microsecond, so that seconds of the guest are short.
cp -r "$root/tests/foreign" kernel
mkdir target
cat >target/target.yaml <<'Y'
name: small
arch: i386
machine: microvm
build: "cp -r {target}/../kernel/. {out} && cd {out} && make CC={cc} kernel.elf"
image: kernel.elf
sources: [../kernel]
memory_mib: 8
icount_shift: 10
experiment_seconds: 40
test_seconds: 6
policies: [none]
console:
  ready: '^small kernel: up'
  test_begin: '\[ run  \] ([a-z]+)'
  test_pass: '\[ ok   \] ([a-z]+)'
  test_fail: '\[ FAIL \] ([a-z]+)'
  done: '^tests over'
Y
expect 0 check target
says out 'tests * 6 s'
printf 'name: plain\ntarget: ./target\npolicies: [none]\nfault_model: hang\nselect: sample\nsample: 10\n' >plain.yaml
for jobs in 1 2; do
	expect 0 run plain.yaml -o plain$jobs.kmend --jobs $jobs --no-plots
done
[ "$(logs plain1.kmend)" = "$(logs plain2.kmend)" ] || fail 'other logs with two machines, without glue'
table plain1.kmend | grep -E ',crash,hang:test:6s:[a-z]+,' >hangs || fail 'no test was over its limit, without glue'
id=$(head -1 hangs | cut -d, -f1)
expect 0 replay plain1.kmend "$id"
says out byte-identical
expect 0 explain plain1.kmend "$id"
grep -qE '^time +([6-9]|1[0-9])[0-9]{3}\.[0-9]+ ms of the guest' out || fail 'not a whole number of looks'

# A test that is too slow without a fault is no golden run. The instructions in it are no blocks, so counting takes no longer.
sed -i 's/^\tunsigned prime = 0;/&\n\t__asm__ volatile("movl $6000000, %%ecx\\n1: decl %%ecx\\n jnz 1b" ::: "ecx");/' kernel/kernel.c
expect 125 run plain.yaml -o slow.kmend --no-plots
says err 'golden run: still in test numbers after 6 s of the guest; `test_limits` or `test_seconds` in target.yaml gives it more'
sed -i 's/^test_seconds.*/&\ntest_limits: ["numb*:30"]/' target/target.yaml
expect 0 plan plain.yaml -o slow.kmend
