#!/bin/bash
# compare.sh KMEND-CC LINES FOLDER [sample]: runs each command line of LINES (sample: those with a star) by clang and by kmend
# cc, each time in a fresh folder FOLDER/work, and compares exit status, what was printed, which files are there and what is in them.
set -u
kmend=$1 lines=$(realpath "$2") top=$3 sample=${4-}
unset KMEND_UNITS KMEND_SUMMARY KMEND_SITES KMEND_RECOVERY KMEND_RUNTIME KMEND_UNIT_ROOT KMEND_WRITERS KMEND_VERBOSE
rm -rf "$top"
mkdir -p "$top/tmp" "$top/fresh/sub" "$top/fresh/inc"
top=$(realpath "$top")
export TMPDIR=$top/tmp
bad=0
report() { echo "line $number: $line"; printf '  %s\n' "$@"; bad=$((bad + 1)); }

# ---- the folder that each command starts from
cd "$top/fresh" || exit 2
cat > a.c <<'C'
#include "h.h"
int a(int x) { int v[H]; for (int i = 0; i < H; i++) v[i] = x * i; return v[x & 1] + H; }
C
cat > sub/b.c <<'C'
int a(int);
int main(void) { return a(0) - 3; }
C
printf '#include <stddef.h>\n#define H 3\n' > h.h
printf 'int odd(void) { return 1; }\n' > odd.name
printf '.globl x\nx: ret\n' | tee s.S s.txt > plain.s
printf 'int broken(void) { return nothing; }\n' > bad.c
printf 'int w(void) { int unused; return 0; }\n' > warn.c
printf '#include "no-such-header.h"\n' > missing.c
printf '#ifdef C_TOO\nint x_cc(void);\n#else\ntemplate <class T> T one() { return 1; }\nint x() { return one<int>(); }\n#endif\n' > x.cc
printf '__asm__(".section .rodata\\n.globl blob\\nblob: .incbin \\"blob.bin\\"\\n.previous\\n");\nextern const char blob[];\nint g(void) { return blob[0]; }\n' > incbin.c
printf '__asm__(".include \\"mac.inc\\"\\n");\nint h(void) { return 1; }\n' > incmac.c
echo hello > inc/blob.bin
printf '.macro nothing\n.endm\n' > inc/mac.inc
printf -- '-O2 -c a.c\n-o "resp.o" -DQ="a b"\n' > args
echo '@args' > args2
echo '-O2 -DFROM_CONFIG' > own.cfg
echo old > old.o
printf '%s\n' '__attribute__((preserve_most)) unsigned __kmend_block(unsigned char *w) { (void)w; return 0; }' \
	'unsigned long __kmend_seed(void) { return 0; }' 'unsigned long __kmend_random(void) { return 0; }' > rt.c
clang-19 -O1 -c rt.c && clang-19 -c sub/b.c -o sub/b.o || exit 2
cd "$top" || exit 2

# run NAME COMPILER: the command line in a fresh folder; afterwards the folder is called NAME.
run() {
	rm -rf "$top/work" "$top/$1"
	cp -r "$top/fresh" "$top/work"
	(
		cd "$top/work" || exit 2
		CC() { "$compiler" "$@"; }
		compiler=$2
		eval "$command"
	) < /dev/null > "$top/$1.out" 2> "$top/$1.err"
	echo $? > "$top/$1.status"
	rm -f "$top/work/a1.o" # between two commands of a line; not compared twice
	mv "$top/work" "$top/$1"
	find "$TMPDIR" -mindepth 1 > "$top/$1.left"
	find "$TMPDIR" -mindepth 1 -delete
}

# The name of the program, and the options of the plugin that -MJ records.
plain() { sed -E -e 's/"-gline-tables-only", "-fpass-plugin=[^"]*", //' -e 's/"-Xclang", "-debug-info-kind=[^"]*", //' -e 's/(Dir: |clang version ).*//' "$1"; }
magic() { head -c 4 "$1" | od -An -tx1; }
has_sites() { grep -qaE 'kmend_watch|__kmend_block' "$1"; }

same_file() { # FILE: of both folders
	local x=clang/$1 y=kmend/$1
	case $command in *-flto*) [ "${1##*.}" != o ] || return 0 ;; esac # kmend cc makes native objects
	case $1 in
	*.d | *.i | *.pre | *.gcno | *.dia | *.c | *.h | *.inc) cmp -s "$x" "$y" ;;
	*/x.json) [ "$(plain "$x")" = "$(plain "$y")" ] ;;
	*.json | *.stats) jq -e . "$y" > /dev/null ;;
	*.su) [ "$(cut -f1,3 "$x")" = "$(cut -f1,3 "$y")" ] ;;
	*.yaml) grep -q '^Pass: *asm-printer' "$x" && grep -q '^Pass: *asm-printer' "$y" && grep -q '^Pass: *gvn' "$y" ;;
	*.pch) cmp -s -n 4 "$x" "$y" ;;
	*) [ "$(magic "$x")" = "$(magic "$y")" ] ;;
	esac
}

number=0 compared=0
while IFS= read -r line; do
	number=$((number + 1))
	case $line in
	'#'* | '') continue ;;
	'* '*) line=${line#'* '} ;;
	*) [ "$sample" != sample ] || continue ;;
	esac
	compared=$((compared + 1))
	sited=${line%%|*} command=${line#*|}
	run clang clang-19
	run kmend "$kmend"
	[ "$(cat clang.status)" = "$(cat kmend.status)" ] || { report "exit status $(cat kmend.status), clang's $(cat clang.status)" "$(tail -3 kmend.err)"; continue; }
	cmp -s <(plain clang.out) <(plain kmend.out) || report 'another output' "$(diff clang.out kmend.out | head -5)"
	cmp -s <(sort clang.err) <(sort kmend.err) || report 'other messages' "$(diff clang.err kmend.err | head -5)"
	[ ! -s kmend.left ] || report "left in TMPDIR: $(cat kmend.left)"
	x=$(cd clang && find . -type f | sort) y=$(cd kmend && find . -type f | sort)
	[ "$x" = "$y" ] || { report 'other files' "$(diff <(echo "$x") <(echo "$y"))"; continue; }
	while IFS= read -r file; do
		same_file "$file" || report "$file has another content"
	done <<< "$x"
	eval "set -- $sited"
	for file; do
		if [ "$file" = - ]; then
			while IFS= read -r file; do has_sites "kmend/$file" && ! has_sites "fresh/$file" && report "$file has sites"; done <<< "$x"
		elif ! has_sites "kmend/$file"; then
			report "$file has no sites"
		fi
	done
done < "$lines"
[ $bad = 0 ] && echo "wrapper: $compared command lines, no difference"
exit $((bad != 0))
