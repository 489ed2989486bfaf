#!/bin/sh
# Packs a tree with tar and gzip and unpacks it elsewhere.
set -e
tar -C /disk/tree -cf - b | gzip -1 >packed.tar.gz
mkdir unpacked
tar -C unpacked -xzf packed.tar.gz
diff -r /disk/tree/b unpacked/b
[ "$(readlink unpacked/b/deep/link)" = ../file1.txt ]
rm -r packed.tar.gz unpacked
