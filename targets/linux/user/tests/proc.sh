#!/bin/sh
# What /proc and /sys tell about the system.
set -e
grep -q ' /disk ext2 ' /proc/mounts
read -r type </proc/sys/kernel/ostype
[ "$type" = Linux ]
read -r address </sys/class/net/lo/address
[ "$address" = 00:00:00:00:00:00 ]
cat /proc/meminfo /proc/stat /proc/interrupts /proc/vmstat /proc/net/tcp /proc/net/unix /proc/net/dev /proc/locks /proc/uptime /proc/loadavg \
	/proc/self/smaps /proc/self/limits /proc/partitions /proc/diskstats >/dev/null
ps | grep -q init
df /disk | grep -q /disk
