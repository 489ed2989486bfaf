#!/bin/sh
# Walks the tree on the disk by name, type, size and link.
set -e
[ "$(/usr/bin/find /disk/tree -name 'numbers*' -type f | wc -l)" = 16 ]
[ "$(/usr/bin/find /disk/tree ! -path '*/b/*' \( -type l -o -size -1k -type f \) -newermt 2019-12-31 | wc -l)" -ge 3 ]
[ -z "$(/usr/bin/find /disk/tree -mindepth 3 -type d -empty ! -name deeper)" ]
