#!/bin/sh
# Copies a tree, changes it, sees the difference, removes it.
set -e
cp -a /disk/tree/a copy
diff -r /disk/tree/a copy
echo more >>copy/file2.txt
ln copy/file1.txt copy/another
mv copy/deep copy/moved
! diff -r /disk/tree/a copy >/dev/null
[ "$(stat -c %h copy/another)" = 2 ]
rm -r copy
[ ! -e copy ]
