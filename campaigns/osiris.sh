#!/usr/bin/env bash
# Every table and chart of the OSIRIS paper from nothing, with one command: runs the campaigns (or carries on with them) and writes
#   FOLDER/NAME.kmend           the results
#   FOLDER/results.md           every table, each below the command that makes it
#   FOLDER/TABLE.tex, TABLE.csv the same for papers and programs
#   FOLDER/plots-NAME/          the charts, among them how many tests failed in what survived
#
#   campaigns/osiris.sh [--sample N] [--jobs N] [--no-plots] [--no-linux] [--only NAME[,NAME...]] [--campaigns FOLDER2] [FOLDER]
#
# --sample N draws only N sites, of all components together; --only runs only these campaigns, and tables whose
# results are missing are left out; --no-linux leaves out Linux, whose build takes a quarter of an hour and its packages (targets/linux/packages): Table IV then has the baseline
# alone; --campaigns takes the campaign files from another folder. FOLDER is results/osiris. KMEND is the program, else
# build/kmend.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
kmend=${KMEND:-$root/build/kmend}
sample=() jobs=() plots=1 linux=1 only= campaigns=$root/campaigns folder=
usage() { sed -n 's/^#   \(campaigns.osiris.*\)/usage: \1/p' "$0" >&2; exit 129; }
while [ $# -gt 0 ]; do
	case $1 in
	--sample | --jobs | --only | --campaigns)
		[ $# -ge 2 ] || usage
		case $1 in
		--sample) sample=(--sample "$2") ;;
		--jobs) jobs=(--jobs "$2") ;;
		--only) only=,$2, ;;
		--campaigns) campaigns=$2 ;;
		esac
		shift 2 ;;
	--no-plots) plots=; shift ;;
	--no-linux) linux=; shift ;;
	-*) usage ;;
	*) [ -z "$folder" ] || usage; folder=$1; shift ;;
	esac
done
folder=${folder:-$root/results/osiris}
mkdir -p "$folder"
cd "$folder"

# Fail-stop without and with the blocks that ran at boot, with policy extended, EDFI, transient faults, RS's own restart path, cost without a fault here (with
# the undo log at each of its levels) and on Linux, service disruption.
names='osiris-table2 multiserver-failstop multiserver-extended multiserver-edfi multiserver-transient multiserver-rs multiserver-overhead multiserver-overhead-always multiserver-overhead-cloned osiris-figure3'
names+=${linux:+ linux-overhead}

for name in $names; do
	case $only in '' | *,$name,*) ;; *) continue ;; esac
	arguments=("${jobs[@]}")
	grep -q '^measure:' "$campaigns/$name.yaml" || arguments+=("${sample[@]}")
	if [ "$plots" ]; then arguments+=(--plots "plots-$name"); else arguments+=(--no-plots); fi
	"$kmend" run "$campaigns/$name.yaml" -o "$name.kmend" "${arguments[@]}" >/dev/null
done

# A command as a person would give it, and what it prints.
show() { printf '\n```sh\n%s\n```\n\n' "$1"; }

# table NAME RESULT [RESULT]: into results.md, and alone for papers and programs. Nothing when none of its results is there.
table() {
	local name=$1 results=() result
	shift
	for result; do [ ! -f "$result.kmend" ] || results+=("$result.kmend"); done
	[ ${#results[@]} -gt 0 ] || return 0
	"$kmend" report "${results[@]}" --table "$name" --format latex >"$name.tex"
	"$kmend" report "${results[@]}" --table "$name" --format csv >"$name.csv"
	show "kmend report ${results[*]} --table $name"
	"$kmend" report "${results[@]}" --table "$name" --format markdown
}

# part TABLE RESULT: a table of ours about one result.
part() {
	[ -f "$2.kmend" ] || return 0
	show "kmend report $2.kmend --table $1"
	"$kmend" report "$2.kmend" --table "$1" --format markdown
}

# compared TABLE RESULT: a table of the comparison of its policies.
compared() {
	[ -f "$2.kmend" ] || return 0
	show "kmend compare $2.kmend --table $1"
	"$kmend" compare "$2.kmend" --table "$1" --format markdown
}

{
	echo '# The OSIRIS evaluation, as this machine measured it'
	printf '\nMade by `campaigns/osiris.sh'
	printf ' %s' "${sample[@]}"
	printf '`, with the campaigns of its folder; docs/osiris.md says how to read it.\n'
	[ ${#sample[@]} = 0 ] || printf '\n**A sample**: %s sites of each campaign instead of all.\n' "${sample[1]}"
	table osiris-1 osiris-table2
	table osiris-2 osiris-table2 multiserver-failstop
	part service osiris-table2
	part failed-tests osiris-table2
	part latency osiris-table2
	part service multiserver-extended
	compared differences multiserver-extended
	table osiris-3 multiserver-edfi
	part types multiserver-edfi
	table osiris-4 linux-overhead multiserver-overhead
	table unixbench multiserver-overhead linux-overhead
	table osiris-5 multiserver-overhead multiserver-overhead-always
	part osiris-5 multiserver-overhead-cloned
	table osiris-6 multiserver-overhead
	part overhead multiserver-overhead
	table osiris-figure-3 osiris-figure3
	table transient multiserver-transient multiserver-failstop
	part components multiserver-rs
	show targets/multiserver/rcb
	printf '```\n'
	"$root/targets/multiserver/rcb"
	printf '```\n'
} >results.md.new
mv results.md.new results.md
echo "$folder/results.md" >&2
