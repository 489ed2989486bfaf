#!/bin/sh
# run.sh KMEND-CC FILECHECK CASE FOLDER: runs the RUN lines of one case. In them %cc is the wrapper, %s the case, %t a fresh
# folder's file name, %check FileCheck on the case.
set -eu
cc=$1 check=$2 case=$3 folder=$4
rm -rf "$folder"
mkdir -p "$folder"
unset KMEND_SITES KMEND_RECOVERY KMEND_UNIT_ROOT KMEND_WRITERS KMEND_VERBOSE KMEND_ALLOCATORS KMEND_RELEASES
runs=$(sed -n 's|^// RUN: ||p' "$case")
[ -n "$runs" ] || { echo "$case: no RUN line"; exit 1; }
echo "$runs" | sed -e "s|%cc|$cc|g" -e "s|%check|$check $case|g" -e "s|%s|$case|g" -e "s|%t|$folder/out|g" \
	-e "s|%root|$(dirname "$case")|g" > "$folder/run"
exec sh -eux "$folder/run"
