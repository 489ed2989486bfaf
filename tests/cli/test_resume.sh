# kill -9 of kmend and of an emulator, Ctrl-C: at most the experiments in flight are lost, running again carries on, and the
# final table is that of a run that nobody disturbed.
. "$(dirname "$0")/lib.sh" "$@"
tiny_flags -DTINY_QUICK
campaign a.yaml 'policies: [none, enhanced]' 'repeats: 60'
planned=840 # 7 sites, 2 policies, 60 repeats

expect 0 run a.yaml -o whole.kmend --no-plots --jobs 2
table whole.kmend >whole.csv
[ "$(tail -n +2 whole.csv | wc -l)" = $planned ] || fail 'not what was planned'

# begin RESULT: a run in the background; its process in $pid, its emulators are its children.
begin() {
	"$kmend" run a.yaml -o "$1" --no-plots --jobs 2 >out 2>err &
	pid=$!
}
# same RESULT: finished, and nothing differs.
same() {
	expect 0 run a.yaml -o "$1" --no-plots
	table "$1" | cmp -s - whole.csv || fail "$1 differs from the undisturbed run"
}

begin killed.kmend
wait_for at_least killed.kmend 20
pgrep -P $pid >children || fail 'no emulators'
kill -9 $pid
wait $pid 2>/dev/null
gone() { ! ps -o stat= -p "$(paste -sd, children)" | grep -qv Z; }
wait_for gone # the emulators go with it
at_least killed.kmend $planned && fail 'it was over before it was killed'
at_least killed.kmend 20 || fail 'what was done is lost'
expect 0 report killed.kmend
expect 0 run a.yaml -o killed.kmend --no-plots
says err 'carrying on'
same killed.kmend

kill_one() { kill -9 "$(pgrep -P "$pid" -n)" 2>/dev/null; }
begin emulator.kmend
for count in 20 60 100; do
	wait_for at_least emulator.kmend $count
	wait_for kill_one
done
wait $pid || fail "killed emulators ended the run: $?"
table emulator.kmend | cmp -s - whole.csv || fail 'killed emulators changed the outcomes'

begin interrupted.kmend
wait_for at_least interrupted.kmend 20
kill -INT $pid
wait $pid
[ $? = 125 ] || fail 'Ctrl-C is not exit status 125'
says err 'the same command carries on'
[ ! -s out ] || fail 'a table of what is not finished'
same interrupted.kmend

# Complete: nothing is done again. Other images, other seeds: refused, and the result stays as it is.
facts() { "$kmend" report interrupted.kmend --table experiments --format csv; }
facts >before
expect 0 run a.yaml -o interrupted.kmend --no-plots
says err 'nothing left to do'
facts | cmp -s - before || fail 'a complete result was changed'
expect 129 run a.yaml -o interrupted.kmend --seed 5
one_line_at_the_end() { tail -n 1 err | grep -q 'belongs to another campaign: seed'; }
one_line_at_the_end || fail 'another seed'
sed -i 's/tiny: hello/tiny: hallo/' "$tiny/tiny.c"
expect 129 run a.yaml -o interrupted.kmend
says err 'belongs to another campaign: image none'
facts | cmp -s - before || fail 'a refused result was changed'
expect 0 replay interrupted.kmend 1 # its image is still in the cache
rm -rf "$KMEND_CACHE"
expect 129 replay interrupted.kmend 1 # a result alone builds nothing
says err 'name its target with --target'
expect 125 replay interrupted.kmend 1 --target "$tiny"
says err 'does not make the image of this result any more'
sed -i 's/repeats: 60/repeats: 1/' a.yaml
expect 0 run a.yaml -o interrupted.kmend --renew --no-plots
[ "$(table interrupted.kmend | tail -n +2 | wc -l)" = 14 ] || fail '--renew did not start over'
