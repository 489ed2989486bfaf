#!/bin/bash
# A small campaign on Linux, twice, with one and with two machines: the same outcomes, and every crash says where it was.
#   campaign.sh KMEND ROOT FOLDER
set -euo pipefail
kmend=$1 root=$2 tmp=$3
rm -rf "$tmp"
mkdir -p "$tmp"
cd "$tmp"

fail() { echo "FAILED: $*"; exit 1; }
rows() { "$kmend" report "$1" --table experiments --format csv; }
# All but what wall-clock time has a say in: the columns of it, and the later looks at a hang.
steady() { rows "$1" | awk -F, -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i ~ /^(wall_us|own_us|hang)$/) out[i] } { for (i in out) $i = ""; print }'; }
# The column called NAME of a table.
column() { rows "$1" | awk -F, -v name="$2" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) n = i; next } { print n ? $n : "no column " name }'; }

"$kmend" run "$root/campaigns/linux-small.yaml" --jobs 2 -o two.kmend >two.txt
"$kmend" run "$root/campaigns/linux-small.yaml" --jobs 1 -o one.kmend >one.txt
cat two.txt
diff <(steady one.kmend) <(steady two.kmend) || fail 'two runs with the same seed differ'
[ "$(column one.kmend outcome | wc -l)" -ge 20 ] || fail 'too few experiments'
[ "$(column one.kmend outcome | grep -c infra-error)" = 0 ] || fail 'infra errors'
[ "$(column one.kmend outcome | grep -c crash)" -gt 0 ] || fail 'no crash at all'
[ "$(column one.kmend component | sort -u | wc -l)" = 7 ] || fail 'not every subsystem takes part'
paste -d, <(column one.kmend outcome) <(column one.kmend signature) <(column one.kmend where) | awk -F, '$1 == "crash" && ($2 == "" || $3 !~ /:[0-9]+$/) { bad = 1; print } END { exit bad }' ||
	fail 'a crash without a signature or a place'

# A replay is the same, byte for byte.
"$kmend" replay one.kmend "$(rows one.kmend | awk -F, '$6 == "crash" { print $1; exit }')" >/dev/null || fail 'a replay differs'

# The package is missing: one line.
if KMEND_LINUX_SOURCE=/nonexistent KMEND_CACHE=$tmp/cache "$kmend" build "$root/targets/linux-failstop" >out 2>err; then
	fail 'builds without a source'
fi
[ "$(wc -l <err)" = 1 ] && grep -q 'install the package linux-source-6.1' err || fail "says: $(cat err)"
