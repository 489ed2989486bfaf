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
