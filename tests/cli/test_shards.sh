# kmend run --shard and kmend merge: three shards, one of them killed and resumed, joined: the result of a run that was never
# divided. Whatever cannot be joined is refused in one line, and leaves nothing on the disk.
. "$(dirname "$0")/lib.sh" "$@"
tiny_flags -DTINY_QUICK
campaign a.yaml 'policies: [none, enhanced]' 'repeats: 20'
planned=280 # 7 sites, 2 policies, 40 repeats; sites of the shards: 3, 2, 2

# whole RESULT: all that does not depend on the clock on the wall, ids included.
whole() {
	expect 0 report "$1" --table experiments --format csv
	awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "wall_us" || $i == "own_us") skip[i] = 1 }
		{ for (i = 1; i <= NF; i++) if (!(i in skip)) printf "%s,", $i; print "" }' out
}
json() {
	expect 0 report "$1" --format json
	jq -S 'del(.throughput) | .revision |= sub("-dirty$"; "")' out
}
count() { "$sql" "$1" "SELECT count(*) FROM experiment WHERE state = 'done'"; }
fact() { "$sql" "$1" "SELECT value FROM meta WHERE key = '$2'"; }

expect 0 run a.yaml -o all.kmend --no-plots
whole all.kmend >all.csv
json all.kmend >all.json
[ "$(tail -n +2 all.csv | wc -l)" = $planned ] || fail 'not what was planned'

# ---- shards: each plans for itself, or takes a plan that is there ------------------------------------------------
expect 0 run a.yaml --shard 1/3 --no-plots
says err 'the result is a-1-of-3.kmend' 'shard 1/3: 120 of the 280 experiments of the plan'
says out 'This is shard 1 of 3: 120 of the 280 experiments of its plan' 'planned 120 = '
[ "$(count a-1-of-3.kmend)" = 120 ] || fail 'not its part'
[ "$(fact a-1-of-3.kmend shard)" = 1/3 ] || fail 'the result does not say what it is'
whole a-1-of-3.kmend >one.csv
[ "$(tail -n +2 one.csv | wc -l)" = 120 ] || fail 'experiments of other shards in its table'
grep -vxFf all.csv one.csv && fail 'a shard has other experiments than the whole'
# A site is in one shard, under all policies and in all repeats.
[ "$(tail -n +2 one.csv | cut -d, -f3 | sort | uniq -c | awk '{ print $1 }' | sort -u)" = 40 ] || fail 'a site was torn apart'
expect 0 report a-1-of-3.kmend --format json
[ "$(jq -r '.shard, .complete' out | paste -sd' ')" = '1/3 true' ] || fail 'JSON does not say that it is a shard'
[ "$(jq -r .shard all.json)" = null ] || fail 'the whole is a shard'
expect 0 report a-1-of-3.kmend
says out 'shard 1 of 3'

expect 0 compare a-1-of-3.kmend
says out 'shard 1/3'
expect 0 list a-1-of-3.kmend
[ "$(grep -c . out)" = 120 ] || fail 'list has experiments of other shards'

expect 0 plan a.yaml -o plan.kmend
cp plan.kmend s2.kmend
cp plan.kmend s3.kmend
"$kmend" run a.yaml --shard 2/3 -o s2.kmend --no-plots --jobs 1 >out 2>err &
pid=$!
wait_for at_least s2.kmend 10
# A shard that runs: what it has is joined, and that it runs is said. The missing stays planned.
expect 125 merge early.kmend a-1-of-3.kmend s2.kmend
says err 's2.kmend: shard 2/3' 'NOT FINISHED (a kmend is writing to it)' 'of the 80 experiments of shard 2/3' \
	'missing: 80 of the 80 experiments of shard 3/3, which is not among the files' 'INCOMPLETE'
[ ! -s out ] || fail 'data on stdout'
kill -9 $pid
wait $pid 2>/dev/null
done=$(count s2.kmend)
[ "$done" -ge 10 ] && [ "$done" -lt 80 ] || fail "killed too late: $done"
expect 0 run a.yaml --shard 2/3 -o s2.kmend --no-plots
says err 'carrying on with s2.kmend'
[ "$(count s2.kmend)" = 80 ] || fail 'a killed shard was not finished'
expect 0 run a.yaml --shard 3/3 -o s3.kmend --no-plots
lacks err 'golden runs'

# ---- merged -------------------------------------------------------------------------------------------------------
expect 0 merge merged.kmend s3.kmend a-1-of-3.kmend s2.kmend
says err 'merged.kmend has 280 of the 280 experiments of the plan'
[ ! -s out ] || fail 'data on stdout'
whole merged.kmend | cmp - all.csv || fail 'merged is not what the undivided run is'
json merged.kmend | cmp - all.json || fail 'merged is not what the undivided run is (JSON)'
for table in survivability coverage crashes reasons recovery; do
	expect 0 report all.kmend --table $table --format csv
	cp out table
	expect 0 report merged.kmend --table $table --format csv
	cmp out table || fail "another table of $table"
