#!/usr/bin/env bash
# Raw consoles through `kmend classify --console`. Usage: consoles.sh KMEND FOLDER
#
# NAME.expect holds the first line that has to be printed for NAME.txt. Each is tried as it is, after 200 KB of other
# lines, and with the line ends of a serial port. A console that is named wrongly belongs into this folder.
set -u
export LC_ALL=C
kmend=$1 folder=$2 bad=0
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
mkdir "$work/plain" "$work/serial" "$work/noise"

for ((i = 0; i < 4000; i++)); do
	printf '[%5d.%06d] eth0: link is up, %d Mbps, full duplex\n' $((i / 1000)) $((i % 1000 * 1000)) "$i"
done >"$work/lines"
cp "$folder"/*.txt "$work/plain"
for text in "$folder"/*.txt; do
	name=${text##*/}
	sed 's/$/\r/' "$text" >"$work/serial/$name"
	# These count only where nothing says Linux.
	case $name in generic-*) ;; *) cat "$work/lines" "$text" >"$work/noise/$name" ;; esac
done

# The answers for a folder of consoles, `NAME SIGNATURE` a line, against what is expected.
agree() {
	local how=$1 good=0 count=0 name got want
	while read -r name got; do
		want=$(cat "$folder/${name%.txt}.expect")
		count=$((count + 1))
		if [ "$got" = "$want" ]; then
			good=$((good + 1))
		else
			echo "$how: $name: '$got', expected '$want'"
		fi
	done < <("$kmend" classify --console "$work/$how" | awk '/^    / { print $1, signature; next } { sub(/^[0-9]+ /, ""); signature = $0 }')
	echo "$how: $good of $count agree"
	[ "$good" = "$count" ] && [ "$count" -ge 150 ] || bad=1
}

agree plain
agree serial
agree noise
# One at a time, from a file and from a pipe.
one=handed-01.txt
for got in "$("$kmend" classify --console "$folder/$one" | head -n 1)" "$("$kmend" classify --console - <"$folder/$one" | head -n 1)"; do
	[ "$got" = "$(cat "$folder/${one%.txt}.expect")" ] || { echo "$one: '$got'"; bad=1; }
done
exit $bad
