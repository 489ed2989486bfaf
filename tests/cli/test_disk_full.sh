# The disk is full in the middle of a campaign: exit status 125 with the reason, nothing lost; with more room it carries on.
. "$(dirname "$0")/lib.sh" "$@"
if [ -z "${KMEND_OWN_MOUNTS:-}" ]; then
	export KMEND_OWN_MOUNTS=1
	unshare -m true 2>/dev/null && exec unshare -m bash "$0" "$@"
	unshare -rm true 2>/dev/null && exec unshare -rm bash "$0" "$@"
	echo 'cannot mount anything here'
	exit 77
fi
mkdir full
mount -t tmpfs -o size=16m tmpfs full 2>/dev/null || { echo 'cannot mount anything here'; exit 77; }
trap 'umount full' EXIT
head -c $(((16384 - 600) * 1024)) /dev/zero >full/filler || fail filler # 600 KiB are left
tiny_flags -DTINY_QUICK
campaign a.yaml 'policies: [none]' 'repeats: 150'

expect 125 run a.yaml -o full/a.kmend --no-plots
grep -qiE 'full|no space|disk' err || fail 'the reason is not told'
[ ! -s out ] || fail 'data on stdout'
expect 0 report full/a.kmend
rm full/filler
expect 0 run a.yaml -o full/a.kmend --no-plots
says err 'carrying on'
[ "$(table full/a.kmend | tail -n +2 | grep -vc infra-error)" = 1050 ] || fail 'experiments are missing'

# However much room there is: who ends with 0 has made one file that holds everything, and who cannot says so and carries on later.
cat >b.yaml <a.yaml
sed -i 's/^repeats:.*/repeats: 60/; s/^name:.*/name: b/' b.yaml
rm -f full/a.kmend*
full=0
for room in 180 260 340 420 500 580 660 740; do
	rm -f full/b.kmend* full/filler
	head -c $(((16384 - room) * 1024)) /dev/zero >full/filler || fail filler
	"$kmend" run b.yaml -o full/b.kmend --no-plots >out 2>err
	got=$?
	if [ $got != 0 ]; then
		[ $got = 125 ] || fail "$room KiB: ended with $got"
		full=$((full + 1))
		lacks err 'the result is'
		rm full/filler
		expect 0 run b.yaml -o full/b.kmend --no-plots
	fi
	[ ! -e full/b.kmend-wal ] || fail "$room KiB: there is more than one file"
	cp full/b.kmend alone.kmend
	[ "$(table alone.kmend | tail -n +2 | grep -vc infra-error)" = 420 ] || fail "$room KiB: experiments are missing"
done
[ $full -gt 0 ] || fail 'it was never full'
rm -f full/b.kmend* full/filler

# A build that finds no room: one line that says so, and no image; with more room it is made.
head -c 20m /dev/zero >full/filler 2>/dev/null
KMEND_CACHE=$tmp/full/cache expect 125 build "$tiny" --policy none
one_line
says err 'No space left on device'
rm full/filler
head -c $(((16384 - 1200) * 1024)) /dev/zero >full/filler
sed "s#^build:.*#build: \"dd if=/dev/zero of={out}/big bs=1M count=8; sh {target}/build.sh {out} {policy}\"#; s#^name:.*#name: big#" \
	"$tiny/target.yaml" >big.yaml
cp big.yaml "$tiny/target.yaml"
KMEND_CACHE=$tmp/full/cache expect 125 build "$tiny" --policy none
says err 'building big failed' 'No space left on device'
rm full/filler
KMEND_CACHE=$tmp/full/cache expect 0 build "$tiny" --policy none
cp "$root/tests/tiny/target.yaml" "$tiny/"
tiny_flags -DTINY_QUICK
rm -rf full/cache

# No room for anything at all; no folder; a folder that cannot be written to.
head -c 20m /dev/zero >full/filler 2>/dev/null
expect 125 run a.yaml -o full/b.kmend --no-plots
rm full/filler
expect 129 run a.yaml -o nowhere/b.kmend --no-plots
says err nowhere/b.kmend
if [ "$(id -u)" != 0 ]; then
	mkdir locked
	chmod 500 locked
	expect 129 run a.yaml -o locked/b.kmend --no-plots
fi
exit 0
