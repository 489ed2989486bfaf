# docs/your-own-kernel.md, word for word: its files are taken out of the page and its commands are run, on a kernel outside of the
# repository that knows nothing of kmend, without glue and with the glue of the page. And what a person can get wrong on the way.
. "$(dirname "$0")/lib.sh" "$@"
page=$root/docs/your-own-kernel.md
export KMEND=$root
mkdir bin page && cd page || exit 2
ln -s "$kmend" ../bin/kmend
for tool in "$(dirname "$kmend")"/kmend-*; do
	ln -s "$tool" ../bin/
done

# blocks LANGUAGE: the commands of the page. file NAME: what the page says is in that file.
commands() {
	awk '/^```/ { on = ($0 == "```sh"); if (on) n++; next } on && n == '"$1"
}
file() {
	mkdir -p "$(dirname "$1")"
	awk -v name="$1" '/^```/ { on = ($2 == name); next } on' "$page" >"$1"
	[ -s "$1" ] || fail "the page has no $1"
}
# step N: the N-th block of commands, as it stands there.
step() {
	commands "$1" <"$page" | sed "s#^export PATH=.*#export PATH=$tmp/bin:\$PATH#" >step.sh
	[ -s step.sh ] || fail "the page has no block $1"
	sh -eu step.sh >out 2>err </dev/null || fail "step $1 of the page ended with $?"
	export PATH=$tmp/bin:$PATH
}

# every RESULT [N]: each outcome that this kernel can come to is there, and nothing else, in more than N experiments (100).
every() {
	local outcome
	table "$1" | tail -n +2 | cut -d, -f6 | sort | uniq -c >outcomes
	for outcome in pass fail shutdown crash; do
		grep -q " $outcome\$" outcomes || fail "no $outcome: $(tr '\n' ' ' <outcomes)"
	done
	grep -qE 'infra|not-activated' outcomes && fail "$(tr '\n' ' ' <outcomes)"
	[ "$(table "$1" | wc -l)" -gt "${2:-100}" ] || fail 'hardly any experiment'
}

# ---- without glue ----
for name in target/target.yaml first.yaml mykernel/glue.c mykernel/glue.diff with-glue/target.yaml second.yaml; do
	[ "$name" = target/target.yaml ] && step 1 # makes the folders
	file "$name"
done
[ "$(grep -cv '^[[:space:]]*$' mykernel/glue.c)" -le 10 ] || fail 'the glue has more than 10 lines'
mv mykernel/glue.c mykernel/glue.diff . # not there yet
step 2
says out 'small kernel: up' 'tests over, failed: 0'
step 3
says out 'good: a campaign can begin'
step 4
grep -q '^kernel.c:test_heap:' out || fail 'names of units are not relative to the folder of the build'
step 5
says out 'infra-error 0' byte-identical
every first.kmend
cp first.kmend without.kmend

# The same again on another number of machines than the page took, which is that of the processors.
other=$(($(nproc) > 1 ? 1 : 2))
expect 0 run first.yaml -o again.kmend --jobs $other --no-plots
[ "$(logs again.kmend)" = "$(logs first.kmend)" ] || fail "other logs with $other machines"
for id in 3 50 90 120; do
	expect 0 replay first.kmend $id
	says out byte-identical
done
expect 0 explain first.kmend 3
says out 'fault-activated' 'kernel.c:'
lacks out '\x01'

# Blocks that ran before `ready` are left out when the campaign says so: here all of the kernel prints through one function.
mkdir early
sed 's/ make CC/ make FLAGS=-fno-inline CC/' target/target.yaml >early/target.yaml
sed 's#./target#./early#; s/^name.*/name: early/' first.yaml >early.yaml
sed 's/^name.*/name: late/' early.yaml >late.yaml
echo 'boot: exclude' >>late.yaml
expect 0 plan early.yaml
grep -qE '^fail-stop +kernel +[0-9]+ +[0-9]+ +[1-9][0-9]* ' out || fail 'nothing ran at boot'
table early.kmend | grep -q ',kernel.c:print:0:0:fail-stop,' || fail 'print() is not reached'
expect 0 plan late.yaml
expect 0 report late.kmend --table experiments --format csv
lacks out ',kernel.c:print:'
grep -q ',kernel.c:test_heap:' out || fail 'what did not run at boot is left out'

