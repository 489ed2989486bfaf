#!/usr/bin/env bash
# Every audit finds damage that was planted for it, and who cannot answer is never `ok`: a copy of the system, changed by a line or two
# at a time, in which servers do wrong to their own books, lose answers and wake-ups, crash on their audit, or shut down.
# usage: audits.sh KMEND-CC SOURCE-TREE SCRATCH
. "${0%/*}/planted.sh"

spoil_pm='struct finding f = { .problems'
spoil_vm='memset(mapped_as_booked'
workload t_exit_status

plant servers/pm/audit.c "$spoil_pm" 'procs[0].pending |= sig_bit(SIGUSR1);'
plant servers/vm/audit.c "$spoil_vm" "kc_vm_map(spaces[0].owner, 0x50000000, frame_physical(frames_total - 1), PROT_READ);" # in the tables, not in the books
plant servers/vfs/audit.c 'first_problem\[0\] = 0;' '((struct inode *)inode_at(0))->refs++;'
plant servers/ds/audit.c "text\[0\] = '.0';" 'ds_count++;'
plant servers/rs/audit.c "text\[0\] = '.0';" 'rs_account.total++;'
boot enhanced
expect 'name=pm status=inconsistent detail=pm:1:pid%201%20has%20signals' 'name=vm status=inconsistent detail=vm:' 'mapped%201%20times,%200%20known' \
	'name=vfs status=inconsistent detail=vfs:' 'name=ds status=inconsistent detail=ds:' 'name=rs status=inconsistent detail=rs:1:rs:%20rs%20miscounts' \
	'when=left' 'when=cleared'

late='timer_set(\&procs[0], TIMER_ALARM, 1); for (uint64_t t = kc_time(); kc_time() < t + 60000000;) ;'
plant servers/pm/audit.c "$spoil_pm" "$late"
plant servers/vm/audit.c "$spoil_vm" 'kc_vm_map(spaces[0].owner, addr_of(leaf_next_page(\&spaces[0], 0, page_of(USER_TOP))), 0, PROT_NONE);' # the other way round
plant servers/rs/audit.c "text\[0\] = '.0';" 'rs_services[EP_VFS].spare = 0;'
plant servers/ds/audit.c "text\[0\] = '.0';" '__builtin_trap();'
plant kernel/audit.c "text\[0\] = '.0';" 'frames_map(frames_first());'
boot enhanced
expect 'name=pm status=inconsistent detail=pm:1:timer' 'overdue' 'name=vm status=inconsistent detail=vm:' 'kernel%20has%20-14' 'name=kernel status=inconsistent detail=kernel:1:miscounted%20frame%200' \
	'rs:1:rs:%20vfs%20has%20no%20spare' 'name=ds status=unavailable' 'probe name=ds status=pass'

# A page that two processes share can be written: only who looks at all page tables sees it.
plant servers/vm/audit.c "$spoil_vm" 'kc_vm_map(spaces[0].owner, 0x50000000, frame_physical(leaf_get(\&spaces[0], leaf_next_page(\&spaces[0], 0, page_of(USER_TOP)))), PROT_WRITE);'
plant servers/vm/audit.c "$spoil_vm" 'frame_alloc();'
plant servers/vfs/pipe.c '^static void mark' '{ (void)p; } static __attribute__((unused)) void mark_nothing(struct pipe *p)' # nobody is woken
workload t_pipe_readers
boot enhanced
expect 'shared%20frame%20can%20be%20written' 'leaked' 'name=vfs status=inconsistent detail=vfs:1:pipe' 'who%20waits%20could%20go%20on'
expect 'name=vfs status=ok detail=- when=cleared'

# The answer of who is woken gets lost.
edit servers/vfs/pipe.c 's/^\trequest_finish(r, result);$/\tr->state = REQUEST_FREE;/'
boot enhanced
expect 'name=vfs status=inconsistent detail=vfs:' 'was%20never%20answered'

# naive answers nobody whose request crashed: pid 1 still ends in time, and says who is silent.
workload t_exit_status
plant servers/ds/main.c 'CALL_DS_RETRIEVE:$' '__builtin_trap();'
plant servers/vm/audit.c "$spoil_vm" 'for (;;) {}'
boot naive
expect 'name=vm status=unavailable' 'probe name=ds status=fail' 'probe name=vfs status=pass' 'probe name=kernel status=pass'

# A controlled shutdown is audited by the kernel, before its last word.
for damage in '' 'frames_map(frames_first());'; do
	[ -z "$damage" ] || plant kernel/audit.c "text\[0\] = '.0';" "$damage"
	plant servers/ds/main.c 'CALL_DS_EXIT:$' 'sv_notify(EP_RS, 0); __builtin_trap();'
	boot enhanced
	expect 'shutdown reason=window-closed'
	[ -n "$damage" ] || expect 'audit name=kernel status=ok detail=- when=shutdown'
	[ -z "$damage" ] || expect 'audit name=kernel status=inconsistent detail=kernel:1:miscounted%20frame%200 when=shutdown'
done

# pid 1 ends: a panic, also where there is controlled shutdown.
plant user/bin/init/main.c 'kcall(CALL_KC_SUITE_END' '*(volatile int *)16 = 0;'
boot enhanced
expect 'panic reason=init-died'
