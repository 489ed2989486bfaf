#!/bin/sh
# wrapper.sh KMEND-CC SOURCE-ROOT FOLDER: kmend-cc as a build system sees it.
set -eu
cc=$1 root=$2 t=$3
rm -rf "$t"
mkdir -p "$t/sub" "$t/tmp"
cd "$t"
export TMPDIR=$t/tmp
unset KMEND_UNITS KMEND_RUNTIME KMEND_SUMMARY KMEND_SITES KMEND_RECOVERY KMEND_UNIT_ROOT KMEND_WRITERS KMEND_VERBOSE
fail() { echo "wrapper: $*"; exit 1; }
has_sites() { llvm-readelf-19 -S "$1" | grep -q 'kmend_watch'; }
clean() { [ -z "$(ls "$t/tmp")" ] || fail "temporary files left: $(ls "$t/tmp")"; ls -a "$t" "$t/sub" | grep -q 'kmend-' && fail 'temporary output left' || :; }

printf '#include "h.h"\nint a(void) { return H; }\n' > a.c
printf 'int a(void);\nint main(void) { return a() - 3; }\n' > sub/b.c
printf '#define H 3\n' > h.h
printf '.globl x\nx: ret\n' > s.S
printf 'int broken(void) { return nothing; }\n' > bad.c
printf '%s\n' '__attribute__((preserve_most)) unsigned __kmend_block(unsigned char *w) { (void)w; return 0; }' \
	'unsigned long __kmend_seed(void) { return 0; }' 'unsigned long __kmend_random(void) { return 0; }' > rt.c
KMEND_SITES=0 "$cc" -O1 -c rt.c -o rt.o

"$cc" -c a.c; has_sites a.o || fail 'default output'
"$cc" -O2 -c a.c sub/b.c; has_sites b.o || fail 'several sources'
"$cc" -O2 -c -oj.o a.c; has_sites j.o || fail 'joined -o'
"$cc" -O2 -S a.c; grep -q __kmend_block a.s || fail '-S'
"$cc" a.c sub/b.c rt.o -o prog && ./prog || fail 'sources to program'
has_sites prog || fail 'program without sites'
"$cc" a.o b.o rt.o -o prog2 && ./prog2 || fail 'link'
"$cc" -c s.S -o s.o && ! has_sites s.o || fail 'assembler source'
"$cc" -E a.c | grep -q 'return 3' || fail '-E'
"$cc" -E a.c > a.i && "$cc" -c a.i -o ai.o && has_sites ai.o || fail 'preprocessed source'
"$cc" -MM a.c | grep -q 'a.o: a.c h.h' || fail '-MM'
"$cc" --version | grep -q clang || fail '--version'
"$cc" -v 2>&1 | grep -q clang || fail '-v'
"$cc" -print-search-dirs | grep -q libraries || fail '-print'
echo 'int z;' | "$cc" -x c -c -o /dev/null - || fail 'probe from standard input'
[ -c /dev/null ] || fail '/dev/null is gone'
echo 'int z;' | "$cc" -x c -S -o - - | grep -q z || fail 'assembly to standard output'
"$cc" -flto -O2 -c a.c -o lto.o && has_sites lto.o || fail '-flto'
printf -- '-O2 -c a.c\n-o "resp.o"\n' > args && "$cc" @args && has_sites resp.o || fail 'response file'

"$cc" -O2 -MD -c a.c -o sub/o.o && grep -q '^sub/o.o: a.c h.h' sub/o.d || fail '-MD'
"$cc" -O2 -MMD -MF dep.d -MT target -c a.c -o sub/o.o && grep -q '^target: a.c h.h' dep.d || fail '-MMD -MF -MT'
"$cc" -O2 -Wp,-MMD,wp.d -c a.c -o sub/o.o && grep -q '^sub/o.o: a.c h.h' wp.d || fail '-Wp,-MMD'
rm -f sub/o.d
"$cc" -MMD -c a.c && grep -q '^a.o: a.c h.h' a.d || fail '-MMD without -o'

