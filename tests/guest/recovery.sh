#!/usr/bin/env bash
# Recovery itself, in the guest: every service crashes at a request in an open and in a closed window, twice in a row, while another server waits
# for it, in a notification, during its recovery, and RS while it recovers another. What the requester gets, what state is left, and that the next
# request works. The table of all these cells, and why some cannot be, is in docs/recovery.md, "Recovery is tested, not only measured".
# usage: recovery.sh KMEND-CC SOURCE-TREE SCRATCH
. "${0%/*}/planted.sh"

# In an open window, twice in a row: pid 1 gets E_CRASH and is served afterwards (user/bin/init/recovery.c), and no audit finds anything.
workload init_recovery
edit user/bin/init/recovery.c 's/ && answer != -ETIMEDOUT//'
boot enhanced
expect 'test-end name=init_recovery status=pass' 'suite-end failed=0'
for service in pm vm vfs ds rs; do expect_count 2 "recovery-end component=$service action=error-reply"; done
expect_count 12 'audit .*status=ok'
expect_count 7 'probe .*status=pass'

# naive answers nobody, and everybody is served all the same.
boot naive
expect 'test-end name=init_recovery status=pass'
expect_count 10 'recovery-end component=.* action=restart'

# In a closed window: a controlled shutdown, and the kernel's books are right.
for service in PM VM VFS DS RS; do
	edit user/bin/init/recovery.c "s/CALL_MSG_CRASH, 0,/CALL_MSG_CRASH, 1,/; s/servers\[i\].ep != EP_KERNEL/servers[i].ep == EP_$service/"
	boot enhanced
	expect 'shutdown reason=window-closed' 'audit name=kernel status=ok detail=- when=shutdown'
done

# While PM waits for them in the middle of a fork and of an exit, twice each: two forks fail for VM and two for VFS, exits never do, the fifth test and
# what follows pass, and nobody holds anything of the dead.
twice='if (((const volatile struct osiris_rt *)SERVICE_RT_BASE)->rollbacks < 2) __builtin_trap();'
workload 't_exit_status,t_fork,t_lseek,t_mkdir,t_pipe,t_rename,t_stat'
plant servers/vm/main.c 'case CALL_VM_FORK:' "$twice"
plant servers/vfs/handle_proc.c '^int64_t handle_fork' '{ if (r->m.a[0] != EP_NONE \&\& ((const volatile struct osiris_rt *)SERVICE_RT_BASE)->rollbacks < 2) __builtin_trap(); extern int64_t forked(struct request *r); return forked(r); } int64_t forked(struct request *r)'
plant servers/ds/main.c 'case CALL_DS_EXIT:' "$twice"
boot enhanced
for service in vm vfs ds; do expect_count 2 "recovery-end component=$service action=error-reply"; done
expect_count 4 'test-end .*status=fail'
expect 'test-end name=t_pipe status=pass' 'test-end name=t_rename status=pass' 'test-end name=t_stat status=pass'
expect_count 6 'audit .*status=ok .*when=cleared'
expect_count 7 'probe .*status=pass'

# In a notification there is nobody to answer.
plant servers/pm/main.c 'NOTIFY_ALARM)' '__builtin_trap(),'
workload t_sleep
boot enhanced
expect 'detected component=pm' 'shutdown reason=no-requester' 'audit name=kernel status=ok detail=- when=shutdown'

# RS in its own alarm, the same: whoever has nobody to answer ends the system in good order.
edit servers/rs/rs.h 's,RS_PERIOD_MS 100,RS_PERIOD_MS 8,'
plant servers/rs/heartbeat.c 'int ask\[NSERVICE\]' '__builtin_trap();'
boot enhanced
expect 'detected component=rs' 'shutdown reason=no-requester' 'audit name=kernel status=ok detail=- when=shutdown'

# In its recovery, after the rollback: there is no second spare, and no second try.
workload init_recovery
for service in PM VM VFS DS; do
	edit user/bin/init/recovery.c "s/servers\[i\].ep != EP_KERNEL/servers[i].ep == EP_$service/"
	plant lib/sef.c 'osiris_thread(0, 0);' '__builtin_trap();'
	boot enhanced
	expect_count 2 "detected component=${service,,} "
	expect_count 0 'recovery-end'
	expect 'shutdown reason=no-clone' 'audit name=kernel status=ok detail=- when=shutdown'
done

# RS, while it recovers DS.
plant servers/rs/recover.c 'kc_stall(1);' 'if (ep == EP_DS) __builtin_trap();'
workload init_recovery
boot enhanced
expect 'detected component=ds' 'detected component=rs' 'shutdown reason='

# The oracle compares the whole state after each of these rollbacks with that at its checkpoint.
export KMEND_ORACLE=1
plant servers/vm/main.c 'case CALL_VM_FORK:' "${twice/< 2/< 4}"
plant servers/ds/main.c 'case CALL_DS_EXIT:' "${twice/< 2/< 4}"
workload 'init_recovery,t_exit_status,t_fork,t_lseek,t_pipe'
boot enhanced
for service in pm vm vfs ds rs; do expect "counter name=oracle-checks-$service value=2"; done
expect 'counter name=oracle-checks-vm value=4' 'counter name=oracle-checks-ds value=4'
expect_count 0 'counter name=oracle-differences-[a-z]+ value=[^0]'

# And it sees a rollback that undoes nothing: VM has copied a space by then.
workload t_fork
plant servers/vm/fork.c 'copy_books(parent, child);' "${twice/< 2/< 1}"
edit ../../recovery-rt/osiris/rollback.c 's/uint64_t used = osiris_log_used();/uint64_t used = 0;/'
boot enhanced
expect_count 1 'counter name=oracle-differences-vm value=[1-9]'
expect 'shutdown reason=oracle-difference'
