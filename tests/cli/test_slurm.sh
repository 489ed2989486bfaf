# kmend slurm without a Slurm: what it would submit, that every name in it is one word, and that the scripts do their work when a
# person starts them by hand. tests/slurm has the real one.
. "$(dirname "$0")/lib.sh" "$@"
tiny_flags -DTINY_QUICK
campaign a.yaml 'policies: [none, enhanced]'

# ---- nothing is done ---------------------------------------------------------------------------------------------
expect 0 slurm a.yaml --shards 3 --dry-run --partition 'big; touch hit' --time '1:00:00$(touch hit)' --jobs 2 --seed 7 --sample 5
says out "# ---- $tmp/a-shards/submit.sh" '--array=1-3 ' '--cpus-per-task=2 ' "--partition='big; touch hit'" "--time='1:00:00\$(touch hit)'" \
	'--requeue' '--dependency="afterany:$shards"' "--seed '7' --sample '5'" "KMEND_CACHE='$KMEND_CACHE'"
[ ! -s err ] || fail 'chatter'
[ ! -e a-shards ] || fail "something was made"
expect 0 slurm a.yaml --shards 1 --dry-run
lacks out --partition
lacks out --time
lacks out --seed

refused() {
	local want=$1 text=$2
	shift 2
	expect "$want" "$@"
	one_line
	says err "$text"
	[ ! -e a-shards ] && [ ! -e hit ] || fail 'something was made'
}
refused 129 'it needs --shards N' slurm a.yaml
refused 129 '--shards needs a number from 1 to 100000' slurm a.yaml --shards 0
refused 129 'no-such.yaml: ' slurm no-such.yaml --shards 2
refused 129 'Slurm takes no such character' slurm a.yaml --shards 2 -o 'a\b.kmend'
refused 129 'Slurm takes no such character' slurm a.yaml --shards 2 -o $'a\nb.kmend'

# A path without Slurm, and one with a Slurm that counts and writes down what it was told.
mkdir fake
cp -rs /usr/bin none
rm -f none/sbatch none/squeue none/scancel
PATH=$tmp/none refused 125 'sbatch does not run' slurm a.yaml --shards 2
cat >fake/sbatch <<'END'
#!/bin/sh
[ "$1" = --version ] && exit 0
[ -e "$FAKE/refuses" ] && [ -e "$FAKE/calls" ] && { echo "sbatch: error: no, really" >&2; exit 1; }
printf '%s\n' "$@" >>"$FAKE/calls"
echo "$(grep -c '^--parsable$' "$FAKE/calls");cluster"
END
printf '#!/bin/sh\ncat "$FAKE/queue" 2>/dev/null\n' >fake/squeue
printf '#!/bin/sh\necho "$@" >>"$FAKE/cancelled"\n' >fake/scancel
chmod +x fake/*
export FAKE=$tmp/fake PATH="$tmp/fake:$PATH"

# ---- a name with everything in it ------------------------------------------------------------------------------
dir="$tmp/it's \$(touch hit) %a \"é\""
mkdir "$dir"
expect 0 slurm a.yaml --shards 3 -o "$dir/r.kmend"
[ "$(cat out)" = '1 2' ] || fail 'not the numbers of the jobs'
says err '3 shards are job 1, the merge that follows them is job 2' 'squeue --jobs=1,2' 'scancel 1 2' "the result will be $dir/r.kmend"
shards=$dir/r-shards
says fake/calls "--output=${dir//%/%%}/r-shards/shard-%a.log" "$shards/shard.sh" "--chdir=$tmp" '--job-name=a' '--dependency=afterany:1'
[ "$(cat "$shards/jobs")" = '1 2' ] || fail 'the file jobs'
for script in shard merge submit; do
	sh -n "$shards/$script.sh" || fail "$script.sh is no script"
done
cd /
for i in 3 1 2; do
	SLURM_ARRAY_TASK_ID=$i SLURM_JOB_ID=7$i sh "$shards/shard.sh" >"$tmp/out" 2>"$tmp/err" || fail "shard.sh $i ended with $?"
done
sh "$shards/merge.sh" >"$tmp/out" 2>"$tmp/err" || fail "merge.sh ended with $?"
cd "$tmp" || exit 2
expect 0 run a.yaml -o all.kmend --no-plots
table all.kmend >all.csv
table "$dir/r.kmend" | cmp - all.csv || fail 'merged is not what the undivided run is'
[ ! -e hit ] && [ ! -e "$dir/hit" ] || fail 'a name was a command'

# ---- once more: what is queued is left alone; what fails leaves nothing in the queue --------------------------------
echo '1_1 running' >fake/queue
expect 125 slurm a.yaml --shards 3 -o "$dir/r.kmend"
tail -n 1 err | grep -qF 'jobs 1 and 2 of this campaign are still in the queue (scancel 1 2)' || fail 'queued twice'
rm fake/queue fake/calls
touch fake/refuses # the second call
expect 125 slurm a.yaml --shards 3 -o "$dir/r.kmend"
tail -n 1 err | grep -qF 'kmend slurm: nothing was submitted: sbatch: error: no, really' || fail 'a merge that was refused'
[ "$(cat fake/cancelled)" = 1 ] || fail 'the array was not cancelled'
rm fake/refuses
expect 129 slurm a.yaml --shards 3 --seed 4 -o "$dir/r.kmend"
tail -n 1 err | grep -qF 'choose another result with -o, or remove' || fail 'another seed'
expect 129 slurm a.yaml --shards 8
tail -n 1 err | grep -qF '8 shards are too many: the plan has 7 sites' || fail 'too many shards'
cp "$shards/shard-1-of-3.kmend" a.kmend
expect 129 slurm a.yaml --shards 2
tail -n 1 err | grep -qF "a.kmend: is shard 1/3 of its plan, nothing can be added to it" || fail 'the result is a shard'
