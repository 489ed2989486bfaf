# The benchmark says what it promises; its figures are not judged.
. "$(dirname "$0")/lib.sh" "$@"
tiny_flags -DTINY_QUICK
campaign a.yaml
expect 0 bench a.yaml --experiments 12 --fresh 3 --jobs 2
for what in restore arm read classify store 'own cost, all together' "guest's run" 'fresh boot for each' \
	'restored, one machine' 'restored, 2   machines' 'restored to fresh' 'aim: own cost under 4 ms'; do
	says out "$what"
done
grep -qE '^  restore +[0-9]+\.[0-9]{3} +[0-9]+\.[0-9]{3}$' out || fail 'no median and 95th percentile'
expect 0 bench a.yaml --experiments 4 --fresh 2 --jobs 1 --pristine --policy none
says out 'policy none' '4 pass'
lacks out 'machines '
ls -d "$tmp"/kmend-bench-* 2>/dev/null && fail 'the thrown-away result is still there'
expect 129 bench a.yaml --policy stateless
one_line
export TMPDIR=$tmp/nowhere
expect 125 bench a.yaml --experiments 4
says err "$tmp/nowhere"