status=0; "$cc" -c bad.c -o bad.o 2> err || status=$?
[ $status = 1 ] && [ ! -e bad.o ] && grep -q "bad.c:1:.*error: use of undeclared identifier 'nothing'" err || fail 'diagnostics'
echo old > bad.o; "$cc" -c bad.c -o bad.o 2> err && fail 'exit status' || :
[ ! -e bad.o ] || fail 'a failed compile left an old output: clang removes it'
status=0; KMEND_CLANG=no-such-compiler "$cc" -c a.c 2> err || status=$?
[ $status = 127 ] && grep -q 'no-such-compiler' err || fail 'missing compiler'
status=0; "$cc" -c a.c -o no-such-folder/a.o 2> err || status=$?
[ $status != 0 ] && grep -q 'no-such-folder' err || fail 'output folder that does not exist'
"$cc" -Wunused-variable -c -x c - -o w.o 2> err <<'E' || fail 'warnings'
int w(void) { int u; return 0; }
E
printf 'int w(void) { int u; return 0; }\n' > w.c
"$cc" -Wall -c w.c 2> err && grep -q 'unused variable' err || fail 'warnings'
[ "$(grep -c 'unused variable' err)" = 1 ] || fail 'warnings twice'
"$cc" -Wall -Werror -c w.c -o w2.o 2> err && fail '-Werror' || :
umask 027; "$cc" -c a.c -o mode.o; [ "$(stat -c %a mode.o)" = 640 ] || fail 'permissions'

# The slow path built in: nothing else is needed for the link.
KMEND_RUNTIME=builtin "$cc" -O2 a.c sub/b.c -o builtin && ./builtin && has_sites builtin || fail 'KMEND_RUNTIME=builtin'

# The same input gives the same bytes; unit names are cut.
KMEND_UNIT_ROOT=$t "$cc" -O2 -g -c sub/b.c -o d1.o
KMEND_UNIT_ROOT=$t "$cc" -O2 -g -c "$t/./sub/b.c" -o d2.o
llvm-objcopy-19 --dump-section .kmend.sites=d1 d1.o; llvm-objcopy-19 --dump-section .kmend.sites=d2 d2.o
cmp d1 d2 || fail 'identity depends on the spelling'
KMEND_UNIT_ROOT=$t "$cc" -O2 -g -c sub/b.c -o d3.o
cmp d1.o d3.o || fail 'not reproducible'

# A list of units: others are plain, functions are left out, sections carry the component.
printf 'int left(int x) { return x ? 1 : 2; }\nint kept(int x) { return x ? 3 : left(x); }\n' > sub/c.c
printf 'part sub/*   comment\n- sub/c.c:left   reason\n' > units
export KMEND_UNIT_ROOT=$t KMEND_UNITS=$t/units
"$cc" -O0 -c sub/c.c -o c.o; "$cc" -O2 -c a.c -o plain.o; clang-19 -O2 -c a.c -o clang.o
cmp plain.o clang.o || fail 'a unit that is not in the list is not plain'
for section in kmend_watch.part kmend_counts.part kmend_units.part .kmend.sites.part; do
	llvm-readelf-19 -SW c.o | grep -q " $section " || fail "no section $section"
done
llvm-objcopy-19 --dump-section .kmend.sites.part=c.sites c.o
grep -aq kept c.sites || fail 'a function of the list has no sites'
grep -aq left c.sites && fail 'a function that is left out has sites' || :
echo 'oops' > units; "$cc" -c sub/c.c -o c2.o 2> err && fail 'a bad list is accepted' || :
grep -q 'units:1:' err || fail 'a bad list: no line number'
unset KMEND_UNITS KMEND_UNIT_ROOT

# The kernel's flags, whole runtime.
"$cc" -std=c17 -O2 -ffreestanding -mcmodel=kernel -mno-red-zone -mgeneral-regs-only -fno-pic -ffunction-sections \
	-I"$root/recovery-rt/include" -c sub/b.c -o k.o && has_sites k.o || fail 'kernel flags'
"$cc" -O2 -g0 -c a.c -o g0.o; llvm-readelf-19 -S g0.o | grep -q debug_line && fail '-g0 left debug sections' || :
clean
echo 'wrapper: good'
