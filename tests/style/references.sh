#!/usr/bin/env bash
# Paths of this tree that documents, comments, build files and YAML name must exist. Prints each that does not; exit 1 then.
# A path is a word that begins with one of the top folders and holds at least one slash; placeholders in capitals (cmd_NAME.c),
# patterns (*, {a,b}) and what a build makes are checked as far as their folder.
set -u
cd "$1" || exit 2
bad=0
folders='inject|recovery-rt|harness|targets|campaigns|report|tests|docs'

exists() { # PATH: is it there, as it is or with an ending that prose leaves out?
	local path=$1
	[ -e "$path" ] || compgen -G "$path.*" >/dev/null
}

check() { # FILE:LINE PATH
	local where=$1 path=$2
	path=${path%%[\{\[\*\$<]*} # a pattern: what is before it
	case "$path" in
	*[A-Z][A-Z]*) case "$path" in *README* | *CMakeLists* | *LICENSE* | *Makefile*) ;; *) path=${path%/*} ;; esac ;;
	esac
	[ "$path" = "$2" ] || path=${path%/*}
	path=${path%%[.,:;)]} path=${path%/}
	exists "$path" && return
	# Relative to the file that says it, or to the folder above (#include "fault/event.h").
	exists "$(dirname "${where%%:*}")/$path" || exists "$(dirname "${where%%:*}")/../$path" || exists "recovery-rt/$path" && return
	echo "missing: $where: $2"
	bad=1
}

while IFS=: read -r file line rest; do
	check "$file:$line" "$rest"
done < <(git ls-files -z -- '*.md' '*.[ch]' '*.cpp' '*.S' '*.sh' '*.yaml' '*CMakeLists.txt' '*Makefile' bootstrap |
	xargs -0 grep -noHE "(^|[^A-Za-z0-9_./\$}{=-])($folders)/[A-Za-z0-9_./{},*\$<>-]*[A-Za-z0-9_}*/]" |
	sed -E "s/^([^:]+:[0-9]+:)[^A-Za-z0-9_.]/\1/" | sort -u)

[ $bad = 0 ] && echo 'every path that is named exists'
exit $bad
