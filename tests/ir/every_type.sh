#!/bin/sh
# every_type.sh SOURCE-ROOT TEMPORARY: each fault type has its type-NAME.c here, which shows its faulty copy, and no file is left of one that is gone.
set -eu
cd "$1"
awk '/^#define KMEND_FAULT_TYPES/ { on = 1 } on && match($0, /"[a-z-]+"/) { print substr($0, RSTART + 1, RLENGTH - 2) } on && !/\\$/ { exit }' \
	recovery-rt/include/kmend/abi.h | sort >"$2.types"
(cd tests/ir && for case in type-*.c; do case=${case#type-}; echo "${case%.c}"; done) | sort >"$2.cases"
[ "$(grep -c . "$2.types")" -gt 10 ] || { echo 'the list of types was not found'; exit 1; }
diff "$2.types" "$2.cases"
