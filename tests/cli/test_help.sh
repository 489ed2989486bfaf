# Help, usage, and words that kmend does not know.
. "$(dirname "$0")/lib.sh" "$@"
# Every command that the overview lists, whichever there are.
commands=$("$kmend" help | sed -n 's/^  \([a-z]*\) .*/\1/p')
for command in doctor cc build sites run report explain replay classify; do
	echo "$commands" | grep -qx $command || fail "no command $command"
done

expect 0 --help
says out 'usage: kmend COMMAND' 'exit status: 0 good, 1 bad, 125 cannot tell (infrastructure), 129 usage' $commands
cp out overview
expect 0 help
cmp -s out overview || fail '`kmend help` is not `kmend --help`'
expect 129
[ ! -s out ] || fail 'the overview of a wrong call is data'
says err 'usage: kmend COMMAND'

for command in $commands; do
	expect 0 "$command" --help
	says out "usage: kmend $command"
	says out 'exit status: '
	[ ! -s err ] || fail "help of $command on stderr"
	cp out text
	expect 0 help "$command"
	cmp -s out text || fail "two helps of $command"
	[ "$(wc -L <out)" -le 100 ] || fail "help of $command is too wide"
	[ $command = cc ] && continue
	expect 129 "$command" --no-such-option
	one_line
	says err "kmend $command: "
	case $command in doctor | trend) continue ;; esac
	expect 129 "$command" # every one of them needs a word
	one_line
done

expect 129 frobnicate
one_line
says err "kmend: unknown command 'frobnicate'"
expect 129 help frobnicate
says err "unknown command 'frobnicate'"
expect 129 "$(printf 'a\033[31mred\nb')"
one_line

for wrong in 'run a b' 'run --jobs 0 x.yaml' 'run --jobs x x.yaml' 'run --jobs -1 x.yaml' 'run --seed x.yaml' \
	'run --sample 0 x.yaml' 'run -o' 'replay x' 'replay x y' 'replay x 0' 'replay x -3' 'explain x' \
	'report x --format' 'report --format=text' 'bench --experiments 1 x.yaml' 'sites --policy' 'doctor now'; do
	# shellcheck disable=SC2086
	expect 129 $wrong
	one_line
done
