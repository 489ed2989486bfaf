#!/usr/bin/env bash
# Who may include whom (docs/architecture.md), checked by reading the #include lines. Prints each breach; exit 1 when any.
set -u
cd "$1" || exit 2
bad=0
# allow FOLDER REGEX: every quoted or kmend/, ms/ include in FOLDER must match REGEX.
allow() {
	local folder=$1 regex=$2 line
	while IFS= read -r line; do
		[ -n "$line" ] || continue
		echo "breach: $line (allowed in $folder: $regex)"
		bad=1
	done < <(grep -rnE --include='*.c' --include='*.h' --include='*.cpp' '^[[:space:]]*#[[:space:]]*include[[:space:]]' "$folder" 2>/dev/null |
		grep -E '"|<kmend/|<ms/' | grep -vE "include[[:space:]]*[\"<]($regex)")
}
abi=recovery-rt/include/kmend/abi.h
if grep -E '^[[:space:]]*#[[:space:]]*include' "$abi" | grep -qv '<stdint.h>'; then
	echo "breach: $abi includes more than <stdint.h>"
	bad=1
fi
local_name='[a-z0-9_.-]+[">]'
allow recovery-rt "kmend/|osiris/|fault/|$local_name"
allow inject "(recovery-rt/include/)?kmend/|inject/|[a-z0-9_-]+/?$local_name|$local_name"
allow harness/base 'harness/base/|kmend/'
allow harness/outcome 'harness/(base|outcome)/|(recovery-rt/include/)?kmend/'
allow harness/store 'harness/(base|store|outcome)/|(recovery-rt/include/)?kmend/'
allow report 'report/|harness/(base|store)/|harness/config/yaml[.]h|(recovery-rt/include/)?kmend/'
allow harness/history 'harness/(base|history)/'
allow harness/machine 'harness/(base|machine|outcome|image|config)/|(recovery-rt/include/)?kmend/'
allow harness/bench 'harness/(base|bench|build|campaign|config|image|machine|outcome|store)/|(recovery-rt/include/)?kmend/'
allow harness/image 'harness/(base|image)/|(recovery-rt/include/)?kmend/'
allow harness/config 'harness/(base|config)/|(recovery-rt/include/)?kmend/'
allow harness/build 'harness/(base|build|config)/|(recovery-rt/include/)?kmend/'
allow harness/slurm 'harness/(base|build|slurm|store)/|(recovery-rt/include/)?kmend/'
allow harness/campaign 'harness/(base|build|campaign|config|image|machine|outcome|store)/|(recovery-rt/include/)?kmend/'
allow harness/cli 'harness/(base|bench|build|campaign|cli|config|history|image|machine|outcome|slurm|store)/|report/(report|format|compare/[a-z_]+|baseline/baseline|gate/gate|trend/trend)[.]h|(recovery-rt/include/)?kmend/'
# The lists that everything else asks: their words are spelled nowhere else.
# The figures of a paper are under its own words: report/osiris/paper.c holds them, and nothing else does.
only_in() { # LIST-FILE WORDS FOLDER...
	local list=$1 words=$2
	shift 2
	if grep -rnE --include='*.c' --include='*.h' "\"($words)\"" "$@" | grep -v '^report/osiris/paper[.]c:' | grep -vE '^[^:]*:[0-9]+:[[:space:]]*(/?\*|//)' | grep -vE "/\*[^*]*\"($words)\""; then
		echo "breach: a word of $list is spelled there"
		bad=1
	fi
}
only_in harness/base/outcome.h 'shutdown|crash|not-activated|not_activated|infra-error|infra_error|survived_rate' report harness/cli harness/campaign harness/bench harness/store
only_in harness/base/policy.h 'stateless|naive|pessimistic|enhanced|extended' report harness/cli harness/campaign harness/bench harness/store harness/machine harness/build
if grep -rnE --include='*.c' 'kmend_error\("out of memory"\)' harness/base harness/cli harness/config report; then
	echo "breach: kmend_error_memory() says it, with its code"
	bad=1
fi
if grep -rnE --include='*.c' '[a-z]+printf\((stdout|stderr), *"[^"]*%s[^"]*", *kmend_error_text' harness report; then
	echo "breach: an error reaches the terminal through command_fail() or kmend_print_line()"
	bad=1
fi
if grep -rnE --include='*.c' --include='*.h' 'include.*"(harness|inject|report)/' targets recovery-rt; then
	echo "breach: a guest includes host code"
	bad=1
fi
if grep -rnE --include='*.c' --include='*.h' 'include.*[<"](harness|report|recovery-rt/osiris|targets)/' inject; then
	echo "breach: inject/ includes what runs elsewhere"
	bad=1
fi
for entry in *; do
	case "$entry" in
	CMakeLists.txt | inject | harness | recovery-rt | targets | campaigns | report | tests | docs | bootstrap | README.md | LICENSE) ;;
	build | build-* | results | compile_commands.json) ;; # ignored by git
	*) echo "breach: '$entry' does not belong at the top level"; bad=1 ;;
	esac
done
[ $bad = 0 ] && echo "the house is in order"
exit $bad
