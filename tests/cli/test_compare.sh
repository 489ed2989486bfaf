# Policies and results side by side: every format, the figures computed once more by another program, and what is refused.
. "$(dirname "$0")/lib.sh" "$@"
command -v jq >/dev/null || { echo 'no jq'; exit 77; }
figures=$(dirname "$0")/compare_figures.sh
tiny_flags -DTINY_QUICK
campaign a.yaml 'policies: [none, stateless, enhanced]'
expect 0 run a.yaml -o a.kmend --no-plots

# ---- one result: every pair of policies ----
expect 0 compare a.kmend
says out 'Policies side by side' 'none / enhanced' 'corrected over all 6 tests'
lacks out 'incomplete'
expect 0 compare --help
tables=$(tr -d '\n' <out | sed -E 's/.*instead of all: ([a-z, -]+)  .*/\1/; s/,//g')
[ "$(echo "$tables" | wc -w)" = 10 ] || fail "tables: $tables"
tables=${tables%measures*} # the last one is of other results: test_overhead.sh
for name in $tables; do
	expect 0 compare a.kmend --table $name --format csv
	[ -s out ] || fail "$name is empty"
done
for format in text json markdown latex html; do
	expect 0 compare a.kmend --format $format
	[ -s out ] || fail "$format is empty"
done
says out "default-src 'none'" '<svg ' 'class="mark"' '</html>'
expect 129 compare a.kmend --format csv
says err 'choose one with --table' differences
expect 0 compare a.kmend --policy none,enhanced --table differences --format csv
[ "$(cut -d, -f1-4 out | tr '\n' ' ')" = 'first,second,share,pairs none,enhanced,survived,7 none,enhanced,crash,7 ' ] || fail 'rows'
expect 0 compare a.kmend --plots p
for file in differences.svg differences.png transitions-1.svg transitions-3.png; do
	[ -s p/$file ] || fail "no $file"
done
# The test kernel says how long its recoveries take: the latest `recovery-begin` of the component to its `recovery-end`.
expect 0 compare a.kmend --table latency --format json
cp out latency
id=$("$kmend" list a.kmend --policy none --outcome pass,fail | cut -f1 | head -n 1)
"$kmend" replay a.kmend "$id" --log 2>/dev/null | awk '/ recovery-begin / { begin = $3 } / recovery-end / { print $3 - begin }' >ticks
[ "$(wc -l <ticks)" = 1 ] || fail 'not one recovery in an experiment'
jq -e --argjson ticks "$(cat ticks)" 'length == 6 and all(.[]; .recoveries == 2 and .p50_ns <= .max_ns) and
	any(.[] | select(.first == "none" and .side == "first"); .p50_ns == $ticks or .max_ns == $ticks)' latency >/dev/null ||
	fail "latency: $(cat ticks)"

# ---- the figures, by another program ----
check() { # RESULT
	bash "$figures" "$kmend" "$1" figures >out 2>err || fail "figures of $1"
	[ ! -s err ] || fail "figures of $1"
}
check a.kmend
says out '7 faults under 3 policies'
# 600 faults in two components, with outcomes of all kinds.
cp a.kmend made.kmend
"$sql" made.kmend "
	INSERT INTO function(component, unit, name, shape) VALUES('other', 'other.c', 'g', 5);
	WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 699)
		INSERT INTO block(function_id, ordinal, file, line) SELECT 1 + (i % 3 = 0), i, 'made,\"up\".c', i FROM n;
	INSERT INTO site(identity, block_id, candidate, type, file, line)
		SELECT unit || ':' || name || ':' || ordinal || ':0:fail-stop', block.id, 0, 'fail-stop', file, line
		FROM block JOIN function ON function.id = function_id WHERE ordinal >= 100;
	INSERT INTO experiment(policy_id, site_id, repeat, activation, parameter, seed, state, attempts, outcome, reason, activations,
			recovered, inconsistent, guest_ns, wall_us, own_us)
		SELECT policy.id, site.id, 0, 'persistent', 0, 1, 'done', 1,
			1 + (site.id * 7919 + policy.id * 104729 + site.id * site.id * policy.id) % 97 % 5, 'made,up', 1, 0, 0, 1, 1, 1
		FROM policy, site WHERE site.id NOT IN (SELECT site_id FROM experiment)" || fail sql
check made.kmend
says out '607 faults under 3 policies' '12 tests'
grep -q '^independent' figures/rows.tsv || fail 'nothing without a pair'
# The program that checks would see a single outcome that is different, in any of the tables.
sed -i '0,/,crash,"made/s//,fail,"made/' figures/experiments.csv
awk -v stratified=0 -f "$(dirname "$figures")/statistics.awk" -f "$(dirname "$figures")/compare.awk" figures/experiments.csv figures/components.csv figures/rows.tsv >out 2>err &&
	fail 'a wrong figure is not seen'
grep -q '^different: ' out || fail 'it does not say what is different'
# Services were probed under two policies: what is usable is compared there.
cp made.kmend probed.kmend
"$sql" probed.kmend "UPDATE experiment SET service = CASE WHEN outcome IN (1, 2) THEN 1 + (id % 5 = 0) WHEN outcome IN (3, 4) THEN 3 ELSE 0 END
	WHERE policy_id IN (1, 2)" || fail sql
check probed.kmend
says out '607 faults under 3 policies' '14 tests'
expect 0 compare probed.kmend --table differences --format csv
[ "$(cut -d, -f3 out | grep -c usable)" = 1 ] || fail 'usable of how many pairs of policies'
# The same number from each component: weighted by their sizes.
"$sql" made.kmend "UPDATE meta SET value = 'per-component' WHERE key = 'select';
	UPDATE stratum SET eligible = 5000; INSERT INTO stratum VALUES('other', 'fail-stop', 900, 800, 0, 700)" || fail sql
