#!/bin/sh
# build.sh TARGET OUT COMMON CC: builds Debian's Linux 6.1 with fault sites; leaves OUT/vmlinux.
# TARGET is this folder; CC the compiler ("kmend cc"). The unpacked tree and the object files are kept beside COMMON, under names
# that say what is in them, so that a change of the user space or of the in-kernel part does not compile Linux again.
# KMEND_LINUX_BUGS: a folder of patches, with the programs that set off what they plant (targets/linux/bugs): a kernel with all of them.
set -eu
target=$(readlink -f "$1") out=$2 cache=$(dirname "$3") cc=$4
jobs=${KMEND_MAKE_JOBS:-$(nproc)}
source=${KMEND_LINUX_SOURCE:-/usr/src/linux-source-6.1.tar.xz}
bugs=${KMEND_LINUX_BUGS:-}

fail() { echo "error: $*" >&2; exit 1; }
key() { sha256sum | cut -c1-16; }
# Copies a file only when it differs, so that make sees what changed.
update() { cmp -s "$1" "$2" || cp "$1" "$2"; }

[ -r "$source" ] || fail "$source is missing: install the package linux-source-6.1"
for tool in flock xz patch flex bison bc ld.lld-19 llvm-ar-19; do
	command -v $tool >/dev/null || fail "$tool is missing: install the packages of targets/linux/packages"
done

# Targets that are built from one tree (linux, linux-virtio) build one after the other: tree and objects are shared. The lock ends
# with this shell and what it has started.
exec 9>>"$cache/.linux-tree.lock"
flock -n 9 || { echo 'waiting for another build of Linux' >&2; flock 9; }

# The tree: as Debian ships it, with the few lines of linux.patch. Another linux.patch later takes the old one back first. With bugs it is a
# tree of its own, and their patches are part of the one that is applied.
tree=$cache/linux${bugs:+-bugs}-tree-$(stat -c '%s %Y' "$source" | key)
if [ ! -e "$tree/.patched" ]; then
	rm -rf "$tree"
	mkdir -p "$tree"
	tar -xf "$source" -C "$tree" --strip-components=1 || fail "$source cannot be unpacked"
	: > "$tree/.patched"
fi
tree=$(readlink -f "$tree")
cat "$target/linux.patch" ${bugs:+"$bugs"/*.patch} > "$tree/.wanted"
if ! cmp -s "$tree/.wanted" "$tree/.patched"; then
	[ ! -s "$tree/.patched" ] || patch -s -R -p1 -d "$tree" < "$tree/.patched"
	patch -s -p1 -d "$tree" < "$tree/.wanted" || { rm "$tree/.patched"; fail "linux.patch${bugs:+ or one of the bugs} does not apply to $source"; }
	cp "$tree/.wanted" "$tree/.patched"
fi

# The in-kernel part: one folder of drivers/.
root=$target/../..
mkdir -p "$tree/drivers/kmend/fault" "$tree/drivers/kmend/akeso" "$tree/drivers/kmend/include/kmend"
for file in "$target"/kmend/*; do update "$file" "$tree/drivers/kmend/${file##*/}"; done
for file in "$root"/recovery-rt/fault/*; do update "$file" "$tree/drivers/kmend/fault/${file##*/}"; done
for file in "$root"/recovery-rt/akeso/*; do update "$file" "$tree/drivers/kmend/akeso/${file##*/}"; done
for file in "$root"/recovery-rt/include/kmend/*; do update "$file" "$tree/drivers/kmend/include/kmend/${file##*/}"; done

# The objects: of this compiler, these sites, this recovery runtime (none, when nobody says), these detectors, with or without bugs.
recovery=${KMEND_RECOVERY:-none}
# How accesses reach the log is one more word in what says which objects these are, unless it is the usual way or there is no log.
log=${KMEND_LOG:-checked}
case $recovery-$log in none-* | *-checked) level= ;; *) level=" $log" ;; esac
detectors=$(echo "${KMEND_DETECTORS:-}" | tr , ' ')
for detector in $detectors; do
	[ -r "$target/config.$detector" ] || fail "no detector '$detector' for Linux: there is no targets/linux/config.$detector"
