#!/usr/bin/env bash
# Raw consoles through `kmend classify --console`. Usage: consoles.sh KMEND FOLDER
#
# NAME.expect holds the first line that has to be printed for NAME.txt. Each is tried as it is, after 200 KB of other lines
# from a pipe, and with the line ends of a serial port. A console that is named wrongly belongs into this folder.
set -u
export LC_ALL=C
kmend=$1 folder=$2 bad=0 count=0
noise=$(mktemp) || exit 2
trap 'rm -f "$noise"' EXIT
for ((i = 0; i < 4000; i++)); do
	printf '[%5d.%06d] eth0: link is up, %d Mbps, full duplex\n' $((i / 1000)) $((i % 1000 * 1000)) "$i"
done >"$noise"

check() {
	local how=$1 got=$2
	[ "${got%%$'\n'*}" = "$want" ] && return
	echo "${text##*/}: '${got%%$'\n'*}' $how, expected '$want'"
	bad=$((bad + 1))
}

for text in "$folder"/*.txt; do
	want=$(cat "${text%.txt}.expect") || exit 2
	count=$((count + 1))
	check 'as it is' "$("$kmend" classify --console "$text" 2>&1)"
	check 'with carriage returns' "$(sed 's/$/\r/' "$text" | "$kmend" classify --console - 2>&1)"
	grep -q 'kernel is booting\|^booting\|goroutine' "$text" ||
		check 'after noise' "$(cat "$noise" "$text" | "$kmend" classify --console - 2>&1)"
done
[ "$count" -ge 150 ] || { echo "only $count consoles in $folder"; bad=$((bad + 1)); }
echo "$count consoles, $bad answers that are not as expected"
[ "$bad" = 0 ]
