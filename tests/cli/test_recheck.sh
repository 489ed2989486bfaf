# One experiment in so many is run again on another machine and must write the same event log: which ones, how many, by which machine; a
# difference makes the result invalid, everywhere. It survives a resume, and shards have compared what the whole has.
. "$(dirname "$0")/lib.sh" "$@"
tiny_flags -DTINY_QUICK
campaign a.yaml 'policies: [none, enhanced]' 'repeats: 3'
planned=42 # 7 sites, 2 policies, 3 repeats

# An emulator that counts how often it is started.
cat >qemu <<-END
	#!/bin/sh
	echo start >>$tmp/starts
	exec qemu-system-x86_64 "\$@"
END
chmod +x qemu
export KMEND_QEMU=$tmp/qemu
starts() { wc -l <"$tmp/starts"; }
# again RESULT: the experiments that were compared, and what came of it.
again() { "$sql" "$1" "SELECT id || '|' || again || '|' || coalesce(difference, '') FROM experiment WHERE again > 0 ORDER BY id"; }
recheck() { "$kmend" report "$1" --format json | jq -c '[.recheck.compared, .recheck.differed, .valid]'; }

: >starts
expect 0 run a.yaml -o off.kmend --no-plots --jobs 1 --recheck off
says out 'no experiment was run again on another machine'
lacks err again
[ -z "$(again off.kmend)" ] || fail 'compared although it is off'
before=$(starts)
: >starts
expect 0 run a.yaml -o one.kmend --no-plots --jobs 1 --recheck 5
says err '9 experiments again, on machines that are booted for it'
says out '9 experiments were run again on another machine: the event logs are the same'
[ "$(starts)" -ge $((before + 4)) ] || fail 'no machine was started for it: two policies, each boots one and restores into another'
[ "$(recheck one.kmend)" = '[9,0,true]' ] || fail 'not in the JSON'
# One of each five in a row of the plan, the last two among them.
[ "$(again one.kmend | awk -F'[|,\t ]' '{ print int(($1 - 1) / 5) }' | paste -sd' ')" = '0 1 2 3 4 5 6 7 8' ] || fail "not one of five: $(again one.kmend)"
table one.kmend >one.csv
table off.kmend | cmp -s - one.csv || fail 'it changed the outcomes'

# From the boot on, without a snapshot: a machine for each, and the same logs.
: >starts
expect 0 run a.yaml -o boot.kmend --no-plots --jobs 1 --recheck 5 --from-boot
says err '9 experiments again, each from the boot on, without a snapshot'
[ "$(recheck boot.kmend)" = '[9,0,true]' ] || fail 'not the same from the boot on'
[ "$(again boot.kmend)" = "$(again one.kmend)" ] || fail 'other experiments'
[ "$(starts)" -ge $((before + 9)) ] || fail 'not a machine for each'

# The same ones with two machines; another seed, others; without the option one in a hundred.
expect 0 run a.yaml -o two.kmend --no-plots --jobs 2 --recheck 5
[ "$(again two.kmend)" = "$(again one.kmend)" ] || fail 'others with two machines'
expect 0 run a.yaml -o seed.kmend --no-plots --seed 77 --recheck 5
[ "$(again seed.kmend | cut -d'|' -f1)" != "$(again one.kmend | cut -d'|' -f1)" ] || fail 'the seed does not choose'
expect 0 run a.yaml -o usual.kmend --no-plots
says err '1 experiment again'
says out '1 experiment was run again on another machine: the event log is the same'
for wrong in 0 -1 x 99999999999; do
	expect 129 run a.yaml -o wrong.kmend --recheck "$wrong"
	one_line
done

# Complete is complete; what was not compared is, by the next session.
expect 0 run a.yaml -o one.kmend --no-plots --recheck 5
says err 'nothing left to do'
"$sql" one.kmend 'UPDATE experiment SET again = 0, difference = NULL WHERE id > 20' || fail sql
expect 0 run a.yaml -o one.kmend --no-plots --recheck 5
says err 'carrying on'
[ "$(again two.kmend)" = "$(again one.kmend)" ] || fail 'a resumed session compared others'
"$sql" one.kmend "UPDATE experiment SET again = 0, difference = NULL, state = 'planned', outcome = NULL WHERE id < 15" || fail sql
expect 0 run a.yaml -o one.kmend --no-plots --recheck 5
[ "$(again two.kmend)" = "$(again one.kmend)" ] || fail 'a campaign that was interrupted compared others'
table one.kmend | cmp -s - one.csv || fail 'another result'

# Shards, joined.
for i in 1 2 3; do
	expect 0 run a.yaml --shard $i/3 -o s$i.kmend --no-plots --recheck 5
done
expect 0 merge joined.kmend s1.kmend s2.kmend s3.kmend
[ "$(again joined.kmend)" = "$(again two.kmend)" ] || fail 'shards compared others than the whole'

# An experiment whose log is another: found, said everywhere, and no number counts.
id=$(again two.kmend | head -1 | cut -d'|' -f1)
cp two.kmend bad.kmend
"$sql" bad.kmend "UPDATE experiment SET again = 0, log = (SELECT log FROM experiment b WHERE b.id > $id AND b.outcome <> experiment.outcome LIMIT 1)
	WHERE id = $id" || fail sql
expect 125 run a.yaml -o bad.kmend --no-plots --recheck 5
says err "experiment $id differs on another machine: line " '1 of 9 experiments that were run again on another machine had another event log: the result is not valid'
says out 'INVALID: 1 of 9 experiments that were run again on another machine wrote another event log'
[ "$(recheck bad.kmend)" = '[9,1,false]' ] || fail 'not in the JSON'
for format in text html markdown latex; do
	expect 0 report bad.kmend --format $format
	says out 'INVALID: 1 of 9 experiments that were run again on another machine'
done
expect 0 report bad.kmend --table experiments --format csv
[ "$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "again") at = i } { print $at }' out | sort | uniq -c | awk '{ print $2 $1 }' | paste -sd' ')" = \
	'33 again1 differs1 same8' ] || fail 'not in the table'
expect 0 explain bad.kmend "$id"
says out 'again      on another machine it wrote another event log: line '
expect 0 explain two.kmend "$id"
says out 'again      on another machine it wrote the same event log'
expect 0 compare bad.kmend
says out 'INVALID: experiments of it wrote another event log on another machine'
expect 125 run a.yaml -o bad.kmend --no-plots --recheck 5
says err 'is complete: nothing left to do' 'the result is not valid'