done
case $cc in *' cc') compiler=${cc% cc}-cc ;; *) compiler=$(command -v "$cc") ;; esac
# Without sites and without a runtime it is plain clang: another kmend makes the same objects, and only what embeds the user space is new.
case ${KMEND_SITES:-}-$recovery in none-none) same=/dev/null ;; *) same=$compiler ;; esac
objects=$cache/linux-objects-$( (cat "$same" "$target/sites" "$target/domains"; "$compiler" --version; echo "${KMEND_SITES:-} $recovery $detectors$level${bugs:+ bugs}") | key)
mkdir -p "$objects" "$out"
objects=$(readlink -f "$objects")
export KMEND_UNIT_ROOT="$tree" KMEND_UNITS="$target/sites" KMEND_RECOVERY="$recovery" KMEND_LOG="$log" KMEND_DOMAINS="$target/domains"
case $recovery in akeso) defines=-DCONFIG_KMEND_AKESO=1 ;; *) defines= ;; esac
case $level in ' counted') defines="$defines -DCONFIG_KMEND_COUNTED=1" ;; esac
export KBUILD_BUILD_TIMESTAMP='2020-01-01' KBUILD_BUILD_VERSION=1 KBUILD_BUILD_USER=kmend KBUILD_BUILD_HOST=kmend
make() {
	command make -j"$jobs" -C "$tree" O="$objects" LLVM=-19 CC="$cc" \
		KCFLAGS="$defines -gline-tables-only -ffile-prefix-map=$tree=. -ffile-prefix-map=$objects=." "$@"
}

# The version of the package goes into that of the kernel, and with it into every log.
if [ -z "${KMEND_LINUX_SOURCE:-}" ]; then
	dpkg-query -W -f '${Version}\n' linux-source-6.1 | sed 's/.*-/-/' > "$objects/localversion.new"
	cmp -s "$objects/localversion.new" "$objects/localversion" || mv "$objects/localversion.new" "$objects/localversion"
fi

# The user space, embedded in the kernel with the disk in it. KMEND_LINUX_INITRAMFS: another user space, for trying things.
if [ -z "${KMEND_LINUX_INITRAMFS:-}" ]; then
	"$target/user/build.sh" "$out"
fi
# What is the same for every compiler is done: the benchmark of the build's cost does not count it.
[ "${KMEND_BUILD_STEP:-}" != prepare ] || exit 0
update "${KMEND_LINUX_INITRAMFS:-$out/initramfs.cpio}" "$objects/initramfs.cpio"

# The configuration: tinyconfig and the fragment. Each line of the fragment must have been taken.
{ cat "$target/config"; for detector in $detectors; do cat "$target/config.$detector"; done; echo "CONFIG_INITRAMFS_SOURCE=\"$objects/initramfs.cpio\""; } > "$objects/fragment.new"
if ! cmp -s "$objects/fragment.new" "$objects/fragment"; then
	make tinyconfig >/dev/null 2>"$objects/config.log" || { cat "$objects/config.log"; fail 'make tinyconfig failed'; }
	cat "$objects/fragment.new" >> "$objects/.config"
	make olddefconfig >/dev/null 2>"$objects/config.log" || { cat "$objects/config.log"; fail 'make olddefconfig failed'; }
	grep -E '^(CONFIG_|# CONFIG_.* is not set)' "$objects/fragment.new" | while read -r line; do
		name=${line#\# }
		name=${name%%[= ]*}
		case $line in
		'#'*) grep -q "^$name=" "$objects/.config" && fail "config: $name cannot be switched off" ;;
		*) grep -qxF "$line" "$objects/.config" || fail "config: '$line' was not taken by Kconfig" ;;
		esac
		:
	done
	mv "$objects/fragment.new" "$objects/fragment"
fi
make vmlinux
update "$objects/vmlinux" "$out/vmlinux"
