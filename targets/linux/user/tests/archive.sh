#!/bin/sh
# Packs a tree and unpacks it elsewhere.
set -e
tar -C /disk/tree -cf packed.tar b
mkdir unpacked
tar -C unpacked -xf packed.tar
diff -r /disk/tree/b unpacked/b
[ "$(readlink unpacked/b/deep/link)" = ../file1.txt ]
rm -r packed.tar unpacked
