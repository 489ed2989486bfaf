#!/bin/sh
# Blocks on the disk: written, synchronised, dropped from the cache, read again.
set -e
seq 3000 >plain
sum=$(cksum <plain)
dd if=plain of=copy bs=1k conv=fsync 2>/dev/null
sync
echo 3 >/proc/sys/vm/drop_caches
[ "$(cksum <copy)" = "$sum" ]
truncate -s 100 copy
[ "$(wc -c <copy)" = 100 ]
rm plain copy
