# A 32-bit kernel compiled by `kmend cc`: its table, its counters, its faults; on both machines.
. "$(dirname "$0")/lib.sh" "$@"
cp -r "$root/tests/plain32" x/tests/
plain=$tmp/x/tests/plain32

# golden_count SITE COUNT: what `kmend sites` says of the site whose identity begins like that.
golden_count() {
	[ "$(grep -c "^$1:" out)" = 1 ] || fail "no site $1"
	[ "$(grep "^$1:" out | cut -f5)" = "$2" ] || fail "$(grep "^$1:" out), wanted $2"
}

# The slow path runs in every block here: a lost register would show in the counts and in the tests.
for machine in microvm pc; do
	sed -i "s/^machine:.*/machine: $machine/" "$plain/target.yaml"
	expect 0 sites "$plain" --type fail-stop
	says err '60 sites in 60 blocks'
	golden_count kernel.c:never:0:0 0
	golden_count kernel.c:crc_table:1:0 256
	golden_count kernel.c:mix:2:0 1000
	golden_count kernel.c:power:1:0 11

	printf 'name: p\ntarget: %s\nfault_model: fail-stop\npolicies: [none]\n' "$plain" >p.yaml
	rm -f p.kmend
	expect 0 run p.yaml -o p.kmend --no-plots
	says out 'planned 55 = pass 0 + fail 0 + shutdown 0 + crash 55 + not-activated 0 + infra-error 0'
	[ "$(table p.kmend | grep -c ',kernel,crash,panic:page-fault,1,')" = 55 ] || fail 'not every site crashed by its fault'
	for id in 1 30 55; do
		expect 0 replay p.kmend "$id"
		says out 'byte-identical'
		expect 0 explain p.kmend "$id"
		says out 'plain32: store through NULL' kernel.c
	done
done

# Every test passes without a fault, also while all blocks are counted.
expect 0 replay p.kmend 55 --log
says out 'test-end name=crc status=pass' 'test-end name=wide status=pass'

# Another calling convention for everything but the slow path.
sed -i 's#^build:.*#build: "PLAIN_FLAGS=-mregparm=3 sh {target}/build.sh {out} {cc}"#' "$plain/target.yaml"
rm p.kmend
expect 0 run p.yaml -o p.kmend --no-plots
says out '+ not-activated 0 + infra-error 0'
lacks out 'crash 0'

# Started by its multiboot header: that image alone has no PVH note.
sed -i 's#^build:.*#build: "PLAIN_FLAGS=-DMULTIBOOT sh {target}/build.sh {out} {cc}"#; s/^machine:.*/machine: pc/' "$plain/target.yaml"
rm p.kmend
expect 0 run p.yaml -o p.kmend --no-plots
says out 'planned 55 = pass 0 + fail 0 + shutdown 0 + crash 55 + not-activated 0 + infra-error 0'
none=0
for image in "$KMEND_CACHE"/plain32-none-*/kernel.elf; do
	llvm-readelf-19 -n "$image" | grep -q Xen || none=$((none + 1))
done
[ $none = 1 ] || fail "$none images have no PVH note"
