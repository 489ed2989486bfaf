#!/usr/bin/env bash
# The classifier's corpus: every log of this folder through `kmend classify`. Usage: check.sh KMEND FOLDER
#
# A log begins with a header of lines `# key: value`, closed by a line with `#` alone; what follows is the log itself.
#   outcome  the first word that `kmend classify` has to print     reason  the second one
#   golden   log of this folder that it is compared with           says    a further line that has to be printed
#   about    what the log shows
# Found a log that is judged wrongly? Put it here with the outcome it should have.
set -u
export LC_ALL=C
kmend=$1 folder=$2 bad=0 count=0
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

complain() {
	echo "$name: $*"
	bad=1
}

# Sets outcome, reason, golden, says (an array) and lines (of the header).
read_header() {
	local line
	outcome='' reason='' golden='' says=() lines=0
	while IFS= read -r line; do
		lines=$((lines + 1))
		case $line in
		'#') return 0 ;;
		'# outcome: '*) outcome=${line#*: } ;;
		'# reason: '*) reason=${line#*: } ;;
		'# golden: '*) golden=${line#*: } ;;
		'# says: '*) says+=("${line#*: }") ;;
		'# about: '*) ;;
		*) return 1 ;;
		esac
	done <"$1"
	return 1
}

# The logs without their headers.
for file in "$folder"/*.log; do
	name=${file##*/}
	read_header "$file" && tail -n "+$((lines + 1))" "$file" >"$work/$name" || complain "no header"
done

for file in "$folder"/*.log; do
	name=${file##*/} count=$((count + 1))
	read_header "$file" || continue
	got=$("$kmend" classify "$work/$name" ${golden:+--golden "$work/$golden"} 2>&1) || complain "classify fails: $got"
	[ "${got%%$'\n'*}" = "$outcome $reason" ] || complain "'${got%%$'\n'*}', expected '$outcome $reason'"
	for line in "${says[@]}"; do
		[[ $'\n'$got$'\n' == *$'\n'"$line"$'\n'* ]] || complain "does not say '$line'"
	done
	[[ ${got//$'\n'/} == *[!\ -~]* ]] && complain "prints what is not plain ASCII"
	# The header is text to the reader, as any line that is no event: it changes no outcome.
	got=$("$kmend" classify "$file" ${golden:+--golden "$work/$golden"} 2>&1)
	[ "${got%% *}" = "$outcome" ] || complain "'${got%%$'\n'*}' with its header on, expected '$outcome'"
done
[ "$count" -ge 40 ] || { echo "only $count logs in $folder"; bad=1; }
[ $bad = 0 ] && echo "$count logs judged as expected"
exit $bad
