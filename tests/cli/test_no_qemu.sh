# Without an emulator, or with one that is no emulator: said at once, with what to install.
. "$(dirname "$0")/lib.sh" "$@"
campaign a.yaml 'policies: [none]'

# A PATH with everything that a build needs, and no QEMU.
mkdir bin
for program in sh bash basename dirname tr mkdir rm mv cp cat sed grep head env clang-19 ld.lld-19 make git gnuplot llvm-objcopy-19; do
	path=$(command -v "$program") && ln -s "$path" bin/
done
full=$PATH
PATH=$tmp/bin
expect 125 run a.yaml -o r.kmend
PATH=$full
says err 'qemu-system-i386' 'apt-get install qemu-system-x86'
[ "$(grep -c qemu err)" = 1 ] || fail 'said more than once'
[ ! -e r.kmend ] || fail 'a result without anything in it stays'
PATH=$tmp/bin
expect 125 sites "$tiny" --policy none
PATH=$full
says err 'apt-get install qemu-system-x86'
PATH=$tmp/bin
expect 1 doctor
PATH=$full
grep -q 'MISSING.*QEMU for x86_64.*apt-get install qemu-system-x86' out || fail 'doctor does not say it'
says out 'kmend cannot work here'

# Something else under that name; an old release; one that dies.
printf '#!/bin/sh\nexit 1\n' >bin/qemu-system-i386
chmod +x bin/qemu-system-i386
PATH=$tmp/bin:$full
expect 125 run a.yaml -o r.kmend
[ ! -e r.kmend ] || fail 'a result without anything in it stays'
printf '#!/bin/sh\necho QEMU emulator version 6.1.0\n' >bin/qemu-system-i386
cp bin/qemu-system-i386 bin/qemu-system-x86_64
expect 1 doctor
PATH=$full
grep -q 'OLD.*QEMU for x86_64.*7.2 or later' out || fail 'doctor takes an old QEMU'
export KMEND_QEMU=$tmp/nothing
expect 125 run a.yaml -o r.kmend
says err "$tmp/nothing"