done
[ -z "$(fact merged.kmend shard)" ] || fail 'merged is a shard'
[ "$(fact merged.kmend seconds | cut -d. -f1)" -ge 1 ] || fail 'no time was spent'
[ "$(ls | grep -c '^merged.kmend')" = 1 ] || fail 'something was left beside it'
expect 0 replay merged.kmend 200
expect 0 explain merged.kmend 200
expect 0 run a.yaml -o merged.kmend --no-plots
says err 'nothing left to do'

# What was merged early is carried on: by later files, and by a run.
cp early.kmend later.kmend
whole early.kmend | grep -c ',pending,' >pending
[ "$(cat pending)" -gt 80 ] || fail 'what is missing is not planned'
expect 0 merge --add later.kmend a-1-of-3.kmend s2.kmend s3.kmend
says err 'experiments were in more than one file; they agree'
whole later.kmend | cmp - all.csv || fail '--add is not what the undivided run is'
expect 125 merge --add two.kmend a-1-of-3.kmend s3.kmend
expect 0 run a.yaml -o two.kmend --no-plots
whole two.kmend | cmp - all.csv || fail 'a merged result cannot be carried on'
json two.kmend | cmp - all.json || fail 'a merged result cannot be carried on (JSON)'
# A whole result is a part like any other.
expect 0 merge again.kmend early.kmend s2.kmend s3.kmend
whole again.kmend | cmp - all.csv || fail 'of a whole and shards'

# ---- refused ------------------------------------------------------------------------------------------------------
sum() { cat -- *.kmend *.kmend-* 2>/dev/null | cksum; }
# What a file says: opening it for writing can change bytes that mean nothing.
said() { "$sql" "$1" "SELECT key || value FROM meta UNION ALL SELECT id || state || coalesce(hex(log), '') FROM experiment" | cksum; }
# refused TEXT ARGUMENT...: one line, nothing on the disk is changed or left.
refused() {
	local text=$1 before
	shift
	before=$(sum; ls)
	expect 129 "$@"
	one_line
	says err "$text"
	[ "$(sum; ls)" = "$before" ] || fail 'something was changed'
}
cp s2.kmend twin.kmend
expect 0 merge doubles.kmend a-1-of-3.kmend s2.kmend twin.kmend s3.kmend
says err '80 experiments were in more than one file; they agree'
whole doubles.kmend | cmp - all.csv || fail 'doubles changed it'
refused 's2.kmend: is named twice' merge new.kmend s2.kmend a-1-of-3.kmend ./s2.kmend
ln -s s2.kmend link.kmend
refused 'link.kmend: is named twice' merge new.kmend s2.kmend link.kmend
rm link.kmend
refused 'merged.kmend: already exists' merge merged.kmend s2.kmend
refused 's2.kmend: is named twice' merge --add s2.kmend s2.kmend
refused 'no-such.kmend: ' merge new.kmend s2.kmend no-such.kmend
refused 'a.yaml: not a kmend result' merge new.kmend s2.kmend a.yaml
: >empty.kmend
refused 'empty.kmend: not a kmend result' merge new.kmend empty.kmend
mkdir folder.kmend
refused 'folder.kmend: not a regular file' merge new.kmend folder.kmend
rmdir folder.kmend
refused 'it needs OUT IN...' merge new.kmend
head -c 60000 s2.kmend >cut.kmend
refused 'cut.kmend: not a kmend result, or damaged' merge new.kmend s3.kmend cut.kmend
rm cut.kmend empty.kmend
refused 'no-such-folder/new.kmend: ' merge no-such-folder/new.kmend s2.kmend

# refused_add TEXT OUT IN...: the same, and OUT says what it said.
refused_add() {
	local text=$1 before
	shift
	before=$(said "$1"; ls)
	expect 129 merge --add "$@"
	one_line
	says err "$text"
	[ "$(said "$1"; ls)" = "$before" ] || fail 'something was changed'
}

# changed FILE SQL: a copy of s2 that says something else.
changed() {
	rm -f changed.kmend
	cp s2.kmend changed.kmend
	"$sql" changed.kmend "$1"
}
refused_add 's2.kmend: is shard 2/3 of its plan, nothing can be added to it' s2.kmend s3.kmend
for fact in seed qemu_version kmend_version clang_version 'image none' campaign_text workload time_factor; do
	changed "UPDATE meta SET value = 'other' WHERE key = '$fact'"
	refused "changed.kmend and s3.kmend are not of one plan: $fact is 'other'" merge new.kmend s3.kmend changed.kmend
