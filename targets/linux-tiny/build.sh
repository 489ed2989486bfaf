#!/bin/sh
# build.sh OUT CC: Linux of the sources that KMEND_LINUX names (README.md), smallest configuration, its own tests of system calls as pid 1
set -eu
out=$1 cc=$2 here=$(dirname "$0")
[ -e "${KMEND_LINUX:-}/tools/testing/selftests/nolibc/nolibc-test.c" ] || {
	echo 'error: KMEND_LINUX must be the folder of the sources of Linux 6.1' >&2
	exit 1
}
# Names of units begin where the sources are.
KMEND_UNIT_ROOT=$(readlink -f "$KMEND_LINUX")
export KMEND_UNIT_ROOT
linux() {
	make -C "$KMEND_LINUX" O="$out" ARCH=i386 LLVM=-19 CC="$cc" KCFLAGS="-ffile-prefix-map=$KMEND_UNIT_ROOT=." -j"${KMEND_MAKE_JOBS:-$(nproc)}" "$@"
}

mkdir -p "$out/initramfs/dev" "$out/initramfs/proc" "$out/initramfs/tmp"
clang-19 -m32 -Os -static -nostdlib -fno-asynchronous-unwind-tables -fno-stack-protector \
	-include "$KMEND_LINUX/tools/include/nolibc/nolibc.h" \
	-o "$out/initramfs/init" "$KMEND_LINUX/tools/testing/selftests/nolibc/nolibc-test.c"

cp "$here/linux.config" "$out/tiny.config"
echo "CONFIG_INITRAMFS_SOURCE=\"$out/initramfs\"" >>"$out/tiny.config"
linux tinyconfig
"$KMEND_LINUX/scripts/kconfig/merge_config.sh" -m -O "$out" "$out/.config" "$out/tiny.config"
linux olddefconfig
# The counters have to lie in data that Linux keeps: what its linker script does not name ends up in what it frees after the boot.
linux arch/x86/kernel/vmlinux.lds
sed -i 's|^ *_edata = \.;|. = ALIGN(8); __start_kmend_watch = .; *(kmend_watch)\n. = ALIGN(8); __start_kmend_counts = .; *(kmend_counts)\n*(kmend_units)\n&|' \
	"$out/arch/x86/kernel/vmlinux.lds"
linux vmlinux
