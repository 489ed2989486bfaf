#!/usr/bin/env bash
# Windows of threads that waited for the disk (lib/cothread.h): a crash after the wait ends the wait with an error, once; one in what the thread does
# with the error ends in a shutdown.
# usage: threads.sh KMEND-CC SOURCE-TREE SCRATCH
. "${0%/*}/planted.sh"

# A crash in VFS after a block of a program was read, the first two times. Not when pid 1 is read, at boot.
trap_after_read() {
	plant servers/vfs/cache.c '#include "server.h"' '#include "request.h"'
	plant servers/vfs/cache.c 'error = blockio_transfer(BLOCKIO_READ' "{ static uint64_t init; const struct request *r = cothread_current()->job; if (r->m.type == CALL_VFS_EXEC_READ \&\& !init) init = r->m.a[0]; if (!error \&\& r->m.type == CALL_VFS_EXEC_READ \&\& r->m.a[0] != init \&\& ((const volatile struct osiris_rt *)SERVICE_RT_BASE)->rollbacks < 2) __builtin_trap(); }"
}

# Twice, then it works: two programs cannot be executed, nothing else is wrong.
workload 't_dup,t_file,t_lseek'
for policy in pessimistic enhanced; do
	trap_after_read
	boot $policy
	expect 'test-end name=t_dup status=fail' 'test-end name=t_lseek status=pass'
	expect_count 2 'recovery-end component=vfs action=error-reply'
	expect_count 12 'audit .*status=ok'
	expect_count 7 'probe .*status=pass'
done

# The oracle compares the whole state after each of these rollbacks.
trap_after_read
KMEND_ORACLE=1 boot enhanced
expect 'counter name=oracle-checks-vfs value=2'
expect_count 0 'counter name=oracle-differences-[a-z]+ value=[^0]|shutdown|panic'

# The thread crashes again on its way out: no third try.
trap_after_read
plant servers/vfs/cache.c 'b->valid = 1;' 'else if (error == -E_CRASH) __builtin_trap();'
boot enhanced
expect_count 1 'recovery-end component=vfs action=error-reply'
expect 'shutdown reason=window-closed'
