# Every table of the OSIRIS paper with one command, on the test kernel; and the count of the reliable computing base.
. "$(dirname "$0")/lib.sh" "$@"
tiny_flags '-DTINY_QUICK -DTINY_AGAIN'
mkdir c
for name in osiris-table2 multiserver-failstop multiserver-extended multiserver-edfi multiserver-transient multiserver-rs; do
	campaign c/$name.yaml 'policies: [none, stateless, enhanced]'
done
echo 'activation: once' >>c/multiserver-transient.yaml
echo 'boot: exclude' >>c/osiris-table2.yaml
printf 'name: multiserver-overhead\ntarget: %s\npolicies: [none, stateless, enhanced]\nmeasure: overhead\n' "$tiny" >c/multiserver-overhead.yaml
for level in always cloned; do
	{ sed "s/^name: .*/&-$level/" c/multiserver-overhead.yaml; echo "log: $level"; } >c/multiserver-overhead-$level.yaml
done
sed 's/^name: .*/name: linux-overhead/; s/^policies: .*/policies: [none]/' c/multiserver-overhead.yaml >c/linux-overhead.yaml
printf 'name: osiris-figure3\ntarget: %s\npolicies: [enhanced]\nmeasure: disruption\nfault_model: fail-stop\nsites: ["tiny.c:workload:0:*"]\nactivation: interval 8ms\nrepeats: 3\n' "$tiny" >c/osiris-figure3.yaml
KMEND=$kmend "$root/campaigns/osiris.sh" --sample 3 --no-plots --campaigns "$tmp/c" all >out 2>err || fail 'osiris.sh'
for name in osiris-1 osiris-2 osiris-3 osiris-4 osiris-5 osiris-6 unixbench osiris-figure-3 transient; do
	says all/results.md "--table $name"
	for ending in tex csv; do
		[ -s "all/$name.$ending" ] || fail "no $name.$ending"
	done
done
says all/results.md 'kmend report osiris-table2.kmend multiserver-failstop.kmend --table osiris-2' 'kmend report linux-overhead.kmend multiserver-overhead.kmend --table osiris-4' \
	'kmend report multiserver-overhead.kmend multiserver-overhead-always.kmend --table osiris-5' \
	'kmend report multiserver-overhead-cloned.kmend --table osiris-5' 'kmend compare multiserver-extended.kmend --table differences' 'kmend report osiris-figure3.kmend --table osiris-figure-3' '**A sample**: 3 sites' 'blocks that ran at boot left out' \
	'NOT COMPARABLE: multiserver-edfi injects fail-stop faults' 'reliable computing base'
grep -q '^stateless,A: osiris-table2,3,' all/osiris-2.csv || fail 'the sample is not in the table'
[ ! -e all/plots-osiris-table2 ] || fail 'charts that nobody wanted'

# Again: nothing is run, and the same comes out. Some alone: what has no result is left out.
cp all/results.md before
KMEND=$kmend "$root/campaigns/osiris.sh" --sample 3 --only osiris-table2 --campaigns "$tmp/c" all >out 2>err || fail again
says err 'nothing left to do'
[ -s all/plots-osiris-table2/survivability.svg ] || fail charts
cmp -s before all/results.md || fail 'the same results give another document'
KMEND=$kmend "$root/campaigns/osiris.sh" --only multiserver-overhead --campaigns "$tmp/c" some >out 2>err || fail only
says some/results.md osiris-6
lacks some/results.md osiris-2
KMEND=$kmend "$root/campaigns/osiris.sh" --no-linux --only linux-overhead,osiris-figure3 --campaigns "$tmp/c" some >out 2>err || fail 'without Linux'
[ ! -e some/linux-overhead.kmend ] || fail 'Linux, which nobody wanted'
[ -s some/plots-osiris-figure3/osiris-figure-3.svg ] || fail 'the chart of Figure 3'
"$root/campaigns/osiris.sh" --klingon 2>err && fail 'an option that there is not'
says err 'usage: campaigns/osiris.sh'

# Lines: comments, blanks and what only looks like a comment.
printf 'int a; /* x */\n\n/* b\n c */ int d;\n// e\nchar *s = "/* no */"; // f\n   \n' >lines.c
[ "$("$root/targets/multiserver/rcb" --count lines.c)" = '3 lines.c' ] || fail 'lines are counted wrongly'
"$root/targets/multiserver/rcb" --list >list || fail 'rcb --list'
(cd "$root" && find targets/multiserver/kernel targets/multiserver/lib targets/multiserver/servers targets/multiserver/include recovery-rt/osiris recovery-rt/fault \
	recovery-rt/include -name '*.[chS]') | sort >files
awk '{ print $2 }' list | sort | cmp -s - files || fail 'not every file is in one part'
"$root/targets/multiserver/rcb" --csv >parts.csv
[ "$(awk '{ sum += $1 } END { print sum }' list)" = "$(tail -n +2 parts.csv | sed 's/"[^"]*"//' | awk -F, '{ sum += $3 } END { print sum }')" ] || fail 'the parts are not the whole'
