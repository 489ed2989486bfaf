# The rollback oracle over a seeded sample of faults in the multi-server kernel: whatever crashes where, each rollback gives back the whole state of
# the checkpoint. And the same runs from the boot on, without a snapshot: the same event logs. (That the oracle sees a rollback that
# misses something: tests/guest/recovery.sh, tests/unit/osiris/oracle.c.)
. "$(dirname "$0")/lib.sh" "$@"
sed "s#^target:.*#target: $root/targets/multiserver#; s/^policies:.*/policies: [enhanced]/; s/^workload:.*/workload: [t_brk, t_ds_k*, t_fork, t_mmap, t_rename]/" \
	"$root/campaigns/multiserver-oracle.yaml" >oracle.yaml
expect 0 run oracle.yaml -o oracle.kmend --sample 12 --recheck 1 --from-boot --no-plots
says err 'pretest: 5 crashes on purpose' '12 experiments again, each from the boot on, without a snapshot'
says out '12 experiments were run again on another machine: the event logs are the same'
[ "$("$sql" oracle.kmend "SELECT count(*) FROM experiment WHERE reason LIKE '%oracle%'")" = 0 ] || fail 'a rollback missed something'
[ "$("$sql" oracle.kmend 'SELECT count(*) FROM experiment WHERE recovered > 0')" -ge 6 ] || fail 'hardly any rollback'

# It was there: the log of a run with a rollback counts what the oracle compared.
id=$("$sql" oracle.kmend 'SELECT min(id) FROM experiment WHERE recovered > 0')
expect 0 replay oracle.kmend "$id" --log
grep -qE 'counter name=oracle-checks-[a-z]+ value=[1-9]' out || fail 'the image has no oracle'
! grep -qE 'counter name=oracle-differences-[a-z]+ value=[1-9]' out || fail 'a difference that ended nothing'
