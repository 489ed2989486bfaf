#!/bin/sh
# Compresses and unpacks a file; the result must be the same.
set -e
cat /disk/tree/*/deep/numbers4 >plain
bzip2 -1 -k plain
bzip2 -t plain.bz2
[ "$(stat -c %s plain.bz2)" -lt "$(stat -c %s plain)" ]
bzip2 -dc plain.bz2 | cmp - plain
rm plain plain.bz2
