# kmend slurm on a real Slurm: one shard is requeued in the middle, one is killed; what is missing is said, the same command carries on,
# and the merged result is that of a run that was never divided.
. "$(dirname "$0")/../cli/lib.sh" "$@"
. "$(dirname "$0")/cluster.sh"
cluster_start
tiny_flags -DTINY_QUICK
mkdir 'a folder'
campaign a.yaml 'policies: [none, enhanced]' 'repeats: 40'
result="$tmp/a folder/100%'s.kmend"
shards="$tmp/a folder/100%'s-shards"

whole() {
	expect 0 report "$1" --table experiments --format csv
	awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "wall_us" || $i == "own_us") skip[i] = 1 }
		{ for (i = 1; i <= NF; i++) if (!(i in skip)) printf "%s,", $i; print "" }' out
}
fail_with_logs() {
	cluster_logs
	squeue --states=all
	tail -n 5 "$shards"/*.log
	fail "$@"
}
# A fact of a job, as scontrol prints it; of an array's task: 12_1.
fact() { scontrol show job "$1" --oneliner | grep -oE "(^| )$2=[^ ]*" | cut -d= -f2-; }
is() { [ "$(fact "$1" "$2")" = "$3" ]; }
job_ends() { case "$(fact "$1" JobState)" in COMPLETED | FAILED | CANCELLED | NODE_FAIL | TIMEOUT) ;; *) false ;; esac; }
until_ended() {
	local until=$((SECONDS + 150))
	while ! job_ends "$1"; do
		[ $SECONDS -lt $until ] || fail_with_logs "job $1 does not end"
		sleep 0.2
	done
}

expect 0 run a.yaml -o all.kmend --no-plots
whole all.kmend >all.csv

# ---- what cannot be ----------------------------------------------------------------------------------------------
expect 129 slurm a.yaml --shards 8
tail -n 1 err | grep -qF 'kmend slurm: 8 shards are too many: the plan has 7 sites' || fail 'more shards than sites'
expect 125 slurm a.yaml --shards 2 --partition 'no such; touch here' -o none.kmend
says err 'kmend slurm: nothing was submitted: ' 'Invalid partition name specified'
[ ! -e here ] && [ -z "$(squeue --noheader)" ] || fail 'something was submitted'

# ---- submitted; one shard is requeued, one killed ------------------------------------------------------------------
expect 0 slurm a.yaml --shards 3 -o "$result"
read -r array merge <out
says err "3 shards are job $array, the merge that follows them is job $merge" "squeue --jobs=$array,$merge" "scancel $array $merge" \
	"the result will be $result"
wait_for at_least "$shards/shard-1-of-3.kmend" 15
scontrol requeue "${array}_1" || fail_with_logs 'requeue'
wait_for at_least "$shards/shard-2-of-3.kmend" 15
kill -9 "$(pgrep -f -- "kmend run --shard 2/3 .*-o $tmp/a folder/100")" || fail_with_logs 'no process of shard 2'
expect 125 slurm a.yaml --shards 3 -o "$result"
says err "nothing was submitted: jobs $array and $merge of this campaign are still in the queue"
until_ended "$merge"

[ "$(fact "${array}_1" Restarts)" = 1 ] || fail_with_logs 'shard 1 was not requeued'
is "${array}_1" JobState COMPLETED || fail_with_logs 'the requeued shard did not come to its end'
is "${array}_2" JobState FAILED || fail_with_logs 'a killed shard is not seen as that'
is "${array}_3" JobState COMPLETED || fail_with_logs 'shard 3'
says "$shards/shard-1.log" 'carrying on with'
is "$merge" JobState FAILED || fail_with_logs 'a merge that lacks something is not seen as that'
is "$merge" ExitCode 125:0 || fail_with_logs 'exit status of the merge'
says "$shards/merge.log" 'shard-2-of-3.kmend: shard 2/3' 'NOT FINISHED' 'of the 160 experiments of shard 2/3' 'INCOMPLETE'
expect 0 report "$result"
says out 'Incomplete: '
whole "$result" | grep -v ,pending, >part.csv
grep -vxFf all.csv part.csv && fail 'what was merged is not of the whole'
[ "$(grep -c . part.csv)" -gt 400 ] || fail 'whole shards are missing'

# ---- the same command carries on -----------------------------------------------------------------------------------
expect 0 slurm a.yaml --shards 3 -o "$result"
says err 'holds this plan already'
lacks err 'golden runs'
read -r array merge <out
until_ended "$merge"
is "$merge" JobState COMPLETED || fail_with_logs 'the second merge'
says "$shards/merge.log" '560 of the 560 experiments of the plan'
whole "$result" | cmp - all.csv || fail 'merged is not what the undivided run is'
[ "$(find "$shards" -name '*.kmend.*' -o -name '*-wal')" = '' ] || fail 'something was left among the shards'

# Another campaign in the same place.
expect 129 slurm a.yaml --shards 3 --seed 9 -o "$result"
tail -n 1 err | grep -qF "seed is '0' there and '9' here; choose another result with -o, or remove $shards" || fail 'another seed'
