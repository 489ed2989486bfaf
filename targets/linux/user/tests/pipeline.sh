#!/bin/sh
# Small programs with pipes between them.
set -e
[ "$(seq 100 | sort -r | sed 's/1/x/g' | grep -v x | tail -n 1)" = 2 ]
seq 50 | tee one >two
cmp one two
rm one two
