#!/bin/sh
# Walks the tree on the disk by name, type, size, time and link.
set -e
/usr/bin/find /disk/tree \( -name 'numbers*' -type f \) -o \( -type l -newermt 2019-12-31 \) -o \( -type d -empty \) >/tmp/found
[ "$(wc -l </tmp/found)" = 24 ]
rm /tmp/found
