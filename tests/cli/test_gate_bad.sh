# kmend gate and trend given what is wrong: one line, the status, and nothing changed.
. "$(dirname "$0")/lib.sh" "$@"
. "$(dirname "$0")/gate_lib.sh"
command -v git >/dev/null || { echo 'no git'; exit 77; }
tiny_flags -DTINY_QUICK
make_repository
first=$(git -C x rev-parse HEAD)
campaign a.yaml
expect 0 run a.yaml -o a.kmend --no-plots
expect 0 gate a.kmend --save --repository x
commit later

# What everything lies in: nothing of it may change.
state() {
	(find . -path ./cache -prune -o -path ./out -prune -o -path ./err -prune -o -type f -print0 | sort -z | xargs -0 sha1sum
		git -C x for-each-ref) 2>/dev/null | sha1sum
}
# refuses STATUS TEXT ARGUMENT...
refuses() {
	local status=$1 text=$2 before
	shift 2
	before=$(state)
	expect "$status" "$@"
	one_line
	says err "$text"
	[ "$before" = "$(state)" ] || fail "kmend $* changed something"
}
files='--junit j.xml --sarif s.json --markdown m.md'

# The command line.
refuses 129 'needs --baseline' gate a.kmend
refuses 129 RESULT gate
refuses 129 'one word too many' gate a.kmend a.kmend
refuses 129 'no verdict' gate a.kmend --save $files
refuses 129 '--replace' gate a.kmend --baseline a.kmend --replace
refuses 129 format gate a.kmend --baseline a.kmend --format klingon
refuses 129 rules gate a.kmend --baseline a.kmend --table klingon
refuses 129 REV..REV trend HEAD...HEAD --repository x
refuses 129 'one word too many' trend HEAD HEAD

# Files that are no results, baselines that do not exist.
echo hello >text.kmend
refuses 129 nowhere.kmend gate nowhere.kmend --baseline HEAD --repository x $files
refuses 129 text.kmend gate text.kmend --baseline HEAD --repository x $files
refuses 129 text.kmend gate a.kmend --baseline text.kmend --repository x $files
refuses 129 'neither a result file nor a baseline' gate a.kmend --baseline no-such-branch --repository x $files
refuses 129 'not in a git repository' gate a.kmend --baseline HEAD --repository / $files
refuses 129 'not in a git repository' trend --repository /
refuses 129 'no commit' trend no-such-branch --repository x
refuses 129 'no revision there' trend HEAD..HEAD --repository x
refuses 129 'no revision there' trend --campaign other --repository x
cp a.kmend other.kmend
"$sql" other.kmend "UPDATE meta SET value = 'other' WHERE key = 'campaign'" || fail sql
refuses 129 'no baseline of target tiny, campaign other' gate other.kmend --baseline HEAD --repository x $files

# Other targets, other plans, other policies.
for fact in target:not\ the\ target seed:seed\ is fault_types:fault\ types sample:sample workload:workload detectors:detectors; do
	cp a.kmend odd.kmend
	"$sql" odd.kmend "INSERT OR REPLACE INTO meta VALUES('${fact%%:*}', '77')" || fail sql
	refuses 129 "${fact#*:}" gate odd.kmend --baseline a.kmend $files
done
campaign one.yaml 'policies: [none]'
expect 0 run one.yaml -o one.kmend --no-plots
refuses 129 'no policy enhanced' gate one.kmend --baseline a.kmend $files
refuses 129 'no policy enhanced' gate a.kmend --baseline one.kmend $files

# A result that is not whole, and one that says nothing.
cp a.kmend part.kmend
"$sql" part.kmend "UPDATE experiment SET state = 'planned', outcome = NULL WHERE id = 3" || fail sql
refuses 125 '13 of 14 experiments' gate part.kmend --baseline a.kmend $files
refuses 125 '13 of 14 experiments' gate a.kmend --baseline part.kmend $files
refuses 125 'still running' gate part.kmend --save --repository x
cp a.kmend shard.kmend
"$sql" shard.kmend "INSERT INTO meta VALUES('shard', '1/2')" || fail sql
refuses 125 'shard 1/2' gate shard.kmend --baseline a.kmend $files
refuses 125 'shard 1/2' gate shard.kmend --save --repository x
cp a.kmend infra.kmend
"$sql" infra.kmend "UPDATE experiment SET outcome = 6 WHERE id = 3" || fail sql
refuses 125 'infra-error' gate infra.kmend --save --repository x
expect 125 gate infra.kmend --baseline a.kmend
says out 'infra-error'

