# Everything that an image is made of counts: after an edit `kmend build` makes another image, and without one the same.
. "$(dirname "$0")/lib.sh" "$@"
mkdir real src target
cat >real/k.c <<'C'
#include "flags.h"
const char text[] = "one";
void start(void) { for (;;) ; }
C
ln -s ../real/k.c src/k.c
ln -s src link
echo 'FLAGS=' >src/.config
echo >src/flags.h
cat >src/build.sh <<'B'
. "${0%/*}/.config"
exec $1 --target=i386-unknown-none-elf -ffreestanding -nostdlib -static -fuse-ld=lld -Wl,-e,start $FLAGS -o "$2/k.elf" "${0%/*}/k.c"
B
sources() {
	cat >target/target.yaml <<Y
name: stale
arch: i386
build: "KMEND_SITES=0 sh $tmp/src/build.sh {cc} {out}"
image: k.elf
sources: [$1]
memory_mib: 8
policies: [none]
Y
}
image() {
	expect 0 build "$tmp/target"
	sed 's/.* //' out
}
# another WHAT: the image is another one than before, and it is found again.
another() {
	local now
	now=$(image)
	[ -s "$now" ] || fail "$1: no image"
	[ "$now" != "$last" ] || fail "$1: a stale image"
	[ "$(image)" = "$now" ] || fail "$1: not found again"
	last=$now
}

sources ../src
last=
another 'first build'
echo 'FLAGS=-O1' >src/.config
another 'a file that begins with a dot'
sed -i 's/one/two/' real/k.c
another 'a file behind a link'
echo '#define X' >real/other.h
ln -sf ../real/other.h src/flags.h
another 'a link in place of a file'
chmod +x src/k.c
another 'a file that can be executed'
mkdir -p real/sub && ln -s ../real/sub src/sub
echo >real/sub/.hidden
another 'a file in a linked folder'
ln -s /no/such/file src/dead
another 'a dead link'
ln -s . src/circle
another 'links in a circle'
rm src/circle
mkfifo src/pipe
another 'a pipe, which nobody opens'
sources ../link
another 'another name of the folder'
sed -i 's/two/three/' real/k.c
another 'a folder that is a link'
touch src/k.c && mkdir src/.git && echo x >src/.git/index
[ "$(image)" = "$last" ] || fail 'time stamps or the folder of git count'

# The environment, as far as images depend on it.
export KMEND_WRITERS=copy:1:2
another KMEND_WRITERS
export KMEND_UNITS=$tmp/units
echo 'kernel k.c' >units
another KMEND_UNITS
echo 'other k.c' >units
another 'the file of KMEND_UNITS'
export KMEND_MY_OWN=1
another 'a variable of the build itself'
export KMEND_VERBOSE=0 KMEND_MAKE_JOBS=1
[ "$(image)" = "$last" ] || fail 'a variable without effect counts'
unset KMEND_WRITERS KMEND_UNITS KMEND_MY_OWN KMEND_VERBOSE KMEND_MAKE_JOBS
last=$(image)
export KMEND_CLANG=
[ "$(image)" = "$last" ] || fail 'an empty KMEND_CLANG is another compiler'
mkdir "it's clang"
printf '#!/bin/sh\nexec clang-19 "$@"\n' >"it's clang/cc"
chmod +x "it's clang/cc"
export KMEND_CLANG="$tmp/it's clang/cc"
another KMEND_CLANG
unset KMEND_CLANG

# A folder for the cache that is not there yet, relative to here.
KMEND_CACHE=new/cache expect 0 build "$tmp/target"
says out "$tmp/new/cache/stale-none-"
KMEND_CACHE=new/cache/ expect 0 build "$tmp/target"
exit 0
