#!/usr/bin/env bash
# layers.sh SOURCE BUILD FOLDER: the files of FOLDER are layers: no circle of includes or calls between them. A node is a file
# without its ending (boot.c and boot.h are one); it points to what it includes and to what defines a symbol that it uses, as nm
# says of the objects in BUILD. Prints a circle and exits 1 when there is one.
set -u
source=$1 build=$2 folder=$3
cd "$source" || exit 2
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT

find "$folder" -name '*.[ch]' -o -name '*.cpp' -o -name '*.S' >"$tmp/files"
xargs grep -HE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' <"$tmp/files" >"$tmp/includes"
find "$build/$folder" -name '*.o' -print0 2>/dev/null | xargs -0r nm -A -g --format=posix >"$tmp/symbols" 2>/dev/null
[ -s "$tmp/symbols" ] || { echo "no objects of $folder in $build: is it built?"; exit 2; }

awk -v folder="$folder/" '
	# boot for FOLDER/boot.c, osiris/window for FOLDER/osiris/window.h
	function node(file) {
		file = substr(file, length(folder) + 1)
		sub(/\.[^.\/]*$/, "", file)
		return file
	}
	function plain(path) {
		while (sub(/[^\/]+\/\.\.\//, "", path))
			;
		return path
	}
	FILENAME ~ /files$/ {
		is_file[$0] = 1
		print node($0), node($0)
		next
	}
	FILENAME ~ /includes$/ {
		file = substr($0, 1, index($0, ":") - 1)
		split($0, quoted, "\"")
		dir = file
		sub(/[^\/]*$/, "", dir)
		found = ""
		if (quoted[2] in is_file)
			found = quoted[2]
		else if (plain(dir quoted[2]) in is_file)
			found = plain(dir quoted[2])
		else if ((folder quoted[2]) in is_file)
			found = folder quoted[2]
		if (found != "")
			print node(file), node(found)
		next
	}
	{ # OBJECT: SYMBOL TYPE ...
		object = $1
		sub(/.*\.dir\//, "", object)
		sub(/\.o:$/, "", object)
		if (!((folder object) in is_file))
			next
		from = node(folder object)
		if ($3 == "U" || $3 == "w")
			uses[from, $2] = 1
		else
			defined_in[$2] = from
	}
	END {
		for (use in uses) {
			split(use, part, SUBSEP)
			if (part[2] in defined_in)
				print part[1], defined_in[part[2]]
		}
	}' "$tmp/files" "$tmp/includes" "$tmp/symbols" | sort -u >"$tmp/edges"

if ! tsort "$tmp/edges" >"$tmp/order" 2>"$tmp/circles"; then
	echo "$folder: a circle of includes or calls:"
	sed "s/^tsort: //; s#$tmp/edges: ##" "$tmp/circles"
	exit 1
fi
echo "$folder: $(wc -l <"$tmp/order") files, $(awk '$1 != $2' "$tmp/edges" | wc -l) edges, no circle; from the top:" $(cat "$tmp/order")
