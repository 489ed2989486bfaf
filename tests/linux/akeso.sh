#!/bin/bash
# Recovery domains on Linux: a campaign of a few faults, a short storm, and both again: akeso.sh KMEND ROOT FOLDER.
set -euo pipefail
kmend=$1 root=$2 tmp=$3
rm -rf "$tmp"
mkdir -p "$tmp"
cd "$tmp"

fail() { echo "FAILED: $*"; exit 1; }
sum() { "$kmend" report "$1" --table "$2" --format csv | awk -F, -v name="$3" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) n = i; next } { s += $n } END { print s + 0 }'; }
count() { "$kmend" report "$1" --table experiments --format csv | awk -F, -v outcome="$2" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "outcome") n = i; next } $n == outcome { c++ } END { print c + 0 }'; }
target="target: $root/targets/linux-failstop"

# One site of each subsystem.
printf 'name: few\n%s\npolicies: [akeso]\nfault_model: fail-stop\nselect: per-component\nsample: 1\nseed: 3\n' "$target" >few.yaml
"$kmend" run few.yaml --no-plots -o few.kmend >few.txt
cat few.txt
[ "$(count few.kmend infra-error)" = 0 ] || fail 'infra errors'
[ "$(sum few.kmend experiments recovered)" -gt 0 ] || fail 'nothing was rolled back'
[ "$(sum few.kmend experiments activations)" -gt 10 ] || fail 'persistent faults acted hardly ever: do they sleep?'
grep -q 'the event log is the same' few.txt || fail 'no experiment was run again, or one differs'

# A storm of two seeds.
printf 'name: storm\n%s\npolicies: [akeso]\nfault_model: fail-stop\nactivation: storm 60000\nrepeats: 2\n' "$target" >storm.yaml
"$kmend" run storm.yaml --no-plots -o storm.kmend >storm.txt
cat storm.txt
[ "$(count storm.kmend infra-error)" = 0 ] || fail 'infra errors'
[ "$(sum storm.kmend storm faults)" -gt 5 ] || fail 'hardly a fault'
[ "$(sum storm.kmend storm recovered)" -gt 0 ] || fail 'nothing was rolled back'
grep -q 'the event log is the same' storm.txt || fail 'no storm was run again, or one differs'
"$kmend" report storm.kmend --table latency --format csv >latency.csv
grep -Eq '^akeso,linux,(to |more)' latency.csv || { cat latency.csv; fail 'no time of a recovery by the size of its log'; }
