#!/bin/sh
# build.sh OUT CC: the hypervisor of the sources that KMEND_XEN names (README.md), and the domain 0 that is its workload
set -eu
out=$1 cc=$2 here=$(dirname "$0")
[ -e "${KMEND_XEN:-}/xen/common/domain.c" ] || {
	echo 'error: KMEND_XEN must be the folder that `apt-get source xen` has made' >&2
	exit 1
}
cp -r "$KMEND_XEN/xen" "$KMEND_XEN/Config.mk" "$KMEND_XEN/config" "$out"
cp "$here/xen.config" "$out/xen/.config"

# The counters have to lie in Xen's data, which moves with it.
sed -i 's/^ *\*(\.data \.data\.\*)$/&\n. = ALIGN(8); __start_kmend_watch = .; *(kmend_watch)\n. = ALIGN(8); __start_kmend_counts = .; *(kmend_counts)\n*(kmend_units)/' \
	"$out/xen/arch/x86/xen.lds.S"

for goal in olddefconfig build; do
	make -j"${KMEND_MAKE_JOBS:-$(nproc)}" -C "$out/xen" clang=y HOSTCC=clang-19 LD=ld efi-y= CC="$cc" $goal
done

flags="-std=gnu11 -O2 -g -ffreestanding -fno-pic -fno-stack-protector -mno-red-zone -mgeneral-regs-only"
for part in dom0.c start.S; do
	clang-19 $flags -I"$out/xen/include/public" -c -o "$out/$part.o" "$here/dom0/$part"
done
ld -static -T "$here/dom0/dom0.ld" -o "$out/dom0" "$out/dom0.c.o" "$out/start.S.o"
