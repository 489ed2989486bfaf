# Builds: whose folder they use, how they end, who waits for whom, and paths that a shell would understand otherwise.
. "$(dirname "$0")/lib.sh" "$@"

# ---- the cache is a folder of one's own
env -u KMEND_CACHE -u XDG_CACHE_HOME -u HOME "$kmend" build "$tiny" --policy none >out 2>err && fail 'a folder for everybody'
says err 'set KMEND_CACHE or HOME'
mkdir theirs
chmod 777 theirs
KMEND_CACHE=$tmp/theirs expect 129 build "$tiny" --policy none
one_line
says err 'others can write to it'
mkdir mine
ln -s mine link
KMEND_CACHE=$tmp/link/ expect 129 build "$tiny" --policy none
one_line
says err 'symbolic link'
[ -z "$(ls mine theirs | grep -v :)" ] || fail 'something was written there'
expect 0 build "$tiny" --policy none
[ "$(stat -c %a "$KMEND_CACHE")" = 700 ] || fail 'others can look into it'
image=$(sed 's/.* //' out)

# ---- what is in it is believed only when its build has ended well
cp "$image" good
: >"$image" # a disk that lost what was written
expect 0 build "$tiny" --policy none
cmp -s good "$image" || fail 'a broken image is believed'
rm "${image%/*}/.done"
echo rubbish >"${image%/*}/rubbish"
expect 0 build "$tiny" --policy none
[ ! -e "${image%/*}/rubbish" ] || fail 'half a build is built upon'

# ---- killed: all of it ends, and the next one begins from nothing
slow() { # COMMAND: a build that writes half an image and half of what is shared, then runs COMMAND
	sed -i "s#^build:.*#build: \"echo half >{out}/image.elf; echo half >{common}/half; $1; sh {target}/build.sh {out} {policy}\"#" \
		"$tiny/target.yaml"
}
mkfifo gate
for signal in KILL TERM; do
	slow "[ ! -e $tmp/stop ] || { echo {common} >$tmp/common; echo \$\$ >$tmp/pid.$signal; sleep 1000 \& setsid sleep 1000 \& sleep 1000; }; [ ! -e {common}/left ]; : $signal"
	touch stop
	"$kmend" build "$tiny" --policy none >out 2>err &
	pid=$!
	wait_for test -s pid.$signal
	common=$(cat common)
	touch "$common/left"
	kill -$signal $pid
	wait $pid 2>/dev/null
	rm stop
	expect 0 build "$tiny" --policy none
	kill -0 "$(cat pid.$signal)" 2>/dev/null && fail "the shell of the build outlives SIG$signal"
	image=$(sed 's/.* //' out)
	cmp -s good "$image" || fail "an image of a build that SIG$signal ended"
	[ ! -e "$common/left" ] || fail "what SIG$signal left in the shared folder is used"
done

# ---- a process in the background holds nobody
slow 'sleep 1000 \& setsid sleep 1000 \& :'
SECONDS=0
expect 0 build "$tiny" --policy none
[ $SECONDS -lt 100 ] || fail 'waited for the background'

# ---- one build of a target at a time, and the one that waits says so
cp -r "$root/tests/tiny" x/tests/there # called tiny, too
expect 0 build "$tmp/x/tests/there" --policy none
cat gate >/dev/null & # a reader, so that the pipe opens
slow "[ ! -e $tmp/first ] || { rm $tmp/first; : >$tmp/begun; cat $tmp/gate; }"
touch first
"$kmend" build "$tiny" --policy none >out.1 2>err.1 &
one=$!
wait_for test -e begun
"$kmend" build "$tiny" --policy none >out.2 2>err.2 &
two=$!
wait_for grep -q waiting err.2
grep -qx "kmend: waiting for another kmend (process $one) that builds tiny" err.2 || fail "$(cat err.2)"
cp -r "$root/tests/tiny" x/tests/other
sed -i 's/^name: tiny/name: other/' x/tests/other/target.yaml
expect 0 build "$tmp/x/tests/other" --policy none
lacks err waiting
# What is there already waits for nobody.
expect 0 build "$tmp/x/tests/there" --policy none
lacks err waiting
: >gate
wait $one || fail 'the first'
wait $two || fail 'the second'
cmp -s out.1 out.2 || fail 'two images'

# ---- paths that a shell would understand otherwise
odd="$tmp/it's \$(touch ran) \"a;b"
mkdir -p "$odd/x/tests"
cp -r "$root/tests/tiny" "$odd/x/tests/"
ln -s "$root/recovery-rt" "$odd/x/recovery-rt"
KMEND_CACHE=$odd/cache expect 0 build "$odd/x/tests/tiny" --policy none
printf 'name: odd\ntarget: "%s"\nfault_model: fail-stop\npolicies: [none]\nselect: sample\nsample: 2\n' \
	"${odd//\"/\\\"}/x/tests/tiny" >odd.yaml
KMEND_CACHE=$odd/cache expect 0 run odd.yaml -o odd.kmend --no-plots
mkdir -p "it's bin" x/tests/made
cp "$kmend" "${kmend%/*}"/kmend-* "it's bin/"
echo 'int f(int x) { return x ? 2 : 3; }' >x/tests/made/one.c
printf 'all:\n\tKMEND_SITES=0 $(CC) --target=i386-unknown-none-elf -nostdlib -static -fuse-ld=lld -Wl,-e,f -o $(OUT)/image.elf $(SRC)/one.c\n' >x/tests/made/Makefile
sed 's#^name.*#name: made#; s#^build:.*#build: "make -f {target}/Makefile OUT={out} SRC={target} CC={cc}"#' \
	"$root/tests/tiny/target.yaml" >x/tests/made/target.yaml
"$tmp/it's bin/kmend" build x/tests/made --policy none >out 2>err || fail 'kmend in a folder with a quote in its name'
[ -z "$(find "$tmp" -name ran)" ] || fail 'a path was run as a command'

# ---- names that would leave the cache
for line in 'name: ../x' 'name: .x' 'name: a/b' 'image: ../../x' 'image: /x' 'image: a/..'; do
	sed "s#^${line%%:*}:.*#$line#" "$root/tests/tiny/target.yaml" >"$tiny/target.yaml"
	expect 129 build "$tiny"
	one_line
	says err 'target.yaml:' "${line%%:*}: must be"
done

# ---- memory that no machine has: refused where it is written, before anything is built
for mib in 16385 20000 1; do
	sed "s/^memory_mib:.*/memory_mib: $mib/" "$root/tests/tiny/target.yaml" >"$tiny/target.yaml"
	expect 129 build "$tiny"
	one_line
	says err 'target.yaml:8: memory_mib: must be 2 to 16384'
done
