#!/usr/bin/env bash
# compare_figures.sh KMEND RESULT FOLDER: every figure of `kmend compare RESULT` computed once more by compare.awk from the CSV of its
# experiments; what that takes is left in FOLDER. Prints what is different, and how much was compared. Exit 1: something is
# different; 77: there is no jq.
set -u
kmend=$1 result=$2 tmp=$3
here=$(dirname "$0")
command -v jq >/dev/null || { echo 'no jq'; exit 77; }
mkdir -p "$tmp" || exit 2

"$kmend" report "$result" --table experiments --format csv >"$tmp/experiments.csv" &&
	"$kmend" report "$result" --table components --format csv >"$tmp/components.csv" &&
	"$kmend" report "$result" --format json >"$tmp/report.json" &&
	"$kmend" compare "$result" --format json >"$tmp/compare.json" || exit 1
stratified=$(jq 'if any(.policies[]; .weighted != null) then 1 else 0 end' "$tmp/report.json")
jq -r '.sections[] | select(.name == "differences" or .name == "independent" or .name == "transitions") | .name as $name |
	.rows[] | [$name] + ([.[] | if . == null then "" else tostring end]) | join("\t")' "$tmp/compare.json" >"$tmp/rows.tsv"
awk -v stratified="$stratified" -f "$here/statistics.awk" -f "$here/compare.awk" "$tmp/experiments.csv" "$tmp/components.csv" "$tmp/rows.tsv"
