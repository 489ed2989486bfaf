# kmend classify: the outcome is the first word, whatever the log does to its reader.
. "$(dirname "$0")/lib.sh" "$@"
expect 0 classify "$root/tests/logs/$(ls "$root/tests/logs" | grep -m1 '^crash-.*\.log$')"
[ "$(head -n 1 out | cut -d' ' -f1)" = crash ] || fail 'not a crash'
: >empty.log
expect 0 classify empty.log
[ "$(head -n 1 out | cut -d' ' -f1)" = infra-error ] || fail 'an empty log has no `ready`'
head -c 300000 /dev/urandom >noise.log
expect 0 classify noise.log
[ "$(head -n 1 out | cut -d' ' -f1)" = infra-error ] || fail 'noise has no `ready`'
expect 129 classify nowhere.log
one_line
expect 129 classify .
one_line
expect 129 classify empty.log --golden noise.log
one_line
