#!/bin/sh
# Blocks on the disk: written, synchronised, dropped from the cache, read again.
set -e
seq 2000 >plain
dd if=plain of=copy bs=1k conv=fsync 2>/dev/null
echo 3 >/proc/sys/vm/drop_caches
cmp plain copy
rm plain copy
sync
