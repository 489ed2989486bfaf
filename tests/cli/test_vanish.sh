# What is taken away while it is written: a result that is removed, replaced or out of reach is missed at the next experiment, and
# the program that took it away keeps what it has put there. A wall clock that jumps, a terminal that goes and a kmend that is stopped
# change nothing.
. "$(dirname "$0")/lib.sh" "$@"
tiny_flags -DTINY_QUICK
campaign a.yaml 'policies: [none]' 'repeats: 1000'

# begin: a campaign in the background that has done something.
begin() {
	rm -rf results
	mkdir results
	"$kmend" run a.yaml -o results/a.kmend --no-plots >out 2>err </dev/null &
	run=$!
	wait_for at_least results/a.kmend 20
}

# ends WITHIN STATUS: in so many seconds.
ends() {
	local start=$SECONDS status
	wait $run
	status=$?
	[ $status = "$2" ] || fail "it ended with $status, not $2"
	[ $((SECONDS - start)) -le "$1" ] || fail "it took $((SECONDS - start)) s"
}

begin
rm results/a.kmend
ends 10 125
says err 'was removed, replaced'
[ "$(grep -c . err)" -lt 10 ] || fail 'more than it has to say'

begin
echo "somebody else's" >other
mv other results/a.kmend
ends 10 125
says err 'was removed, replaced'
[ "$(cat results/a.kmend)" = "somebody else's" ] || fail 'it wrote into, or removed, what is not its own'

begin
rm results/a.kmend-wal
ends 10 125
says err 'a.kmend-wal: was removed'

begin
mv results elsewhere
ends 10 125
says err 'unreachable'
expect 0 report elsewhere/a.kmend
rm -rf elsewhere

# Stopped for a while, as by Ctrl-Z, and its emulators too: it carries on, and nothing is an infra-error.
sed -i 's/^repeats:.*/repeats: 150/' a.yaml
begin
kill -STOP $run
qemu=$(pgrep -P $run -f qemu-system)
kill -STOP $qemu
sleep 3
kill -CONT $run
sleep 2
kill -CONT $qemu
ends 120 0
[ "$(table results/a.kmend | grep -c infra-error)" = 0 ] || fail 'a pause became an infra-error'
[ "$(table results/a.kmend | tail -n +2 | wc -l)" = 1050 ] || fail 'experiments are missing'
table results/a.kmend >undisturbed

# Its terminal goes, and it was started with nohup: it carries on. Meanwhile the wall clock jumps ten years to and fro, for its
# emulators too: the same table comes out.
rm -rf results
mkdir results
echo 0 >time
KMEND_TEST_CLOCK=$tmp/time LD_PRELOAD=${sql%/*}/libcli-clock.so ASAN_OPTIONS=verify_asan_link_order=0:${ASAN_OPTIONS:-} \
	nohup "$kmend" run a.yaml -o results/a.kmend --no-plots >out 2>err </dev/null &
run=$!
wait_for at_least results/a.kmend 20
kill -HUP $run
echo -315360000 >time
wait_for at_least results/a.kmend 150
echo 315360000 >time
ends 120 0
table results/a.kmend | cmp - undisturbed || fail 'the wall clock is in the outcomes'
year() { "$sql" results/a.kmend "SELECT substr(value, 1, 4) FROM meta WHERE key = '$1'"; }
[ "$(year finished)" -ge $(($(year started) + 9)) ] || fail 'the clock did not jump'

# Without nohup the same signal is an interruption like Ctrl-C.
begin
kill -HUP $run
ends 60 125
says err 'the same command carries on'

# An emulator that somebody kills is nobody's outcome: the experiment is run again.
begin
kill -KILL "$(pgrep -P $run -f qemu-system | head -n 1)"
ends 120 0
[ "$(table results/a.kmend | grep -c infra-error)" = 0 ] || fail 'a killed emulator became an infra-error'
[ "$(table results/a.kmend | grep -c emulator-died)" = 0 ] || fail 'a killed emulator became a crash'

# A file system that goes away, in a namespace of mounts of its own.
unshare -m true 2>/dev/null || exit 0
cat >gone.sh <<END
mkdir -p mnt && mount -t tmpfs -o size=64m tmpfs mnt || exit 77
"$kmend" run "$tmp/big.yaml" -o mnt/a.kmend --no-plots >out 2>err </dev/null &
run=\$!
for i in \$(seq 600); do [ -s mnt/a.kmend-wal ] && [ \$(stat -c %s mnt/a.kmend-wal) -gt 400000 ] && break; sleep 0.1; done
umount -l mnt
wait \$run
END
sed 's/^repeats:.*/repeats: 1000/' a.yaml >big.yaml
unshare -m bash gone.sh
got=$?
[ $got = 77 ] && exit 0
[ $got = 125 ] || fail "a file system that went away: $got"
says err 'unreachable'
exit 0
