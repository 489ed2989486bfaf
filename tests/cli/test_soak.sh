# Guests that crash, halt for ever, flood and forge, one after the other, and emulators that die meanwhile: kmend has no descriptor, no
# thread, no file and no memory more at the end than when it was warm. The figures are printed. KMEND_SOAK=10000 says how many
# experiments; ctest does a small one.
. "$(dirname "$0")/lib.sh" "$@"
repeats=$(((${KMEND_SOAK:-360} + 17) / 18)) # 9 ways, 2 policies
tiny_flags -DTINY_SOAK
campaign a.yaml 'policies: [none, enhanced]' "repeats: $repeats"
many=$((repeats * 18)) warm=$((repeats * 5))
window=3 # looks at each end, of which the least counts: a machine on its way between two emulators has more
# Bounded, and not all there when the first look is taken: SQLite's cache (2 MiB), two logs of at most 1 MiB for each of two machines,
# and what they are packed with.
room_kib=6144
room_fds=2 # the image of a policy is opened at its first crash, and kept

done_now() { "$sql" a.kmend "SELECT count(*) FROM experiment WHERE state = 'done'" 2>/dev/null; }

# look: descriptors, private memory in KiB and threads of kmend, while it has two emulators.
look() {
	local fds memory threads
	fds=$(ls /proc/$run/fd 2>/dev/null | wc -l)
	memory=$(sed -n 's/^RssAnon:[^0-9]*\([0-9]*\).*/\1/p' /proc/$run/status 2>/dev/null)
	threads=$(ls /proc/$run/task 2>/dev/null | wc -l)
	[ -n "$memory" ] && [ "$(pgrep -c -P $run)" = 2 ] && echo "$fds $memory $threads"
}

# Ends an emulator as a host without memory does, or as a fault of its own would, in turn.
kill_one() {
	local victim
	victim=$(pgrep -P $run -f qemu-system | sed -n $((kills % 2 + 1))p)
	[ -z "$victim" ] || kill -$([ $((kills % 4)) -lt 2 ] && echo KILL || echo ABRT) "$victim" 2>/dev/null
	kills=$((kills + 1))
}

"$kmend" run a.yaml -o a.kmend --no-plots --jobs 2 >out 2>err </dev/null &
run=$!
kills=0 step=$((many / 10 < 100 ? many / 10 : 100)) next_kill=$step
while kill -0 $run 2>/dev/null; do
	count=$(done_now)
	[ "${count:-0}" -lt $warm ] || { now=$(look) && echo "$count $now" >>looks; }
	[ "${count:-0}" -lt $next_kill ] || { kill_one; next_kill=$((count + step)); }
	sleep 0.02
done
wait $run || fail "the campaign ended with $?"

awk -v many=$many '$1 < many' looks >during
[ "$(awk -v from=$((many / 2)) '$1 >= from' during | wc -l)" -ge $window ] || fail 'too few looks at the end'
head -n $window during >first
tail -n $window during >last
least() { cut -d' ' -f "$2" "$1" | sort -n | head -n 1; }
echo "$many experiments, $kills emulators killed"
while read -r field room name; do
	before=$(least first $field) after=$(least last $field)
	echo "$name: $before after $(head -n 1 first | cut -d' ' -f1) experiments, $after after $(tail -n 1 last | cut -d' ' -f1)"
	[ "$after" -le $((before + room)) ] || fail "kmend has more $name than before"
done <<END
2 $room_fds descriptors
3 $room_kib KiB
4 0 threads
END
# A leak, however small, grows in every part of a long run; a buffer that has found its size does not.
grown=$(awk -v many=$many -v warm=$warm '{ part = int(($1 - warm) * 5 / (many - warm)) } !(part in from) { from[part] = $3 } { to[part] = $3 }
	END { for (part in from) if (least == "" || to[part] - from[part] < least) least = to[part] - from[part]; print least }' during)
echo "growth in the quietest fifth: $grown KiB"
[ $many -lt 4000 ] || [ "$grown" -le 16 ] || fail 'memory grows all the time'

[ "$(ls | tr '\n' ' ')" = 'a.kmend a.yaml cache during err first last looks out x ' ] || fail "it left files: $(ls)"
pgrep -P $run >/dev/null && fail 'it left a process'
lacks out INVALID
# want COUNT OUTCOME: of so many ways; some of their repeats are floods.
want() {
	local count
	count=$(table a.kmend | grep -c ",$2,")
	[ $count -ge $(($1 * repeats * 9 / 10 - 2)) ] || fail "$2: $count of $(($1 * repeats))"
}
want 4 pass,completed
want 4 fail,tests:one
want 2 shutdown,shutdown:window-closed
want 2 crash,panic:page-fault
want 2 crash,reset
want 2 crash,hang
# A flood takes so long that two kills in a row can meet the same one, whose end then is theirs.
[ "$(table a.kmend | grep -c ,crash,flood,)" -ge 1 ] || fail 'no floods'