# What cannot be a baseline.
for revision in unknown "$first-dirty" 0123456789012345678901234567890123456789 HEAD ''; do
	cp a.kmend odd.kmend
	"$sql" odd.kmend "UPDATE meta SET value = '$revision' WHERE key = 'revision'" || fail sql
	refuses 129 odd.kmend gate odd.kmend --save --repository x || fail "$revision"
done
cp a.kmend dirty.kmend
"$sql" dirty.kmend "UPDATE meta SET value = '$(git -C x rev-parse HEAD)-dirty' WHERE key = 'revision'" || fail sql
refuses 129 'allow-dirty' gate dirty.kmend --save --repository x

# Rules.
rules_are() {
	printf "$1" >rules.yaml
	refuses 129 "rules.yaml:$2: " gate a.kmend --baseline a.kmend --rules rules.yaml $files
}
rules_are 'level: 0.05\nsurvival: 1\n' 2
rules_are 'level: yes\n' 1
rules_are '# x\nlevel: 2\n' 2
rules_are 'ignore: [everything]\n' 1
rules_are 'level: 0.05\n\tx: y\n' 2
printf 'policies: [extended]\n' >rules.yaml
refuses 129 'no policy extended' gate a.kmend --baseline a.kmend --rules rules.yaml $files
refuses 129 nowhere.yaml gate a.kmend --baseline a.kmend --rules nowhere.yaml $files

# Files that cannot be written: an error, also beside a verdict.
expect 129 gate a.kmend --baseline a.kmend --junit /no/such/folder/j.xml
one_line

# A repository without commits.
git -c init.defaultBranch=master init -q empty
refuses 129 'the repository has no commits' gate a.kmend --baseline HEAD --repository empty $files
refuses 129 'the repository has no commits' trend --repository empty
refuses 129 'no commits' gate a.kmend --save --repository empty

# A detached HEAD is as good as any; a shallow clone says what is missing.
git -C x checkout -q --detach HEAD~0
expect 125 gate a.kmend --baseline HEAD --repository x
says out 'too small'
git -C x checkout -q master
commit 'later still'
git clone -q --depth 1 "file://$tmp/x" shallow
refuses 129 'shallow' gate a.kmend --baseline HEAD --repository shallow $files
refuses 129 'shallow' gate a.kmend --baseline "$first" --repository shallow $files
git -C shallow fetch -q origin 'refs/kmend/*:refs/kmend/*'
refuses 129 'shallow' gate a.kmend --baseline HEAD --repository shallow $files
git -C shallow fetch -q --unshallow
expect 125 gate a.kmend --baseline HEAD --repository shallow
says out 'too small'

# Baselines that somebody else has put there.
ref=refs/kmend/baselines/tiny/a/$first
good=$(git -C x rev-parse "$ref")
put() { git -C x update-ref "$ref" "$(git -C x hash-object -w --stdin)"; }
echo 'not JSON' | put
refuses 129 'not a baseline' gate a.kmend --baseline HEAD --repository x $files
refuses 129 'not a baseline' trend --repository x
git -C x cat-file blob "$good" | sed 's/"kmend_baseline":2/"kmend_baseline":9/' | put
refuses 129 'format 9' gate a.kmend --baseline HEAD --repository x $files
git -C x cat-file blob "$good" | sed 's/"target":"tiny"/"target":"large"/' | put
refuses 129 'another target' gate a.kmend --baseline HEAD --repository x $files
git -C x cat-file blob "$good" | sed 's/"sha\|hang/\\u001b[2J&/' | put
"$kmend" gate a.kmend --baseline HEAD --repository x >out 2>err
LC_ALL=C grep -q $'\x1b' out err && fail 'an escape sequence'
git -C x update-ref "$ref" "$(git -C x rev-parse HEAD^{tree})"
refuses 129 'not a blob' gate a.kmend --baseline HEAD --repository x $files
