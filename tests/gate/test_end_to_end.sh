# The gate from end to end: a change that breaks the recovery of one server, on a branch of a scratch clone, is found and named; a change
# of comments only is green. The multi-server kernel, policy `enhanced`, the same 100 faults at each revision,
# a workload of a dozen tests.
images=${KMEND_CACHE:-}
. "$(dirname "$0")/../cli/lib.sh" "$@"
. "$(dirname "$0")/../cli/gate_lib.sh"
for tool in git jq; do
	command -v $tool >/dev/null || { echo "no $tool"; exit 77; }
done
[ -n "$images" ] && export KMEND_CACHE=$images
# With the program under test come its plugins; the sources are a repository of their own.
mkdir -p origin/targets && cp -r "$root/targets/multiserver" "$root/targets/unixbench" origin/targets/ && cp -r "$root/recovery-rt" "$root/LICENSE" origin/ || fail cp
rm -rf x && git -c init.defaultBranch=master init -q origin && git -C origin add -A && git -C origin commit -q -m 'the kernel' || fail git
git clone -q origin x || fail clone
kernel=x/targets/multiserver
printf '%s\n' 'name: gate' "target: $tmp/$kernel" 'policies: [enhanced]' 'fault_model: fail-stop' 'select: sample' 'sample: 10' 'seed: 1' \
	'workload: [t_brk, t_ds_k*, t_fork, t_open*, t_pipe, t_signal_h*, t_stat, t_wait_any]' >gate.yaml

# measure RESULT [OPTION...]: the campaign at what is checked out.
measure() {
	expect 0 run gate.yaml --sample 100 --no-plots -o "$@"
}

measure base.kmend
expect 0 gate base.kmend --save --repository x

# Comments: every line of these files moves, no code does.
git -C x checkout -q -b comments
for file in servers/pm/main.c servers/pm/fork.c servers/vfs/main.c servers/vm/main.c lib/sef.c; do
	[ -f "$kernel/$file" ] || fail "no $file"
	sed -i '1i/* A remark\n * of several\n * lines. */' "$kernel/$file"
done
git -C x commit -q -am 'a remark'
measure comments.kmend
expect 0 gate comments.kmend --baseline HEAD --repository x --format json --save
jq -e '.facts.verdict == "pass" and (.sections[0].rows[] | select(.rule == "survivability") | .pairs >= 95 and .worse == 0 and .better == 0)' \
	out >/dev/null || fail 'the same faults are not the same'

# PM gives up its recovery window before each request: whatever fails in it is a shutdown, no error reply.
git -C x checkout -q -b broken
sed -i 's/int64_t result = self ? handle(self, m) : -ESRCH;/int64_t result = (sv_thread_yielding(), self ? handle(self, m) : -ESRCH);/' \
	"$kernel/servers/pm/main.c"
git -C x diff --quiet && fail 'nothing is broken'
git -C x commit -q -am 'pm: yields first'
# The pretest refuses that kernel; who wants the figures all the same says so.
expect 125 run gate.yaml --sample 100 --no-plots -o broken.kmend
says err "does not recover a deliberate crash of pm"
measure broken.kmend --no-pretest
expect 1 gate broken.kmend --baseline master --repository x --format json --markdown gate.md
jq -e '(.sections[0].rows[] | select(.rule == "survivability" and .policy == "enhanced") | .verdict == "fail" and .worse >= 8)
	and .sections[1].rows[0].component == "pm" and .sections[2].rows[0].component == "pm"' out >/dev/null || fail 'pm is not named'
says gate.md 'Gate: RED' servers/pm/

# Over the revisions that lead to it.
expect 0 gate broken.kmend --save --repository x
expect 0 trend --repository x --format csv
[ "$(wc -l <out)" = 4 ] || fail 'three revisions'
cat out