# The hang fault, resumed half way.
sed 's/fail-stop/hang/; s/^name.*/name: hang/' first.yaml >hang.yaml
printf 'select: sample\nsample: 2\n' >>hang.yaml
expect 0 run hang.yaml -o hang.kmend --no-plots
says out 'planned 2 = pass 0 + fail 0 + shutdown 0 + crash 2'
"$sql" hang.kmend "UPDATE experiment SET state = 'planned', outcome = NULL, reason = NULL, log = NULL, console = NULL WHERE id > 1" || fail sql
expect 0 run hang.yaml -o hang.kmend --no-plots
says out 'planned 2 = pass 0 + fail 0 + shutdown 0 + crash 2'

# x86_64, and the other machine.
mkdir wide
sed 's/^arch:.*/arch: x86_64/; s/^machine:.*/machine: pc/; s/ make CC/ make BITS=64 CC/' target/target.yaml >wide/target.yaml
sed 's#./target#./wide#; s/^name.*/name: wide/' first.yaml >wide.yaml
printf 'select: sample\nsample: 60\n' >>wide.yaml
expect 0 run wide.yaml -o wide.kmend --no-plots
every wide.kmend 59
expect 0 replay wide.kmend 60
says out byte-identical

# A clock that interrupts a thousand times a second, also at the `ready` stop; started by its multiboot header.
mkdir clock
sed 's/^machine:.*/machine: pc/; s/ make CC/ make FLAGS="-DTIMER -DMULTIBOOT" CC/' target/target.yaml |
	sed "s/^build: \"\(.*\)\"/build: '\1'/" >clock/target.yaml
sed 's#./target#./clock#; s/^name.*/name: clock/' first.yaml >clock.yaml
printf 'select: sample\nsample: 40\n' >>clock.yaml
expect 0 run clock.yaml -o clock.kmend --no-plots --jobs 1
says out '+ not-activated 0 + infra-error 0'
expect 0 run clock.yaml -o clock2.kmend --no-plots --jobs 2
[ "$(logs clock.kmend)" = "$(logs clock2.kmend)" ] || fail 'other logs with a clock'
expect 0 replay clock.kmend 20
says out byte-identical

# Traps after every instruction, whose handler is instrumented itself: wherever the machine is to stop, the slow path is interrupted.
# One of the faults makes the kernel's stack run over its page tables: it ends as what executes next to nothing. A test of its own,
# cli_foreign_step.
if [ -n "${KMEND_TEST_STEP:-}" ]; then
	mkdir step
	for n in 5 19; do
		sed "s/ make CC/ make FLAGS=-DSTEP=$n CC/" target/target.yaml >step/target.yaml
		sed 's#./target#./step#; s/^name.*/name: step/' first.yaml >step.yaml
		printf 'select: sample\nsample: 10\n' >>step.yaml
		rm -f step.kmend step2.kmend
		expect 0 run step.yaml -o step.kmend --no-plots --jobs 1
		says out '+ not-activated 0 + infra-error 0'
		expect 0 run step.yaml -o step2.kmend --no-plots --jobs 2
		[ "$(logs step.kmend)" = "$(logs step2.kmend)" ] || fail "other logs when each ${n}th instruction is interrupted"
	done
	exit 0
fi

# ---- with the glue of the page ----
mv glue.c glue.diff mykernel/
step 6
says out 'infra-error 0' byte-identical
every second.kmend
cp second.kmend one.kmend
rm -f again.kmend
expect 0 run second.yaml -o again.kmend --jobs 1 --no-plots
[ "$(logs again.kmend)" = "$(logs one.kmend)" ] || fail 'other logs the second time'
mkdir wide-glue
sed 's/^arch:.*/arch: x86_64/; s/ make CC/ make BITS=64 CC/' with-glue/target.yaml >wide-glue/target.yaml
sed 's#./with-glue#./wide-glue#; s/^name.*/name: wide-glue/' second.yaml >wide-glue.yaml
printf 'select: sample\nsample: 60\n' >>wide-glue.yaml
expect 0 run wide-glue.yaml -o wide-glue.kmend --no-plots
every wide-glue.kmend 59

