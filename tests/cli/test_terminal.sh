# kmend run on a terminal: lines that stay in place, one line where it is small, plain lines where it can do nothing.
. "$(dirname "$0")/lib.sh" "$@"
script -qec true /dev/null >/dev/null 2>&1 </dev/null || exit 77 # a chroot without /dev/pts has no terminals
tiny_flags -DTINY_QUICK
campaign a.yaml 'policies: [none, enhanced]' 'repeats: 4'

# on TERM ROWS COLUMNS RESULT: a run on such a terminal; what it gets is in `screen`.
on() {
	TERM=$1 script -qec "stty rows $2 cols $3; '$kmend' run a.yaml -o $4 --no-plots --jobs 2" /dev/null >screen 2>&1 </dev/null ||
		{ cp screen out; fail "a run on a terminal ended with $?"; }
}
up=$'\033[' end=$'\033[K'

on xterm 30 100 whole.kmend
tail -n 3 screen | grep -qF 'the result is whole.kmend' || fail 'not to its end'
says screen "[---------------------------------] 0/56$end" "[#################################] 56/56, " 'policy          done       pass %' \
	'none              28 ' 'enhanced          28 ' 'new crash signature'
grep -qE $'\033''\[[0-9]+A\[#' screen || fail 'the lines do not stay in place'
# The last state of the lines says what the table says.
[ "$(grep -aoE 'none              28  *[0-9]+\[[0-9,]+\]' screen | tail -n 1 | tr -s ' ')" = 'none 28 14[6,31]' ] || fail 'another share of passes'
expect 0 report whole.kmend
says out 'none      14.3% [5.7, 31.5]'

on xterm 30 60 narrow.kmend
says screen $'\r''0/56 experiments'"$end" '56/56 experiments, '
lacks screen 'policy          done'
lacks screen "${up}1A"
on dumb 30 100 dumb.kmend
says screen 'kmend: 56/56 experiments, '
lacks screen $'\033'
for result in narrow dumb; do
	table $result.kmend >other.csv
	table whole.kmend | cmp - other.csv || fail 'the terminal changed the outcomes'
done
