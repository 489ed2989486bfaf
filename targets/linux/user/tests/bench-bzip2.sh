#!/bin/sh
# Compresses a file of 1.2 megabytes.
set -e
seq 180000 >plain
bzip2 -c plain >packed.bz2
[ -s packed.bz2 ]
rm plain packed.bz2
