#!/bin/sh
# Many small programs with pipes between them.
set -e
[ "$(seq 300 | sort -r | sed 's/1/x/g' | grep -v x | tail -n 1)" = 2 ]
[ "$(cat /disk/tree/a/deep/numbers* | sort -n | uniq -c | awk '$1 == 4' | wc -l)" = 100 ]
seq 50 | tee one two >/dev/null
cmp one two
rm one two
