#!/bin/sh
# Background jobs, signals to them, traps, exit codes.
trap 'caught=yes' USR1
sleep 100 &
job=$!
(exit 7) &
wait $! && exit 1
kill -TERM $job
wait $job
[ $? = 143 ] || exit 1
kill -USR1 $$
[ "$caught" = yes ] || exit 1
(kill -KILL $(sh -c 'echo $PPID')) 2>/dev/null
[ $? = 137 ] || exit 1
