# One function of an instrumented kernel is edited: a block inserted early. Its faults have no pair, all others have, although every line
# after it has moved. And an edit of comments alone changes nothing.
. "$(dirname "$0")/lib.sh" "$@"
command -v jq >/dev/null || { echo 'no jq'; exit 77; }
cp -r "$root/tests/plain32" x/tests/
plain=$tmp/x/tests/plain32
printf 'name: p\ntarget: %s\nfault_model: fail-stop\npolicies: [none]\n' "$plain" >p.yaml
expect 0 run p.yaml -o before.kmend --no-plots

# `power` gets a block before all others, and lines that the later functions did not have before them.
awk '{ print } /^static NOINLINE uint64_t power/ { inside = 1 }
	inside && /uint64_t result = 1;/ { print "\n\t/* Nobody asks for this one. */\n\tif (base == 12345)\n\t\treturn in8(0x80);"; inside = 0 }' \
	x/tests/plain32/kernel.c >kernel.c
cmp -s kernel.c "$plain/kernel.c" && fail 'nothing was edited'
cp "$plain/kernel.c" original.c
cp kernel.c "$plain/kernel.c"
expect 0 run p.yaml -o after.kmend --no-plots

# faults RESULT: how many are in the function, how many elsewhere.
faults() {
	"$kmend" list "$1" --function power | wc -l
	"$kmend" list "$1" | awk -F'\t' '$6 != "power"' | wc -l
}
faults before.kmend >before
faults after.kmend >after
old=$(head -n 1 before) new=$(head -n 1 after) others=$(tail -n 1 before)
[ "$others" = "$(tail -n 1 after)" ] || fail 'the edit changed how many faults other functions have'
[ "$old" -ge 3 ] && [ "$new" -gt "$old" ] || fail "$old and $new faults in the function"
# By number alone they would meet: that is the trap.
both=$(comm -12 <("$kmend" list before.kmend --function power | cut -f9 | sort) <("$kmend" list after.kmend --function power | cut -f9 | sort) | wc -l)
[ "$both" -ge 2 ] || fail "only $both identities of the function are in both"

expect 0 compare before.kmend after.kmend --format json
jq -e --argjson old "$old" --argjson new "$new" --argjson others "$others" '
	(.sections | map({(.name): .rows}) | add) as $t |
	all($t.differences[]; .pairs == $others) and
	$t.unpaired[0].shape_differs == $old and $t.unpaired[1].shape_differs == $new and
	all($t.unpaired[]; .pairs == $others and .pairs + .shape_differs == .faults and .not_in_other_plan == 0) and
	([$t.transitions[].count] | add) == $others and
	($t.independent | length) == 2 and all($t.independent[]; .first_total == $old and .second_total == $new)' out >/dev/null ||
	fail "pairs: $(jq -c '.sections[] | select(.name == "unpaired") | .rows' out)"
expect 0 compare before.kmend after.kmend
says out 'function has another shape' "power in kernel.c ($old, $new)."
[ "$(grep -c ' in kernel.c (' out)" = 1 ] || fail 'another function is named'
# Pairs stand on other lines now.
line() { "$kmend" list "$1" --function sort_heap | head -n 1 | cut -f7; }
[ "$(line before.kmend)" != "$(line after.kmend)" ] || fail 'no line has moved'

# Comments only.
{
	echo '/* A comment, and lines that move everything. */'
	echo
	cat original.c
} >"$plain/kernel.c"
expect 0 run p.yaml -o comment.kmend --no-plots
expect 0 compare before.kmend comment.kmend --format json
jq -e --argjson all "$((old + others))" '(.sections | map({(.name): .rows}) | add) as $t |
	all($t.differences[]; .pairs == $all and .difference == 0) and $t.changes == [] and $t.independent == [] and
	all($t.unpaired[]; .pairs == .faults)' out >/dev/null || fail 'comments changed something'
