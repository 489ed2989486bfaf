# Folders whose names a shell, a makefile, YAML, QEMU or a terminal could take for something else: what lies in them works, nothing in
# their names runs, and nothing of them reaches a terminal raw.
. "$(dirname "$0")/lib.sh" "$@"
rm -rf x

# each NAME: all that kmend uses lies in a folder of that name: target, campaign, cache, folder for temporary files, result.
each() {
	local name=$1 place=$tmp/p/$1 row
	rm -rf p
	mkdir -p "$place/x/tests" "$place/tmp" || fail "the folder '$name'"
	cp -r "$root/tests/tiny" "$place/x/tests/"
	ln -s "$root/recovery-rt" "$place/x/recovery-rt"
	sed -i "s#^build:.*#build: \"TINY_FLAGS='-DTINY_QUICK' sh {target}/build.sh {out} {policy}\"#" "$place/x/tests/tiny/target.yaml"
	printf 'name: a\ntarget: %s\nfault_model: fail-stop\npolicies: [none]\n' x/tests/tiny >"$place/a.yaml"
	export KMEND_CACHE=$place/cache TMPDIR=$place/tmp
	expect 0 build "$place/x/tests/tiny" --policy none
	cd "$place" || fail cd
	"$kmend" run "$place/a.yaml" -o "$place/a.kmend" --plots "$place/plots" >"$tmp/out" 2>"$tmp/err" </dev/null || fail "run in '$name'"
	cd "$tmp" || fail cd
	expect 0 report "$place/a.kmend" --format html
	expect 0 report "$place/a.kmend" --table experiments --format csv
	[ "$(grep -c ',pass,' out)" -gt 0 ] || fail "nothing passed in '$name'"
	row=$(grep -m1 ,crash, out)
	expect 0 explain "$place/a.kmend" "${row%%,*}"
	expect 0 replay "$place/a.kmend" "${row%%,*}"
	says out byte-identical
	rm -rf "$place/cache"
	expect 0 replay "$place/a.kmend" "${row%%,*}" --target "$place/x/tests/tiny"
	expect 0 sites "$place/x/tests/tiny"
	# From inside, by relative names, and a name that looks like an option.
	(cd "$place" && timeout 60 "$kmend" run a.yaml -o ./b.kmend --no-plots >"$tmp/out" 2>"$tmp/err" </dev/null) ||
		fail "from inside '$name'"
	[ -z "$(find "$tmp" -name 'pwned*' -not -path "$tmp/p")" ] || fail "a name ran: '$name'"
}

# What opens a quotation stands alone: two of them in one name could close each other.
each "it's"
each 'a"b'
each '$(touch pwned)$PATH`touch pwned2`'
each 'semi;touch pwned;&|<>()*?[a-z]{b,c}~!#  two spaces'
each 'comma,file=x,,y=z {target} {out} ${out}: - x' # no per cent: ld.lld puts something else in its place
each 'back\slash\n\\'
each '-o'
each $'new\nline, tab\tand \e[31m and \xc2\x9b31m \xc3\xbcn\xc3\xaf'
