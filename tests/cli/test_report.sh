# The report in every format and table.
. "$(dirname "$0")/lib.sh" "$@"
tiny_flags -DTINY_QUICK
campaign a.yaml
expect 0 run a.yaml -o a.kmend --no-plots
cp out table

expect 0 report a.kmend
cmp -s out table || fail '`run` and `report` print different tables'
says out none enhanced pass fail shutdown crash
expect 0 report a.kmend --format json
command -v jq >/dev/null || { echo 'no jq'; exit 77; }
jq -e '.campaign == "a" and .target == "tiny" and .fault_model == "fail-stop" and has("revision") and has("seed")
	and (.throughput | has("experiments") and has("seconds") and has("jobs")) and (.policies | length) == 2
	and all(.policies[]; .planned == 7 and .activated + .not_activated + .infra_error == .planned
		and ([.outcomes[]] | add) == .activated and .infra_error == 0
		and has("recovered") and has("inconsistent")
		and all(.rates[]; .low <= .value and .value <= .high))' out >/dev/null || fail 'JSON'
expect 0 report a.kmend --table experiments --format csv
head -n 1 out | grep -q '^id,policy,site,type,component,outcome,reason,activations,recovered,inconsistent' || fail 'CSV columns'
[ "$(wc -l <out)" = 15 ] || fail 'CSV lines'
expect 0 report a.kmend --format markdown
grep -qE '^\|.*\|$' out || fail Markdown
grep -qE '^\|( *:?-+:? *\|)+$' out || fail 'Markdown rule'
expect 0 report a.kmend --format latex
says out '\begin{tabular}' '\end{tabular}'
expect 0 report a.kmend --format html
says out '<!DOCTYPE html>' '<table>' '<svg ' "default-src 'none'" '</html>'
# Every table that the help names, in every format.
expect 0 report --help
tables=$(tr -d '\n' <out | sed -E 's/.*whole report: ([a-z, -]+)  .*/\1/; s/,//g')
[ "$(echo "$tables" | wc -w)" -ge 7 ] || fail "tables: $tables"
for name in $tables; do
	for format in text json csv markdown latex html; do
		expect 0 report a.kmend --table $name --format $format
		[ -s out ] || fail "$name as $format is empty"
	done
done
expect 0 report a.kmend --plots p
for kind in svg png; do
	ls p/*.$kind >/dev/null 2>&1 || fail "no $kind"
done
expect 129 report a.kmend --format klingon
one_line
expect 129 report a.kmend --table klingon
one_line
says err survivability

# Names turn no text around and reach neither terminal nor page as control bytes: C1, right-to-left override.
cp a.kmend names.kmend
"$sql" names.kmend "UPDATE policy SET name = 'x' || char(155) || char(8238) || 'y' WHERE name = 'enhanced';
	UPDATE function SET component = char(155) || char(8238); UPDATE site SET file = char(8294)" || fail sql
for format in text json csv markdown latex html; do
	for table in '' '--table experiments' '--table components'; do
		[ "$format" = csv ] && [ -z "$table" ] && continue
		# shellcheck disable=SC2086
		expect 0 report names.kmend --format $format $table
		! LC_ALL=C grep -qP '\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]' out || fail "raw in $format"
	done
done
expect 0 explain names.kmend 8
! LC_ALL=C grep -qP '\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]' out || fail 'raw in explain'

# Output that cannot be written is an error; a reader who goes away is none of ours.
[ -c /dev/full ] && "$kmend" report a.kmend >/dev/full 2>err && fail '/dev/full is not noticed'
"$kmend" report a.kmend --table experiments --format csv 2>err | head -n 1 >/dev/null
[ ! -s err ] || fail 'complains about a closed pipe'

# Files that are no result, or one of another version.
cp a.kmend other.kmend
"$sql" other.kmend 'PRAGMA user_version = 99' || fail sql
printf 'hello' >text.kmend
: >empty.kmend
head -c 2000 a.kmend >cut.kmend
for file in other.kmend text.kmend empty.kmend cut.kmend nowhere.kmend .; do
	cp "$file" before 2>/dev/null
	for arguments in "report $file" "explain $file 1" "replay $file 1"; do
		# shellcheck disable=SC2086
		expect 129 $arguments
		one_line
		says err "$file"
	done
	[ ! -f "$file" ] || cmp -s "$file" before || fail "$file was changed"
done
expect 129 report other.kmend
says err 'version' 99
expect 129 run a.yaml -o other.kmend
says err 99
expect 129 run a.yaml -o text.kmend
[ "$(cat text.kmend)" = hello ] || fail 'a file that is not ours was overwritten'
