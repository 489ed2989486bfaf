# The experiments that match, for pipes.
. "$(dirname "$0")/lib.sh" "$@"
tiny_flags -DTINY_QUICK
campaign a.yaml
expect 0 run a.yaml -o a.kmend --no-plots

# Everything: one a line, in order, ten columns, the same as the table of experiments.
expect 0 list a.kmend
[ "$(wc -l <out)" = 14 ] || fail 'not one line for each'
awk -F'\t' 'NF != 11 { exit 1 } $1 != NR { exit 1 }' out || fail 'columns or order'
cp out all
cut -f1,2,3,4,5,9 all | tr '\t' , >listed
table a.kmend | tail -n +2 | awk -F, '{ print $1 "," $2 "," $6 "," $7 "," $5 "," $3 }' >reported
cmp -s listed reported || fail 'not what the report says'
[ "$(sed -n 1p all | cut -f5-9)" = "$(printf 'tiny\tworkload\ttiny.c:100\tfail-stop\ttiny.c:workload:0:0:fail-stop')" ] || fail 'columns'

# count N OPTION...: N experiments match.
count() {
	local want=$1
	shift
	expect 0 list a.kmend "$@"
	[ "$(wc -l <out)" = "$want" ] || fail "list $* gave $(wc -l <out), not $want"
}
crashes=$(awk -F, '$3 == "crash"' reported | wc -l)
[ "$crashes" -gt 0 ] || fail 'no crash'
count "$crashes" --outcome crash
awk -F'\t' '$3 != "crash" { exit 1 }' out || fail 'another outcome'
cut -f10 out | grep -q . || fail 'no signature'
count 7 --policy enhanced
count 14 --policy none,enhanced
count $((crashes / 2)) --policy none --outcome crash
count $(($(grep -c ',pass,' reported) + $(grep -c ',fail,' reported))) --outcome pass,fail
count 14 --component tiny --function workload --type fail-stop
count 0 --component tin
says err 'none of 14 experiments'
count 0 --function other
count 0 --type hang
count 0 --outcome pending
signature=$("$kmend" list a.kmend --outcome crash | cut -f10 | grep page-fault | head -n 1)
count "$("$kmend" list a.kmend | cut -f10 | grep -cF "$signature")" --signature "$signature"
count "$("$kmend" list a.kmend | cut -f10 | grep -c fault)" --signature fault
count 0 --signature 'no such thing'

# The tiny kernel probes nothing: whether it is usable is unknown. What is said of each is what is listed.
count 14 --service unknown
count 0 --usable
cp a.kmend served.kmend
"$sql" served.kmend "UPDATE experiment SET service = 3; UPDATE experiment SET service = 1 WHERE id = 3;
	UPDATE experiment SET service = 2 WHERE id IN (4, 5)" || fail sql
expect 0 list served.kmend --usable
[ "$(cut -f1 out)" = 3 ] || fail 'not what is usable'
expect 0 list served.kmend --service usable,lost
[ "$(cut -f1 out | tr '\n' ' ')" = '3 4 5 ' ] || fail 'not what is usable or lost'
expect 0 list served.kmend --service down
[ "$(wc -l <out)" = 11 ] || fail 'not what is down'
expect 129 list a.kmend --service gone
says err "unknown service 'gone'"

# The pipe of the help.
"$kmend" list a.kmend --outcome crash | cut -f1 | xargs -n1 "$kmend" explain a.kmend >out 2>err || fail 'the pipe'
[ "$(grep -c '^outcome *crash' out)" = "$crashes" ] || fail 'not every crash was explained'
"$kmend" list a.kmend 2>err | head -n 1 >/dev/null
[ ! -s err ] || fail 'complains about a closed pipe'
[ -c /dev/full ] && "$kmend" list a.kmend >/dev/full 2>err && fail '/dev/full is not noticed'

# Words that do not exist: what there is.
for wrong in '--policy stateless' '--policy none,,enhanced' '--outcome crashed' '--outcome none' '--type fail' '--outcome ,'; do
	# shellcheck disable=SC2086
	expect 129 list a.kmend $wrong
	one_line
done
expect 129 list a.kmend --policy naive
says err "unknown policy 'naive' (none, enhanced)"
expect 129 list a.kmend --outcome klingon
says err "unknown outcome 'klingon' (pass, fail, shutdown, crash, not-activated, infra-error, pending)"
expect 129 list a.kmend --type klingon
says err 'fail-stop' hang
for file in a.yaml nowhere.kmend .; do
	expect 129 list "$file"
	one_line
done

# Still to run; and texts with tabs, newlines and worse stay in their columns.
"$sql" a.kmend "UPDATE experiment SET state = 'planned', outcome = NULL WHERE id IN (3, 4)" || fail sql
count 2 --outcome pending
"$sql" a.kmend "UPDATE experiment SET reason = 'a' || char(9) || 'b' || char(10) || char(27) || '[2J', signature = char(155) || char(8238);
	UPDATE function SET component = 'c' || char(9) || 'd', name = char(10)" || fail sql
expect 0 list a.kmend
awk -F'\t' 'NF != 11 { exit 1 }' out || fail 'columns of hostile texts'
[ "$(wc -l <out)" = 14 ] || fail 'lines of hostile texts'
! LC_ALL=C grep -qP '\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\x1b' out || fail 'raw bytes'
exit 0
