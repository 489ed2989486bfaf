# What goes wrong with other people's kernels: one clear line each.
. "$(dirname "$0")/lib.sh" "$@"
cp -r "$root/tests/plain32" x/tests/
plain=$tmp/x/tests/plain32
cp "$plain/target.yaml" base.yaml
printf 'name: p\ntarget: %s\nfault_model: fail-stop\npolicies: [none]\n' "$plain" >p.yaml

# build_is COMMAND: the build of target.yaml.
build_is() {
	cp base.yaml "$plain/target.yaml"
	sed -i "s#^build:.*#build: \"$1\"#" "$plain/target.yaml"
}

# fails COMMAND TEXT...: status 125, one line that has every TEXT.
fails() {
	local command=$1
	shift
	expect 125 $command
	[ ! -s out ] || fail 'data on stdout'
	[ "$(grep -vc '^kmend: ' err)" = 1 ] || fail 'not one line'
	says err "$@"
}

# A build of many files that fails: the first error, and where the rest is.
cat >"$plain/Makefile" <<'M'
objects := $(patsubst %,$(OUT)/u%.o,$(shell seq 12))
all: $(objects)
$(OUT)/u%.o: many.c
	$(CC) --target=i386-unknown-none-elf -DN=$* -c -o $@ $<
M
cat >"$plain/many.c" <<'M'
#define STR2(x) #x
#define STR(x) STR2(x)
#if N > 5
#error number N
int f(void) { return a + b + c + d; }
#endif
const char *text = "x: error: no error";
int unused(int x) { "a: error: b"; return x; }
M
build_is 'make -k -j2 -C {target} OUT={out} CC={cc}'
fails "build $plain" 'building plain32 failed (exit 2): many.c:' 'error: number N' 'build.log'
log=$(sed -n 's/.*(whole output: \(.*\))$/\1/p' err)
[ "$(grep -c 'error: number N' "$log")" = 7 ] || fail "the whole output is not in $log"
build_is 'make -C {target} OUT={out} CC={cc} no-such-thing'
fails "build $plain" "No rule to make target 'no-such-thing'"
echo 'int f(void); int main(void) { return f(); }' >"$plain/main.c"
echo 'KMEND_SITES=0 $1 -fuse-ld=lld -o "$2" "$3"' >"$plain/link.sh"
build_is 'sh {target}/link.sh {cc} {out}/main {target}/main.c'
fails "build $plain" 'error: undefined symbol: '
build_is 'no-such-program {cc}'
fails "build $plain" 'no-such-program: not found'
fails 'run p.yaml -o p.kmend' 'no-such-program: not found'

# The source of Linux is not installed.
KMEND_LINUX_SOURCE=/no/such/linux.tar.xz
export KMEND_LINUX_SOURCE
fails "build $root/targets/linux" 'error: /no/such/linux.tar.xz is missing: install the package linux-source-6.1'

# A kernel that was not compiled by `kmend cc`.
build_is 'sh {target}/build.sh {out} clang-19'
for command in 'run p.yaml -o p.kmend' "sites $plain"; do
	fails "$command" 'plain32: the image' 'no fault sites; does `build` in target.yaml compile with {cc}?'
done
[ ! -e p.kmend ] || fail 'a result without anything in it'
expect 0 build "$plain"
says out ' 0 sites '

# Images that differ in their sites.
build_is 'PLAIN_FLAGS=-DPOLICY_{policy} sh {target}/build.sh {out} {cc}'
sed -i 's/^policies:.*/policies: [none, stateless]/' "$plain/target.yaml"
sed -i 's/^policies:.*/policies: [none, stateless]/' p.yaml
printf '#ifdef POLICY_stateless\nint only_here(int x);\nint only_here(int x)\n{\n\treturn x + 1;\n}\n#endif\n' >>"$plain/kernel.c"
fails 'run p.yaml -o p.kmend' 'the images differ: site kernel.c:only_here:0:0:fail-stop is only in stateless'
[ ! -e p.kmend ] || fail 'a result without anything in it'
