#!/usr/bin/env bash
# The classifier's corpus: every log of this folder through `kmend classify`. Usage: check.sh KMEND FOLDER
#
# A log begins with a header of lines `# key: value`, closed by a line with `#` alone; what follows is the log itself.
#   outcome  the first word that `kmend classify` has to print     reason  the second one
#   golden   log of this folder that it is compared with           says    a further line that has to be printed
#   about    what the log shows
# Found a log that is judged wrongly? Put it here with the outcome it should have.
set -u
kmend=$1 folder=$2 bad=0 count=0
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

complain() {
	echo "$name: $*"
	bad=1
}

# The log without its header.
body() {
	local lines
	lines=$(grep -a -n -m1 -x '#' "$1" | cut -d: -f1)
	tail -n "+$((lines + 1))" "$1"
}

# Values of one key of the header, a line each.
header() {
	sed -n -e '/^#$/q' -e "s/^# $2: //p" "$1"
}

for file in "$folder"/*.log; do
	name=$(basename "$file") count=$((count + 1))
	[ -n "$(header "$file" outcome)" ] || { complain "no expected outcome in its header"; continue; }
	body "$file" >"$work/log"
	golden=$(header "$file" golden)
	[ -z "$golden" ] || body "$folder/$golden" >"$work/golden"
	"$kmend" classify "$work/log" ${golden:+--golden "$work/golden"} >"$work/out" 2>"$work/err" ||
		complain "classify exits with $?: $(head -c 200 "$work/err")"
	[ ! -s "$work/err" ] || complain "chatter: $(head -c 200 "$work/err")"
	want="$(header "$file" outcome) $(header "$file" reason)"
	got=$(head -1 "$work/out")
	[ "$got" = "$want" ] || complain "'$got', expected '$want'"
	while IFS= read -r line; do
		grep -qFx -- "$line" "$work/out" || complain "does not say '$line'"
	done < <(header "$file" says)
	LC_ALL=C grep -q '[^ -~]' "$work/out" && complain "prints what is not plain ASCII"
	# The header is text to the reader, as any line that is no event: it changes no outcome.
	got=$("$kmend" classify "$file" ${golden:+--golden "$work/golden"} 2>&1 | head -1)
	[ "${got%% *}" = "${want%% *}" ] || complain "'$got' with its header on, expected '$want'"
done
[ "$count" -ge 40 ] || { echo "only $count logs in $folder"; bad=1; }
[ $bad = 0 ] && echo "$count logs judged as expected"
exit $bad