# ---- what can be wrong: one clear line each ----
# bad STATUS SED MESSAGE: the target without glue, changed. What is said on the way there is left out.
mkdir bad
sed 's#./target#./bad#; s/^name.*/name: bad/' first.yaml >bad.yaml
bad() {
	sed "$2" target/target.yaml >bad/target.yaml
	expect "$1" run bad.yaml -o bad.kmend --no-plots
	grep -v '^kmend: ' err >message
	mv message err
	one_line
	says err "$3"
}
bad 125 's/^memory/boot_seconds: 2\nmemory/; s/small kernel: up/small kernel: down/' \
	"bad/target.yaml:11: ready: the pattern never matched within boot_seconds (2 s); the last line of the console was 'tests over, failed: 0'"
bad 125 's/tests over/tests are over/' 'bad/target.yaml:16: done: the pattern never matched in the run without a fault'
bad 125 's/ok   /good /' 'bad/target.yaml:12: test_pass: the pattern never matched'
bad 125 's/run  /begin/' 'bad/target.yaml:11: test_begin: the pattern never matched'
bad 125 '/^  done/d' 'without a pattern `done` the kernel must power off'
bad 129 's/up: (.*)/up: (x/' "bad/target.yaml:14: shutdown: 'giving up: (x' is not a regular expression: "
bad 129 's/(\[a-z\]+)/[a-z]+/' 'bad/target.yaml:11: test_begin: the expression needs a group in parentheses'
bad 129 's/^  done:/  dun:/' 'bad/target.yaml:16: unknown key '"'dun'; did you mean 'done'?"
bad 129 '/^  ready/d' 'bad/target.yaml:9: console: `ready` is needed'
bad 129 's/\[none\]/[none, enhanced]/' 'bad/target.yaml:8: policies: a kernel without glue'
bad 125 's/{cc}/clang-19/' 'mykernel: the images have no fault sites; does `build` in target.yaml compile with {cc}?'
bad 125 's/kernel.elf"/kernel.elf \&\& strip kernel.elf"/' 'no symbol kmend_builtin in the image: was it stripped'
bad 125 '/^console/,$d' 'neither `console:` in target.yaml nor the glue in its kernel, see docs/your-own-kernel.md'
bad 125 's/^memory_mib.*/memory_mib: 2/; s/make CC/sed -i s,0x100000,0x300000, kernel.ld \&\& make CC/' 'memory'
expect 125 sites bad
says err memory
printf 'workload: [heap]\n' | cat first.yaml - >chosen.yaml
expect 129 run chosen.yaml -o bad.kmend
one_line
says err "chosen.yaml:5: workload: target 'mykernel' is a kernel without glue: it runs all its tests, always"

# A kernel that writes over its watch bytes; and the page's form for linker scripts.
file data.ld
cp data.ld bad/
cat >bad/build.sh <<'END'
# TARGET OUT CC EDIT: EDIT is for sed on kernel.c.
set -e
cp -r "$1/../mykernel/." "$1/data.ld" "$2"
cd "$2"
sed -i -e '/^\t\.data :/{' -e 'r data.ld' -e 'd' -e '}' kernel.ld
sed -i "$4" kernel.c
make CC="$3" kernel.elf
END
scripted() {
	sed "s#^build:.*#build: sh {target}/build.sh {target} {out} {cc} '$1'#" target/target.yaml >bad/target.yaml
}
scripted 's/heap_start();$/heap_start(); extern char w[] __asm__("__start_kmend_watch"); w[3] = 0;/'
expect 125 sites bad
says err 'the kernel has overwritten 1 of ' 'kmend_watch and kmend_counts'
scripted 's/heap_start();$/heap_start(); extern char w[] __asm__("__start_kmend_watch"); w[3] = 7;/'
expect 1 check bad
says out 'the kernel has overwritten 1 of ' 'before `ready`' 'kmend_watch and kmend_counts'
scripted ''
rm -f bad.kmend
expect 0 run bad.yaml -o bad.kmend --no-plots
every bad.kmend
echo 'every step of the page'
