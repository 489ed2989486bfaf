#!/bin/sh
# changed-lines.sh SOURCE-ROOT FOLDER: each changed line of Linux has a purpose, and purposes add up to what is counted without them; the
# paper's figures add up to its 132; a file without a purpose is an error.
set -eu
root=$1 t=$2
fail() { echo "changed-lines: $*"; exit 1; }
rm -rf "$t"
mkdir -p "$t"
cd "$t"
"$root/targets/linux/changed-lines" --table >table
count=$("$root/targets/linux/changed-lines")
awk -v count="$count" '
	NR == 1 { next }
	!NF { exit }
	$1 == "total" { good = $2 == ours && $2 == count && $3 == paper && $3 == 132; exit }
	{ ours += $(NF - 1); paper += $NF == "-" ? 0 : $NF }
	END { exit !good }' table || { cat table; fail 'the rows do not add up'; }
lines=$(grep -c '^[a-z]' "$root/targets/linux/domains")
grep -q "^total *$lines\$" table || { cat table; fail "not the $lines lines of the annotation file"; }
cp "$root/targets/linux/changed-lines" "$root/targets/linux/domains" .
sed '0,/^purpose:/{/^purpose:/d}' "$root/targets/linux/linux.patch" >linux.patch
./changed-lines --table >table 2>err && fail 'a file without a purpose'
grep -q '^no purpose above a/' err || fail 'which file has no purpose'
echo 'changed-lines: good'
