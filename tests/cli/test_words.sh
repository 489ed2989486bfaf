# Files that people write: what is wrong with them is one line, with file and line number, and exit status 129.
. "$(dirname "$0")/lib.sh" "$@"

# wrong FILE LINE TEXT: running FILE complains about that line.
wrong() {
	expect 129 run "$1" -o r.kmend --no-plots
	one_line
	says err "$1:$2" "$3"
	[ ! -e r.kmend ] || fail 'a result was made'
	expect 129 bench "$1"
	one_line
}

campaign a.yaml 'policies: [none, heroic]'
wrong a.yaml 4 heroic
campaign a.yaml 'policies: [none]' 'sed: 3'
wrong a.yaml 5 sed
campaign a.yaml 'policies: [none'
wrong a.yaml 4 ''
campaign a.yaml 'policies: [none]' 'seed: many'
wrong a.yaml 5 many
campaign a.yaml 'policies: [none]' 'repeats: 0'
wrong a.yaml 5 repeats
campaign a.yaml 'policies: [none]' 'select: sample'
wrong a.yaml '' sample
printf 'name: a\n' >a.yaml
wrong a.yaml '' ''
: >a.yaml
wrong a.yaml 1 empty
printf 'name: "\033[31m"\n\001\n' >a.yaml
wrong a.yaml '' ''
head -c 100000 /dev/urandom >a.yaml
wrong a.yaml '' ''
expect 129 run nowhere.yaml
one_line
says err nowhere.yaml
expect 129 run .
one_line

# A policy that exists, but not in this target; a target that does not exist.
campaign a.yaml 'policies: [pessimistic]'
wrong a.yaml '' "no policy 'pessimistic'"
printf 'name: a\ntarget: atlantis\nfault_model: fail-stop\npolicies: [none]\n' >a.yaml
expect 129 run a.yaml
one_line
says err "unknown target 'atlantis'"
for command in build sites; do
	expect 129 $command atlantis
	one_line
	says err "unknown target 'atlantis'"
	expect 129 $command "$tiny" --policy heroic
	one_line
	says err heroic
done

# target.yaml itself.
cp "$tiny/target.yaml" good.yaml
campaign a.yaml
spoil() { # SED-COMMAND LINE TEXT
	sed "$1" good.yaml >"$tiny/target.yaml"
	expect 129 run a.yaml
	one_line
	says err "target.yaml:$2" "$3"
}
spoil 's/^memory_mib: .*/memory_mib: 1/' "$(grep -n ^memory_mib good.yaml | cut -d: -f1)" memory_mib
spoil 's/^machine: .*/machine: toaster/' "$(grep -n ^machine good.yaml | cut -d: -f1)" machine
spoil 's/^arch:.*//' '' arch
spoil '$aextra: 1' '' extra
