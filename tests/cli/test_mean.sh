# Guests that attack the machine they run on: each has an end of its own, the same when it is replayed, and none of them makes
# the campaign invalid or takes the wall clock's 300 s.
. "$(dirname "$0")/lib.sh" "$@"
cp -r "$root/tests/mean" x/tests/
mean=$tmp/x/tests/mean

# mean_flags FLAGS SHIFT: what the kernel's compiler gets, and how long an instruction takes.
mean_flags() {
	sed "s#^build:.*#build: \"MEAN_FLAGS='$1' sh {target}/build.sh {out}\"#; s#^icount_shift:.*#icount_shift: $2#" \
		"$root/tests/mean/target.yaml" >"$mean/target.yaml"
}

# want WAY OUTCOME REASON [ID]: of the way with that number.
want() {
	local line
	line=$(table mean.kmend | grep ":workload:$1:")
	[[ $line =~ ^[0-9]+,none,[^,]*,fail-stop,mean,$2,($3),1, ]] || fail "way $1 is: $line; wanted $2, $3"
	id=${line%%,*}
}

again() {
	expect 0 replay mean.kmend "$id"
	says out 'byte-identical'
}

printf 'name: mean\ntarget: %s\nfault_model: fail-stop\npolicies: [none]\n' "$mean" >mean.yaml
mean_flags '-DMEAN_LEFT_OUT=(1<<FEED|1<<STRAY|1<<NMI)' 3
start=$SECONDS
expect 0 run mean.yaml -o mean.kmend --no-plots --jobs 2
[ $((SECONDS - start)) -lt 250 ] || fail 'it took the wall-clock limit of one experiment'
lacks out 'INVALID'
lacks out 'infra-error 1'

# The emulator dies of it: what it said is shown, it is a crash, and it took two equal deaths to say so.
want 0 crash emulator-died
again
expect 0 explain mean.kmend "$id"
says out 'SIGABRT' 'Assertion' 'attempt 2' 'the emulator itself died'
want 1 crash suspend
again
want 2 crash power-off
want 3 crash power-off
want 4 crash reset
want 5 crash reset
want 6 crash reset
want 7 crash hang
again
want 8 crash hang
# Without its watchdog: the look at its clock ends it, at the same place in its log.
want 9 crash hang
again
want 10 crash 'hang|hang:stuck'
want 12 crash hang:stuck
want 15 pass completed
want 16 crash eof
again

# Equal deaths are no reason to doubt a campaign, however many there are.
mean_flags '-DMEAN_LEFT_OUT=0x1fffe' 3
echo 'repeats: 10' >>mean.yaml
rm mean.kmend
expect 0 run mean.yaml -o mean.kmend --no-plots --jobs 2
says out 'crash 10 ' 'infra-error 0'
lacks out 'INVALID'

# A storm of interrupts (bit 14), and a watchdog that is fed for ever (bit 11).
mean_flags -DMEAN_LEFT_OUT=0x1b7ff 7
sed -i '/^repeats/d' mean.yaml
rm mean.kmend
expect 0 run mean.yaml -o mean.kmend --no-plots --jobs 2
want 11 crash hang
want 14 crash 'hang|hang:stuck'