check made.kmend
grep -c '^differences' figures/rows.tsv | grep -qx 6 || fail 'differences'
[ "$(grep '^differences' figures/rows.tsv | cut -f17 | grep -c .)" = 6 ] || fail 'no weighted differences'
expect 0 compare made.kmend
says out 'weighted difference'
# Some have not run, some are not to be trusted; the files say so.
"$sql" made.kmend "UPDATE experiment SET state = 'planned', outcome = NULL WHERE id % 11 = 0;
	UPDATE experiment SET outcome = 6 WHERE id % 12 = 5 AND state = 'done'" || fail sql
check made.kmend
expect 0 compare made.kmend
says out 'is incomplete: 165 of 1821 experiments have not run' 'made.kmend is INVALID'
expect 0 compare made.kmend --table changes --format csv
says err 'is incomplete' 'is INVALID'
head -n 1 out | grep -qx 'first,second,worse,site,repeat,component,function,file,line,first_id,first_outcome,first_reason,first_inconsistent,first_signature,second_id,second_outcome,second_reason,second_inconsistent,second_signature' ||
	fail 'columns of changes'
# Worst first, pair by pair; no limit for programs, and one when it is asked for.
for second in stateless enhanced; do
	grep "^none,$second," out | cut -d, -f3 >worse
	sort -rn worse | cmp -s - worse || fail 'not worst first'
	[ "$(head -n 1 worse)" = 3 ] || fail 'no pass that became a crash'
	[ "$(tail -n 1 worse)" = -3 ] || fail 'no crash that became a pass'
done
expect 0 compare made.kmend --table changes --format csv --limit 4
[ "$(wc -l <out)" = 13 ] || fail 'not 4 of each pair'
expect 0 compare made.kmend --limit 2
grep -qE '^and [0-9]+ more: --limit [0-9]+ shows all\.$' out || fail 'does not say how many more'

# ---- two results ----
campaign b.yaml 'policies: [enhanced, none]' 'detectors: [ubsan]'
expect 0 run b.yaml -o b.kmend --no-plots
expect 0 compare a.kmend b.kmend
says out 'Two results side by side' 'A detectors none' 'B detectors ubsan' 'Policy stateless is in A only.'
expect 0 compare a.kmend b.kmend --format json
jq -e '(.sections[] | select(.name == "differences").rows) as $rows | ($rows | length) == 4 and
	all($rows[]; .first == .second and .pairs == 7 and .difference == 0 and .p == 1)
	and (.sections[] | select(.name == "changes").rows) == [] and .facts.A == "a.kmend"' out >/dev/null || fail 'the same twice'
# A single policy on each side: these two.
for policy in none stateless; do
	campaign $policy.yaml "policies: [$policy]"
	expect 0 run $policy.yaml -o $policy.kmend --no-plots
done
expect 0 compare none.kmend stateless.kmend --table differences --format csv
says out 'none,stateless,survived,7'

# Names of the files drive no terminal.
cp a.kmend names.kmend
"$sql" names.kmend "UPDATE policy SET name = 'x' || char(155) || char(27) || char(8238) WHERE name = 'enhanced';
	UPDATE experiment SET reason = char(27) || '[31m' || char(10), signature = '<b>' || char(8238) WHERE id % 2;
	UPDATE meta SET value = '<script>' || char(27) WHERE key = 'revision'" || fail sql
for format in text json markdown latex html; do
	expect 0 compare a.kmend names.kmend --format $format
	! LC_ALL=C grep -qP '\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]' out || fail "raw in $format"
done
lacks out '<script>'
lacks out '<b>'

# ---- what is refused ----
cp a.kmend other.kmend
"$sql" other.kmend "UPDATE meta SET value = 'else' WHERE key = 'target'" || fail sql
expect 129 compare a.kmend other.kmend
one_line
says err "a.kmend is of target 'tiny', other.kmend of 'else'"
expect 129 compare none.kmend
one_line
says err 'name a second result'
expect 129 compare a.kmend --policy none,klingon
one_line
says err "unknown policy 'klingon' (none, stateless, enhanced)"
expect 129 compare b.kmend stateless.kmend
one_line
says err 'no policy is in both' 'none, enhanced' stateless
cp a.kmend types.kmend
"$sql" types.kmend "UPDATE site SET type = 'hang', identity = identity || 'x'; UPDATE meta SET value = 'hang' WHERE key = 'fault_types'" || fail sql
expect 129 compare a.kmend types.kmend
one_line
says err 'no fault in common' fail-stop hang
cp a.kmend planned.kmend
"$sql" planned.kmend "UPDATE experiment SET state = 'planned', outcome = NULL" || fail sql
expect 125 compare planned.kmend
one_line
says err 'nothing to compare'
cp a.kmend twice.kmend
"$sql" twice.kmend 'UPDATE block SET ordinal = 1 WHERE ordinal = 2' || fail sql
expect 129 compare twice.kmend
one_line
says err 'is there twice under none'
printf 'hello' >text.kmend
head -c 2000 a.kmend >cut.kmend
for file in text.kmend cut.kmend nowhere.kmend .; do
	cp "$file" before 2>/dev/null
	for pair in "$file" "$file a.kmend" "a.kmend $file"; do
		# shellcheck disable=SC2086
		expect 129 compare $pair
		one_line
		says err "$file"
	done
	[ ! -f "$file" ] || cmp -s "$file" before || fail "$file was changed"
done
expect 129 compare a.kmend --table klingon
expect 129 compare a.kmend --format klingon
expect 129 compare a.kmend b.kmend none.kmend
[ -c /dev/full ] && "$kmend" compare a.kmend >/dev/full 2>err && fail '/dev/full is not noticed'
exit 0
