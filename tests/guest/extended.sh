#!/usr/bin/env bash
# Policy `extended` in the guest (ms/extended.h): processes that end with what a crashed service did for them, a child that nobody knows, notifications
# that are dropped or repeated. Whatever happens, no audit finds anything and every service serves.
# usage: extended.sh KMEND-CC SOURCE-TREE SCRATCH
. "${0%/*}/planted.sh"

# once CODE: the first time, and not again after the rollback.
once() {
	echo "if (((const volatile struct osiris_rt *)SERVICE_RT_BASE)->rollbacks < 1) { $1 }"
}

sound() {
	expect_count 12 'audit .*status=ok'
	expect_count 7 'probe .*status=pass'
	expect_count 0 'shutdown|panic'
}

workload 't_exit_status,t_lseek,t_munmap,t_pipe,t_sleep'

# A fork that had told everybody: the child is gone, the parent (pid 1) gets the error, and the next fork works.
plant servers/pm/fork.c 'kc_proc_nice' "$(once '__builtin_trap();')"
boot extended
expect 'recovery-end component=pm action=error-reply' 'test-end name=t_exit_status status=fail' 'suite-end failed=1'
sound

# An exec that has no way back: the process ends.
plant servers/pm/exec.c 'CALL_VM_RESET' "$(once 'if (p->pid != PID_INIT) __builtin_trap();')"
boot extended
expect 'recovery-end component=pm action=kill-requester' 'test-end name=t_exit_status status=fail' 'suite-end failed=1'
sound

# VM in the middle of telling the kernel of an munmap.
plant servers/vm/mmap.c 'drop_range' "$(once 'if (m->source != 0x120) __builtin_trap();')"
boot extended
expect 'recovery-end component=vm action=kill-requester' 'test-end name=t_munmap status=fail'
sound

# An exit: its process is killed instead, which is what it wanted.
plant servers/pm/exit.c 'kc_proc_state(ep' "$(once '__builtin_trap();')"
boot extended
expect 'recovery-end component=pm action=kill-requester'
sound

# An alarm that PM crashes on once comes again; the sleeper wakes up.
plant servers/pm/main.c 'NOTIFY_ALARM)' "$(once '__builtin_trap();')"
boot extended
expect 'recovery-end component=pm action=rollback' 'test-end name=t_sleep status=pass' 'suite-end failed=0'
sound

# One that it crashes on each time is given up: three times more, then the shutdown.
plant servers/pm/main.c 'NOTIFY_ALARM)' '__builtin_trap();'
boot extended
expect_count 3 'recovery-end component=pm action=rollback'
expect 'shutdown reason=no-requester' 'audit name=kernel status=ok detail=- when=shutdown'

# VM, each time after it has told the kernel of an exit: it never lets go of the dead, and its books and the page tables agree all the same.
workload 't_exit_status,t_lseek'
plant servers/vm/space.c 'kc_vm_clear((endpoint_t)m->a\[0\])' '__builtin_trap();'
boot extended
expect 'recovery-end component=vm action=error-reply' 'suite-end failed=0'
sound

# PM crashes at requests all the time: the alarm of a sleeper is not put off each time.
workload init_recovery
edit user/bin/init/recovery.c 's/^enum test_status test_recovery(void)/static int test_sleeper(void) { int good; pid_t child = fork(); if (child == 0) { sleep_ms(25); _exit(0); } for (int i = 0; i < 60; i++) call3(EP_PM, CALL_MSG_CRASH, 0, 0, 0); good = waitpid_ms(child, NULL, WNOHANG, 0) == child; return good; }\n&/; s/int good = 1;/int good = test_sleeper();/; s/servers\[i\].ep != EP_KERNEL/servers[i].ep == EP_DS/'
boot extended
expect_count 60 'recovery-end component=pm action=error-reply'
expect 'test-end name=init_recovery status=pass'
sound

# RS without heartbeats.
plant servers/rs/heartbeat.c 'int ask\[NSERVICE\]' '__builtin_trap();'
boot extended
expect 'recovery-end component=rs action=rollback' 'suite-end failed=0'
expect_count 0 'shutdown|panic'
expect_count 7 'probe .*status=pass'

# RS that loses every sign of life: a service at rest is asked anew, and is not held for dead for ever. (One that works just then is taken for hanging:
# that is what a heartbeat is. So the workload sleeps, and heartbeats are many.)
workload 't_alarm,t_sleep'
edit servers/rs/rs.h 's,RS_PERIOD_MS 100,RS_PERIOD_MS 8,'
plant servers/rs/heartbeat.c '^void rs_pong' '{ extern void noted(endpoint_t from); __builtin_trap(); noted(from); } void noted(endpoint_t from)'
boot extended
expect 'recovery-end component=rs action=rollback' 'suite-end failed=0' 'audit name=rs status=ok detail=- when=left' 'audit name=rs status=ok detail=- when=cleared'
expect_count 0 'inconsistent|shutdown|panic'

# What every policy with windows does.
workload init_recovery
edit user/bin/init/recovery.c 's/ && answer != -ETIMEDOUT//'
boot extended
expect 'test-end name=init_recovery status=pass' 'suite-end failed=0'
for service in pm vm vfs ds rs; do expect_count 2 "recovery-end component=$service action=error-reply"; done
sound
