#!/usr/bin/env bash
# layers.sh finds a circle of calls, one of includes, and none where there is none.
set -eu
layers=$1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

# build: compiles what lies in part/, as CMake does.
build() {
	rm -rf out
	mkdir -p out/part/CMakeFiles/x.dir
	for file in part/*.c; do cc -I. -c "$file" -o "out/part/CMakeFiles/x.dir/${file#part/}.o"; done
}

# gives STATUS TEXT: what layers.sh says of part/
gives() {
	local status=0
	"$layers" "$tmp" "$tmp/out" part >said 2>&1 || status=$?
	[ $status = "$1" ] && grep -q "$2" said || { echo "not '$2' ($1), but ($status):"; cat said; exit 1; }
}

mkdir part
gives 2 'no objects of part'
echo 'void low(void);' >part/low.h
printf '#include "part/low.h"\nvoid low(void) {}\n' >part/low.c
printf '#include "low.h"\nvoid top(void);\nvoid top(void) { low(); }\n' >part/top.c
build
gives 0 'no circle; from the top: top low'

printf '#include "part/low.h"\nvoid top(void);\nvoid low(void) { top(); }\n' >part/low.c # without an include
build
gives 1 'a circle of includes or calls'

printf '#include "part/low.h"\nvoid low(void) {}\n' >part/low.c
printf '#pragma once\n#include "part/low.h"\n' >part/top.h
printf '#pragma once\n#include "part/top.h"\nvoid low(void);\n' >part/low.h
build
gives 1 'a circle of includes or calls'
