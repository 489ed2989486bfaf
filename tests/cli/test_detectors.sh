# Detectors by a line in the campaign: other images, another result, and words that the target does not know.
. "$(dirname "$0")/lib.sh" "$@"
tiny_flags -DTINY_QUICK

campaign a.yaml 'policies: [none]'
expect 0 run a.yaml -o a.kmend --no-plots
lacks out detectors
campaign b.yaml 'policies: [none]' 'detectors: [ubsan, never-fires]'
expect 0 run b.yaml -o b.kmend --no-plots
says out 'detectors never-fires,ubsan'
campaign c.yaml 'policies: [none]' 'detectors: [never-fires, ubsan]'
sed -i 's/^name: c/name: b/' c.yaml
expect 0 run c.yaml -o b.kmend --no-plots
says err 'nothing left to do'

command -v jq >/dev/null || { echo 'no jq'; exit 77; }
expect 0 report b.kmend --format json
jq -e '.detectors == ["never-fires", "ubsan"]' out >/dev/null || fail 'JSON'
hash=$(jq -r '.policies[0].image_hash' out)
expect 0 report a.kmend --format json
jq -e '.detectors == []' out >/dev/null || fail 'JSON without detectors'
[ "$(jq -r '.policies[0].image_hash' out)" != "$hash" ] || fail 'the same image'

# The build sees them; the cache keeps the images apart.
expect 0 build "$tiny" --policy none
cp out plain
expect 0 build "$tiny" --policy none --detectors ubsan
cmp -s out plain && fail 'the same image'
expect 0 build "$tiny" --policy none --detectors never-fires
cmp -s out plain && fail 'the same folder'
expect 0 replay b.kmend 1
rm -rf "$KMEND_CACHE"
expect 0 replay b.kmend 1 --target "$tiny"
says out 'byte-identical'

# A result of other detectors is another result.
campaign d.yaml 'policies: [none]' 'detectors: [ubsan]'
sed -i 's/^name: d/name: b/' d.yaml
expect 129 run d.yaml -o b.kmend --no-plots
says err "detectors is 'never-fires,ubsan' there and 'ubsan' here"

# What is wrong with a list is one line, with file and line number.
wrong() { # LINE TEXT
	campaign w.yaml 'policies: [none]' "$1"
	expect 129 run w.yaml -o w.kmend --no-plots
	[ "$(wc -l <err)" = 1 ] || fail 'not one line'
	says err 'w.yaml:5: detectors: ' "$2"
	[ ! -e w.kmend ] || fail 'a result was made'
}
wrong 'detectors: [kasan]' "target 'tiny' has no detector 'kasan'"
wrong 'detectors: [ubsan, ubsan]' "'ubsan' is there twice"
wrong 'detectors: [UBSan]' "'UBSan' is not the name of a detector"
wrong 'detectors: ["a b"]' "'a b' is not the name of a detector"
for list in kasan 'ubsan,ubsan' ',' 'ubsan,' UB; do
	for command in build sites; do
		expect 129 $command "$tiny" --policy none --detectors "$list"
		one_line
	done
done
sed -i 's/^detectors:.*/detectors: [a,-b]/' "$tiny/target.yaml"
expect 129 run a.yaml
one_line
says err target.yaml:13 "'-b' is not the name of a detector"
