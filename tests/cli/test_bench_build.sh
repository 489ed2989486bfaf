# The benchmark of build cost: both builds from nothing, in turns, outside the cache, only the compiler differs.
. "$(dirname "$0")/lib.sh" "$@"
mkdir fake
for i in 1 2 3 4 5 6; do
	printf 'int f%s(int x)\n{\n\tint s = 0;\n\twhile (x--)\n\t\tif (x & %s)\n\t\t\ts += x;\n\treturn s;\n}\n' $i $i >fake/f$i.c
done
cat >fake/build.sh <<'B'
set -eu
target=$1 out=$2 common=$3 cc=$4
[ -e "$common/prepared" ] || { echo 'error: nobody prepared this'; exit 1; }
[ -z "$(ls "$out" | grep -v build.log)" ] || { echo 'error: not from nothing'; exit 1; }
echo "build $cc $KMEND_SITES" >>"$LOG"
for source in "$target"/f*.c; do
	$cc -O2 -ffreestanding -c -o "$out/$(basename "$source" .c).o" "$source"
done
ld.lld-19 -e f1 --unresolved-symbols=ignore-all -o "$out/image.elf" "$out"/f*.o
B
cat >fake/target.yaml <<'Y'
name: fake
arch: x86_64
prepare: "echo prepare >>$LOG; sleep 2; touch {common}/prepared"
build: "sh {target}/build.sh {target} {out} {common} {cc}"
image: image.elf
memory_mib: 8
policies: [none]
Y
export LOG=$tmp/log

expect 0 bench --build fake
says out 'fake, policy none: 1 builds from nothing with each compiler' 'kmend cc to plain' 'aim: at most 1.7 times'
says err 'build 1 of 2: clang-19' 'build 2 of 2: kmend cc'
sed 's/ cc [a-z,-]*fail-stop[a-z,-]*$/ cc all types/' log >seen
printf 'prepare\nbuild clang-19 none\nprepare\nbuild %s cc all types\n' "$kmend" | cmp - seen || fail 'other builds'
grep -qE '^  plain +[0-9]+\.[0-9]{2} +[0-9]+\.[0-9]{2}$' out || fail 'no seconds'
# What the ratio says is what the seconds say, and the two seconds of the preparation are not in them: nothing slept in a build.
awk '$1 == "plain" { p = $2; c = $3 } $1 == "kmend" && $2 == "cc" && NF == 4 { k = $3 } $3 == "to" { r = $5 }
	END { exit !(p > 0 && c > 0 && k > 0 && (r - k / p) ^ 2 < 0.1) }' out || fail 'the ratio is another one'
ls -d "$KMEND_CACHE"/* 2>/dev/null | grep . && fail 'something is left in the cache'

rm log
mkdir -p "$KMEND_CACHE/bench/killed" # what a benchmark left that did not end by itself
expect 0 bench --build fake --rounds 2 --policy none
ls -d "$KMEND_CACHE"/* 2>/dev/null | grep . && fail "something is left in the cache"
says out 'plain, round 1' 'kmend cc, round 2' 'plain, mean'
[ "$(grep -c '^build clang-19 none$' log)" = 2 ] && [ "$(grep -c ' cc fail-stop' log)" = 2 ] || fail 'not two of each'
[ "$(grep build log | sed -n '2s/.* cc fail-stop.*/kmend/p;3s/.* cc fail-stop.*/kmend/p' | grep -c kmend)" = 2 ] || fail 'not in turns'

# bad STATUS TEXT ARGUMENT...
bad() {
	local status=$1 text=$2
	shift 2
	expect "$status" bench "$@"
	says err "$text"
	[ ! -s out ] || fail 'data on stdout'
	[ "$(grep -vc '^kmend: ' err)" = 1 ] || fail 'not one line'
}
bad 129 "has no policy 'enhanced'" --build fake --policy enhanced
bad 129 rounds --build fake --rounds 0
bad 129 'unknown target' --build no-such-target
sed -i 's/ {cc}"/ clang-19"/' fake/target.yaml
bad 125 'the image of the instrumented build has no fault sites' --build fake
sed -i 's/ clang-19"/ {cc}"/' fake/target.yaml
echo 'int broken(void) { return nothing; }' >fake/f3.c
bad 125 "f3.c:1:27: error: use of undeclared identifier 'nothing'" --build fake
