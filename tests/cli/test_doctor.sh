# This machine can do it: the tests run on it. A wish that is not fulfilled is named, with the cure.
. "$(dirname "$0")/lib.sh" "$@"
expect 0 doctor
says out 'kmend can work here' 'a guest boots' 'TCG' 'memory' 'disk'
grep -qE '^(ok|absent|unusable) +KVM ' out || fail 'nothing about KVM'
lacks out MISSING
export KMEND_CLANG=clang-0
expect 1 doctor
grep -q 'MISSING.*clang 19.*mend: apt-get install clang-19' out || fail 'no cure'
says out 'kmend cannot work here'
unset KMEND_CLANG
export TMPDIR=$tmp/nowhere
expect 1 doctor
says out "$tmp/nowhere: No such file or directory"

# Names from the environment may drive no terminal and turn no text around.
esc=$(printf '\033') c1=$(printf '\302\233') turn=$(printf '\342\200\256')
harmless() {
	LC_ALL=C grep -q "$esc\|$c1\|$turn" out && fail 'a name is printed raw'
	says out "$1"
}
export TMPDIR="$tmp/a${esc}[2Jb${c1}2Jc${turn}d"
expect 1 doctor
harmless "$tmp/a\\x1B[2Jb\\xC2\\x9B2Jc\\xE2\\x80\\xAEd: No such file"
mkdir "$TMPDIR"
expect 0 doctor
harmless "MiB free in $tmp/a\\x1B[2Jb\\xC2\\x9B2Jc\\xE2\\x80\\xAEd"
export TMPDIR=$tmp KMEND_QEMU="$tmp/q${esc}[2J${c1}${turn}"
expect 1 doctor
harmless "no $tmp/q\\x1B[2J\\xC2\\x9B\\xE2\\x80\\xAE; mend:"
