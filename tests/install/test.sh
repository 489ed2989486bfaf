# TEST CMAKE BUILD ROOT FOLDER: installs into FOLDER, moves what was installed, and uses it from there.
set -u
cmake=$1 build=$2 root=$3 tmp=$4
fail() {
	echo "FAILED: $*"
	[ -s "$tmp/said" ] && tail -n 20 "$tmp/said" | cat -v
	exit 1
}
rm -rf "$tmp"
mkdir -p "$tmp/work"

"$cmake" --install "$build" --prefix "$tmp/first" >"$tmp/said" 2>&1 || fail 'cmake --install'
mv "$tmp/first" "$tmp/moved"
there=$tmp/moved
! grep -q "$tmp/first" -r "$there/bin" "$there/libexec" || fail 'a program knows where it was installed'
cd "$tmp/work" || exit 2
export PATH="$there/bin:/usr/bin:/bin" KMEND_CACHE="$tmp/cache" TMPDIR="$tmp"
unset KMEND_QEMU KMEND_CLANG
[ "$(command -v kmend)" = "$there/bin/kmend" ] || fail 'another kmend is used'

# kmend ARGUMENT...: works, and says so in `said`.
works() {
	kmend "$@" >"$tmp/said" 2>&1 || fail "kmend $*"
}

# It finds its own compiler wrapper, and that its plugin; the runtime is beside the targets.
kmend doctor >"$tmp/said" 2>&1
grep -q "ok *kmend-cc *$there/libexec/kmend/kmend-cc" "$tmp/said" || fail 'doctor looks elsewhere'
echo 'int f(int x) { return x ? 1 : 2; }' >unit.c
KMEND_SITES=fail-stop works cc -O1 -ffreestanding -c unit.c -o unit.o
nm unit.o | grep -q __kmend_block || fail 'no fault sites in an object'
[ -f "$there/share/kmend/recovery-rt/include/kmend/abi.h" ] || fail 'no runtime'

# Its targets and campaigns by name, from a folder that has none: they are read, not built (that takes minutes).
for target in multiserver linux; do
	[ -f "$there/share/kmend/targets/$target/target.yaml" ] || fail "no target $target"
done
if kmend plan nothing -o n.kmend >"$tmp/said" 2>&1; then fail 'a campaign that does not exist'; fi
grep -q '^kmend plan: nothing: ' "$tmp/said" || fail 'the message names another file'
if kmend build multiserver --policy klingon >"$tmp/said" 2>&1; then fail 'a policy that does not exist'; fi
grep -q "target 'multiserver' has no policy" "$tmp/said" || fail 'the target is not found'
KMEND_CLANG=/nowhere/clang kmend plan quickstart -o n.kmend >"$tmp/said" 2>&1
grep -q '/nowhere/clang' "$tmp/said" || fail 'the campaign quickstart is not found'

# A whole campaign with a small kernel of somebody's own, which uses the installed runtime.
mkdir -p own/tests
cp -r "$root/tests/tiny" own/tests/
ln -s "$there/share/kmend/recovery-rt" own/recovery-rt
sed -i "s#^build:.*#build: \"TINY_FLAGS='-DTINY_QUICK' sh {target}/build.sh {out} {policy}\"#" own/tests/tiny/target.yaml
printf 'name: a\ntarget: %s\npolicies: [none, enhanced]\nfault_model: fail-stop\n' "$PWD/own/tests/tiny" >a.yaml
works sites own/tests/tiny
grep -q 'tiny.c:[0-9]' "$tmp/said" || fail 'no sites'
works run a.yaml -o a.kmend --no-plots
works report a.kmend --format json
works report a.kmend --format html
grep -q "script-src 'sha256-" "$tmp/said" || fail 'no page'
works explain a.kmend 1
works replay a.kmend 1

# Manual pages and completion: each command has its own.
commands=$(kmend help | sed -n 's/^  \([a-z]*\) .*/\1/p')
for command in $commands; do
	page=$there/share/man/man1/kmend-$command.1
	[ -f "$page" ] || fail "no manual of $command"
	grep -q "^$command\|kmend-$command\|	$command)" "$there/share/bash-completion/completions/kmend" || grep -qw "$command" "$there/share/bash-completion/completions/kmend" || fail "bash does not know $command"
	grep -qw -- "$command" "$there/share/zsh/vendor-completions/_kmend" || fail "zsh does not know $command"
	grep -qw -- "$command" "$there/share/fish/vendor_completions.d/kmend.fish" || fail "fish does not know $command"
done
if command -v man >/dev/null; then
	for page in "$there"/share/man/man1/*.1; do
		MANWIDTH=80 man --warnings -l "$page" 2>"$tmp/said" >/dev/null
		[ ! -s "$tmp/said" ] || fail "man complains about ${page##*/}"
	done
fi
! command -v zsh >/dev/null || zsh -n "$there/share/zsh/vendor-completions/_kmend" 2>"$tmp/said" || fail 'zsh cannot read its completion'
! command -v fish >/dev/null || fish --no-execute "$there/share/fish/vendor_completions.d/kmend.fish" 2>"$tmp/said" || fail 'fish cannot read its completion'

# bash is here: what it would offer.
offers() { # WORDS... the last one is being typed
	(
		. "$there/share/bash-completion/completions/kmend"
		COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
		_kmend
		echo "${COMPREPLY[*]}"
	)
}
[ "$(offers kmend rep)" = 'report replay' ] || [ "$(offers kmend rep)" = 'replay report' ] || fail "commands: $(offers kmend rep)"
[ "$(offers kmend report x --fo)" = --format ] || fail "options: $(offers kmend report x --fo)"
[ "$(offers kmend report x --format ht)" = html ] || fail "choices: $(offers kmend report x --format ht)"
[ -z "$(offers kmend report x --plots a)" ] || fail 'a folder is left to the shell'
[ "$(offers kmend help bui)" = build ] || fail "help: $(offers kmend help bui)"
echo 'it works elsewhere'
