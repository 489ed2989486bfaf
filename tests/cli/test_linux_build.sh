# The build of Linux without Linux: a tree of one Makefile takes its place. What it shares in the cache, it shares rightly.
. "$(dirname "$0")/lib.sh" "$@"
for tool in flock xz patch flex bison bc ld.lld-19 llvm-ar-19; do command -v $tool >/dev/null || exit 77; done

mkdir -p tree house/targets house/recovery-rt/include cache user
cp -r "$root/targets/linux" house/targets/
cp -r "$root/recovery-rt/fault" "$root/recovery-rt/akeso" house/recovery-rt/
cp -r "$root/recovery-rt/include/kmend" house/recovery-rt/include/
: >house/targets/linux/linux.patch
: >user/initramfs.cpio
# Just what the stand-in for <stdint.h> of the in-kernel part takes from Linux.
mkdir -p tree/include/linux
cat >tree/include/linux/types.h <<'END'
typedef unsigned char uint8_t;
typedef unsigned short uint16_t;
typedef unsigned int uint32_t;
typedef unsigned long uint64_t, size_t, uintptr_t;
typedef int int32_t;
typedef long int64_t, ptrdiff_t;
#define NULL ((void *)0)
END
printf '#define U%d_MAX (~(uint%d_t)0)\n' 32 32 64 64 >tree/include/linux/limits.h
cat >tree/Makefile <<'END'
tinyconfig:
	: > $(O)/.config
olddefconfig:
	:
vmlinux:
	@# one at a time in this tree
	mkdir busy
	echo "$$KMEND_RECOVERY" > $(O)/vmlinux
	sleep 1
	rmdir busy
END
tar -C "$tmp" -cJf linux.tar.xz tree
export KMEND_LINUX_SOURCE=$tmp/linux.tar.xz KMEND_LINUX_INITRAMFS=$tmp/user/initramfs.cpio

# linux NAME SETTING...: builds OUT/vmlinux into cache/NAME
linux() {
	local name=$1
	shift
	env "$@" sh house/targets/linux/build.sh house/targets/linux "$tmp/cache/$name" "$tmp/cache/common" clang-19 >"$name.log" 2>&1
}
objects() { ls -d cache/linux-objects-* | wc -l; }

# What is compiled differently has other objects; what is not, the same.
linux none KMEND_RECOVERY=none || fail "$(tail -3 none.log)"
[ "$(cat cache/none/vmlinux)" = none ] || fail 'no image'
[ "$(objects)" = 1 ] || fail 'not one folder of objects'

# The runtimes come into a kernel that has no <stdint.h> and no other header of a C library.
part=$(echo cache/linux-tree-*/drivers/kmend)
for file in "$part"/fault/{block,control,event}.c "$part"/akeso/*.c; do
	clang-19 -std=gnu11 -fsyntax-only -nostdinc -ffreestanding -I "$part/../../include" -I "$part" -I "$part/include" -I "$part/fault" -I "$part/akeso" \
		"$file" >headers.log 2>&1 || fail "$(head -3 headers.log)"
done
linux again KMEND_RECOVERY=none && [ "$(objects)" = 1 ] || fail 'the same build has other objects'
linux nobody && [ "$(objects)" = 1 ] || fail 'nobody says a runtime: none'
linux osiris KMEND_RECOVERY=osiris && [ "$(objects)" = 2 ] || fail 'two recovery runtimes share their objects'
linux sites KMEND_SITES=hang && [ "$(objects)" = 3 ] || fail 'two sets of fault types share their objects'
linux ubsan KMEND_DETECTORS=ubsan && [ "$(objects)" = 4 ] || fail 'kernels with and without a detector share their objects'

# Planted bugs are in a tree and in objects of their own, and one more comes on top of those that are there.
mkdir bugs
printf -- '--- a/include/linux/limits.h\n+++ b/include/linux/limits.h\n@@ -1,2 +1 @@\n-#define U32_MAX (~(uint32_t)0)\n #define U64_MAX (~(uint64_t)0)\n' >bugs/one.patch
linux bugs KMEND_LINUX_BUGS=bugs KMEND_DETECTORS=ubsan || fail "$(tail -3 bugs.log)"
[ "$(objects)" = 5 ] || fail 'kernels with and without bugs share their objects'
[ "$(cat cache/linux-bugs-tree-*/include/linux/limits.h | wc -l)" = 1 ] || fail 'the bug is not planted'
[ "$(cat cache/linux-tree-*/include/linux/limits.h | wc -l)" = 2 ] || fail 'the bug is in the tree of the other targets'
printf -- '--- /dev/null\n+++ b/second\n@@ -0,0 +1 @@\n+bug\n' >bugs/two.patch
linux bugs KMEND_LINUX_BUGS=bugs KMEND_DETECTORS=ubsan || fail "$(tail -3 bugs.log)"
[ "$(objects)" = 5 ] && [ "$(cat cache/linux-bugs-tree-*/second)" = bug ] || fail 'the second bug is not planted'
printf 'nothing' >bugs/two.patch
sed -i 's/U32/U16/' bugs/one.patch
linux bad KMEND_LINUX_BUGS=bugs && fail 'a bug that cannot be planted'
grep -q 'linux.patch or one of the bugs does not apply' bad.log || fail "$(tail -3 bad.log)"
linux again KMEND_RECOVERY=none || fail "$(tail -3 again.log)"

# Two at once, from one tree that neither has unpacked: one waits for the other.
rm -rf cache
mkdir cache
linux one KMEND_RECOVERY=none &
one=$!
linux two KMEND_RECOVERY=osiris &
two=$!
wait $one || fail "the one: $(tail -3 one.log)"
wait $two || fail "the other: $(tail -3 two.log)"
[ "$(cat cache/one/vmlinux cache/two/vmlinux)" = "$(printf 'none\nosiris')" ] || fail 'a mixture of images'
[ "$(cat one.log two.log | grep -c 'waiting for another build of Linux')" = 1 ] || fail 'nobody has waited'
