#!/bin/sh
# What /proc and /sys tell about the system.
set -e
grep -q '^MemTotal:' /proc/meminfo
grep -q '^cpu0 ' /proc/stat
grep -q ' /disk ext2 ' /proc/mounts
[ "$(cat /proc/sys/kernel/ostype)" = Linux ]
cat /proc/interrupts /proc/vmstat /proc/slabinfo /proc/net/tcp /proc/net/unix /proc/net/dev /proc/locks /proc/uptime /proc/loadavg /proc/self/smaps \
	/proc/self/limits /proc/partitions /proc/diskstats >/dev/null 2>&1 || :
[ "$(cat /sys/class/net/lo/address)" = 00:00:00:00:00:00 ]
[ "$(cat /sys/block/vda/size)" = 16384 ]
ps | grep -q init
df /disk | grep -q vda
