# test.sh ROOT FOLDER GENERATOR [LAUNCHER]: adds a fault type, a recovery runtime, a policy, a detector, a selection, a table and a
# machine setting, each called dummy, to a copy of the tree; counts what had to be touched; builds the copy and sees that all work.
set -u
root=$1 tmp=$2 generator=$3 launcher=${4:-}
parts=$root/tests/frame/parts
rm -rf "$tmp"
mkdir -p "$tmp/tree" "$tmp/before"
for part in CMakeLists.txt inject recovery-rt harness report; do cp -r "$root/$part" "$tmp/tree/"; done
mkdir -p "$tmp/tree/tests/frame"
cp -r "$root/tests/plain32" "$tmp/tree/tests/"
cp -r "$root/tests/frame/kernel" "$tmp/tree/tests/frame/"
cd "$tmp/tree" || exit 2
. "$root/tests/frame/add.sh"

fail() {
	echo "FAILED: $*"
	for file in ../out ../err; do [ ! -s "$file" ] || { echo "--- $file"; tail -c 3000 "$file" | cat -v; }; done
	exit 1
}

# adds KIND: what adding one changes (existing files) and brings along (its own), compared with the tree before it.
adds() {
	local changed own
	rm -rf ../before
	cp -r . ../before
	"add_$1" || fail "a $1 cannot be added"
	changed=$(diff -rq ../before . | sed -n 's/^Files [^ ]* and \.\/\(.*\) differ$/\1/p')
	own=$(diff -rq ../before . | sed -n 's/^Only in \.\(.*\): \(.*\)$/\1\/\2/p' | sed 's/^\///')
	printf '%-9s places to touch: %s (%s); its own: %s\n' "$1" "$(echo "$changed" | grep -c .)" "$(echo $changed)" "$(echo $own)"
	[ "$(echo "$changed" | grep -c .)" -le 2 ] || fail "more than two places for a $1"
}
for kind in type runtime policy detector selection table setting; do adds $kind; done

cmake -G "$generator" -S . -B ../build -DKMEND_TESTS=OFF -DCMAKE_BUILD_TYPE=Debug ${launcher:+-DCMAKE_C_COMPILER_LAUNCHER=$launcher} \
	${launcher:+-DCMAKE_CXX_COMPILER_LAUNCHER=$launcher} >../out 2>../err || fail 'cmake'
CCACHE_BASEDIR=$tmp cmake --build ../build -j2 --target kmend kmend-cc kmend-passes >../out 2>../err || fail 'the copy does not build'
kmend=$tmp/build/kmend
export KMEND_CACHE=$tmp/cache

# expect STATUS ARGUMENT...
expect() {
	local want=$1 got
	shift
	"$kmend" "$@" >../out 2>../err </dev/null
	got=$?
	[ $got = "$want" ] || fail "kmend $* ended with $got, not $want"
}

# The compiler knows the type and the runtime by their rows.
echo 'int f(int x) { return x ? 1 : 2; }' >../f.c
KMEND_SITES=dummy KMEND_RECOVERY=dummy KMEND_VERBOSE=1 "$kmend" cc -c -o ../f.o ../f.c >../out 2>../err || fail 'kmend cc'
grep -q 'dummy: 1 functions' ../err || fail 'the runtime did not instrument'
KMEND_RECOVERY=dumm "$kmend" cc -c -o ../f.o ../f.c >../out 2>../err && fail 'an unknown runtime'
grep -q 'osiris.*dummy' ../err || fail 'the runtimes are not named'

# One image holds every type; those of the policy are instrumented for its runtime.
expect 0 build tests/frame/kernel
policy_image=$(sed -n 's/^dummy .* //p' ../out)
llvm-nm-19 "$policy_image" | grep -q __kmend_dummy || fail 'the image of the policy has no runtime'
expect 0 sites tests/frame/kernel --no-golden --type dummy
grep -q ":dummy	" ../out || fail "no sites of the type"

# The type acts, the policy is told, the detector tells the two campaigns apart.
campaign() {
	printf 'name: frame\ntarget: tests/frame/kernel\nfault_types: [dummy]\npolicies: [none, dummy]\nselect: sample\nsample: 4\nseed: 1\n%s\n' "$1" >../a.yaml
	rm -f ../a.kmend
	expect 0 run ../a.yaml -o ../a.kmend --no-plots
	expect 0 report ../a.kmend --table experiments --format csv
}
campaign ''
[ "$(grep -cE '^[0-9]+,(none|dummy),[^,]*,dummy,[^,]*,crash,' ../out)" = 8 ] || fail 'not eight crashes by the type'
grep -q 'dummy.*panic' ../out && fail 'a detector that nobody asked for'
campaign 'detectors: [dummy]'
[ "$(grep -cE '^[0-9]+,(none|dummy),[^,]*,dummy,[^,]*,crash,[^,]*dummy' ../out)" = 8 ] || fail 'not eight detected faults'
expect 0 report ../a.kmend --table coverage --format csv
grep -q '^none,kernel,.*,0\.0*$' ../out && grep -q '^dummy,kernel,.*,1\.0*$' ../out || fail 'the runtime protects nothing'
# The selection takes the first site that was drawn, the table says how many experiments there are, the machine gets its setting.
printf 'name: frame\ntarget: tests/frame/kernel\nfault_types: [dummy]\npolicies: [none, dummy]\nselect: dummy\nseed: 1\n' >../a.yaml
echo 'dummy: frame' >>tests/frame/kernel/target.yaml
rm -f ../a.kmend
expect 0 run ../a.yaml -o ../a.kmend --no-plots
expect 0 report ../a.kmend --table dummy --format csv
[ "$(cat ../out)" = "$(printf 'experiments\n2')" ] || fail 'not one site under two policies'
expect 0 replay ../a.kmend 1
sed -i 's/^dummy: frame/dummy: other/' tests/frame/kernel/target.yaml
expect 129 run ../a.yaml -o ../b.kmend --no-plots
grep -q 'target.yaml:.*dummy: must be dummy or frame' ../err || fail 'the setting is not checked'
echo 'type, runtime, policy, detector, selection, table and machine setting work'
