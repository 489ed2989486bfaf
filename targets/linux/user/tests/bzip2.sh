#!/bin/sh
# Compresses and unpacks a file; the result must be the same.
set -e
bzip2 -1 -c /disk/tree/a/deep/numbers4 >packed.bz2
bzip2 -dc packed.bz2 | cmp - /disk/tree/a/deep/numbers4
rm packed.bz2