done
changed "UPDATE meta SET value = 'other' || char(27) || '[31m' WHERE key = 'seed'"
refused "'other\\x1B[31m'" merge new.kmend s3.kmend changed.kmend
changed "DELETE FROM meta WHERE key = 'flags'"
refused 'not of one plan: flags is' merge new.kmend s3.kmend changed.kmend
changed "UPDATE meta SET value = 'somewhere' WHERE key = 'source_root'"
expect 125 merge new.kmend s3.kmend changed.kmend # of another machine
rm new.kmend
changed "DELETE FROM meta WHERE key = 'plan_complete'"
refused 'changed.kmend: holds no plan yet' merge new.kmend s3.kmend changed.kmend
changed "UPDATE site SET line = line + 1 WHERE id = 3"
refused 'not of one plan: their sites differ' merge new.kmend s3.kmend changed.kmend
changed "UPDATE experiment SET seed = seed + 1 WHERE id = 3"
refused 'not of one plan: their experiments differ' merge new.kmend s3.kmend changed.kmend
changed "UPDATE policy SET golden_log = boot_log WHERE id = 1"
refused 'not of one plan: the logs of their golden runs differ' merge new.kmend s3.kmend changed.kmend
id=$("$sql" s2.kmend "SELECT min(id) FROM experiment WHERE state = 'done' AND outcome = 4")
changed "UPDATE experiment SET outcome = 1 WHERE id = $id"
refused "changed.kmend: outcome of experiment $id is 'pass', and 'crash' in the files before it" merge new.kmend s2.kmend changed.kmend
refused_add "changed.kmend: outcome of experiment $id is 'pass'" merged.kmend changed.kmend
changed "UPDATE experiment SET log = (SELECT log FROM experiment WHERE id = 200) WHERE id = $id"
refused "changed.kmend: experiment $id has another event log" merge new.kmend s2.kmend changed.kmend
changed "UPDATE experiment SET outcome = 77 WHERE id = $id"
refused "changed.kmend: experiment $id is damaged" merge new.kmend changed.kmend
changed "UPDATE experiment SET log = x'00112233445566778899' WHERE id = $id"
refused 'changed.kmend: a stored log is damaged' merge new.kmend changed.kmend
changed "UPDATE meta SET value = '9/3' WHERE key = 'shard'"
refused "changed.kmend: says that it is shard '9/3', which there cannot be" merge new.kmend changed.kmend
changed "UPDATE meta SET value = '3/3' WHERE key = 'shard'"
refused 'changed.kmend: is shard 3/3, and experiment' merge new.kmend changed.kmend
rm changed.kmend

# Other plans, made by kmend: another seed, other images.
expect 0 plan a.yaml -o seed.kmend --seed 5
refused "seed.kmend and s2.kmend are not of one plan: seed is '5' in the one and '0' in the other" merge new.kmend s2.kmend seed.kmend
cp "$tiny/tiny.c" tiny.c
sed -i 's/tiny: hello/tiny: hallo/' "$tiny/tiny.c"
expect 0 plan a.yaml -o images.kmend
refused 'images.kmend and s2.kmend are not of one plan: image enhanced is ' merge new.kmend s2.kmend images.kmend
cp tiny.c "$tiny/tiny.c"

# A shard stays the shard that it is.
line() { tail -n 1 err | grep -qF -- "$1" || fail "the last line is not '$1'"; }
for wrong in 0/3 4/3 x 1 1/ /3 01/3 1/3x -1/3 1/100001 99999999999999999999/3 ''; do
	refused "$([ -n "$wrong" ] && echo "a shard is I/N, such as 1/3, with I from 1 to N and N at most 100000, not '$wrong'" ||
		echo '--shard needs a value')" run a.yaml --shard "$wrong"
done
expect 129 run a.yaml --shard 3/3 -o s2.kmend
line 's2.kmend is shard 2/3 of its plan, not 3/3; choose another file with -o, or start it over with --renew'
expect 129 run a.yaml -o s2.kmend
line 's2.kmend is shard 2/3 of its plan (--shard 2/3); choose another file'
expect 129 run a.yaml --shard 1/3 -o all.kmend
line 'all.kmend holds experiments of its whole plan already, it cannot become shard 1/3'
whole all.kmend | cmp -s - all.csv || fail 'a refused result was changed'
sed -i 's/repeats: 20/repeats: 1/' a.yaml
expect 0 run a.yaml --shard 3/3 -o s2.kmend --renew --no-plots
[ "$(fact s2.kmend shard) $(count s2.kmend)" = '3/3 4' ] || fail '--renew did not start over'
expect 0 run a.yaml --shard 1/1 -o s2.kmend --renew --no-plots
[ "$(fact s2.kmend shard) $(count s2.kmend)" = ' 14' ] || fail '1/1 is not the whole'
# More shards than sites: the last has nothing to do, and is a result all the same.
expect 0 run a.yaml --shard 8/8 -o s8.kmend --no-plots
says out 'planned 0 = '
