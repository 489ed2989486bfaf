#!/bin/bash
# Makes the user space of the Linux guest: OUT/initramfs.cpio (all programs) and OUT/disk.img (an ext2 disk).
#
#   build.sh OUT [SOURCE]
#
# SOURCE is an unpacked kernel tree or Debian's tar ball of it (default: the one that the package linux-source-6.1 installs); only its
# self tests are used. Nothing is done when neither this folder, nor the packages, nor the source changed. Both files depend on nothing
# else: order, owners and times are fixed. Prints nothing when all goes well. KMEND_LINUX_BUGS: a folder of programs that set off planted
# bugs (targets/linux/bugs), which become part of it.
set -euo pipefail
umask 022
export LC_ALL=C TZ=UTC SOURCE_DATE_EPOCH=1577836800 # 2020-01-01, as the guest's clock
here=$(dirname "$(readlink -f "$0")")
suite=$here/../../unixbench
bugs=${KMEND_LINUX_BUGS:+$(readlink -f "$KMEND_LINUX_BUGS")}
cc=${UCC:-clang-19}

die() {
	printf 'linux/user: %s\n' "$*" >&2
	exit 1
}

[ $# -ge 1 ] && [ $# -le 2 ] || die "usage: build.sh OUT [SOURCE]"
mkdir -p "$1"
out=$(readlink -f "$1")
source=${2:-/usr/src/linux-source-6.1.tar.xz}
root=$out/root
libraries=usr/lib/x86_64-linux-gnu
[ -e "$source" ] || die "no kernel source at $source: install the package linux-source-6.1"

# ---- what the result depends on ------------------------------------------------------------------------------------------------

# Name, version and state of each package; a missing one is an error.
package_versions() {
	local package
	for package in $(sed 's/#.*//' "$here/packages"); do
		[ "$package" = linux-source-6.1 ] && continue # whatever SOURCE says
		dpkg-query -W -f '${db:Status-Abbrev} ${Package} ${Version}\n' "$package" 2>/dev/null | grep '^ii' ||
			die "the package $package is missing: apt-get install $package"
	done
}

source_identity() {
	if [ -d "$source" ]; then
		(cd "$source" && find tools/testing/selftests -type f | sort | xargs sha256sum)
	else
		stat -L -c '%n %s %Y' "$source"
	fi
}

# A kernel with a recovery runtime takes longer for all it does: its tests get more time (docs/akeso.md).
case ${KMEND_RECOVERY:-none} in none) slower=1 ;; *) slower=5 ;; esac
versions=$(package_versions)
identity=$(
	{
		printf '%s\n' "$versions" "$cc" "$slower"
		source_identity
		cd "$here" && find . -type f ! -name README.md | sort | xargs sha256sum
		cd "$suite" && find . -type f ! -name README.md | sort | xargs sha256sum
		[ -z "$bugs" ] || (cd "$bugs" && find . -name '*.c' -o -name tests.list | sort | xargs sha256sum)
	} | sha256sum
)
[ -f "$out/initramfs.cpio" ] && [ -f "$out/disk.img" ] && [ "$identity" = "$(cat "$out/identity" 2>/dev/null)" ] && exit 0

# ---- programs ------------------------------------------------------------------------------------------------------------------

# Runs a compiler; what it says is shown only when it fails, and then only the first error.
compile() {
	if ! "$cc" -O2 -D_GNU_SOURCE -ffile-prefix-map="$here"=. "$@" >"$out/compile.log" 2>&1; then
		grep -m1 -E 'error|undefined' "$out/compile.log" >&2 || head -n 1 "$out/compile.log" >&2
		die "cannot compile: $*"
	fi
}

# Copies files of the host to the same place in the guest, links followed.
take() {
	local file
	for file; do
		[ -e "$file" ] || die "no file $file"
		install -D -m 755 "$file" "$root/${file#/}"
	done
}

# Makes an empty library in place of a real one: every function that the program wants from it exists, with its version, and does nothing.
stand_in() {
	local program=$1 library=$2 wanted
	wanted=$(nm -D --defined-only "/$libraries/$library" | sed 's/.* //; s/@.*//' | sort -u)
	nm -D --undefined-only "$program" | awk -v wanted="$wanted" -v script="$out/stand-in.map" '
		BEGIN { split(wanted, names, "\n"); for (i in names) known[names[i]] = 1; printf "" >script }
		{
			split($2, part, "@")
			if (!known[part[1]]) next
			printf "int %s(void) { return 0; }\n", part[1]
			if (part[2] != "") version[part[2]] = version[part[2]] part[1] "; "
		}
		END { for (v in version) printf "%s { %s};\n", v, version[v] >script }' >"$out/stand-in.c"
	local options=(-shared -nostdlib -Wl,-soname,"$library")
	[ -s "$out/stand-in.map" ] && options+=(-Wl,--version-script,"$out/stand-in.map")
	compile -w -fno-builtin "${options[@]}" -o "$root/$libraries/$library" "$out/stand-in.c"
}

# Takes the loader and the shared libraries that the programs in the tree ask for, and those that these ask for.
take_libraries() {
	take /lib64/ld-linux-x86-64.so.2
	local library found=1
	while [ "$found" = 1 ]; do
		found=0
		for library in $(find "$root" -type f -perm -100 -exec readelf -d {} + 2>/dev/null | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sort -u); do
			[ -e "$root/$libraries/$library" ] && continue
			[ "$library" = ld-linux-x86-64.so.2 ] && continue
			take "/$libraries/$library"
			found=1
		done
	done
}

folders() {
	mkdir -p "$root"/usr/{bin,lib64} "$root/$libraries" "$root"/{dev,proc,sys,tmp,run,disk,etc,tests}
	ln -s usr/bin usr/lib usr/lib64 "$root"/
	ln -s bin "$root/usr/sbin"
}

packaged_programs() {
	take /bin/busybox /bin/bzip2 /usr/bin/find /usr/bin/postmark /usr/bin/stress-ng /usr/bin/tcc
	take "/$libraries/tcc/libtcc1.a"          # part of every program that tcc makes
	take "/$libraries/libgcc_s.so.1" # glibc loads it for pthread_exit
	local library
	for library in $(sed "s/#.*//" "$here/stand-ins"); do
		stand_in /usr/bin/stress-ng "$library"
	done
	local applet
	for applet in $(sed 's/#.*//' "$here/applets"); do
		ln -s busybox "$root/usr/bin/$applet"
	done
	echo 'root:x:0:0:root:/tmp:/bin/sh' >"$root/etc/passwd"
	echo 'root:x:0:' >"$root/etc/group"
}

# The UnixBench-like suite, which targets share, as one program: each source under its own name instead of main.
suite_programs() {
	local file name objects=()
	for file in "$suite"/ub_*.c; do
		name=${file##*/}
		name=${name%.c}
		compile -std=gnu17 -Wall -Wextra -DUB_LINUX -Dmain="$name" -ffile-prefix-map="$suite"=unixbench -c -o "$out/$name.o" "$file"
		objects+=("$out/$name.o")
	done
	compile -static -std=gnu17 -Wall -Wextra -o "$root/tests/ub" "$suite/linux.c" "${objects[@]}"
	rm "${objects[@]}"
}

own_programs() {
	compile -static -std=gnu17 -Wall -Wextra -DSLOWER=$slower -o "$root/init" "$here"/init/*.c
	compile -static -std=gnu17 -Wall -Wextra -pthread -o "$root/tests/run" "$here"/tests/*.c
	suite_programs
	install -m 755 "$here"/tests/*.sh "$root/tests/"
	cp -r "$here/tests/data" "$root/tests/data"
	install -m 644 "$here/tests.list" "$root/etc/tests"
	[ -z "$bugs" ] || bug_programs
}

# What sets a planted bug off, one program, in front of all other tests.
bug_programs() {
	compile -static -std=gnu17 -Wall -Wextra -ffile-prefix-map="$bugs"=bugs -o "$root/tests/bugs" "$bugs"/*.c "$here/tests/test.c"
	cat "$bugs/tests.list" "$here/tests.list" >"$root/etc/tests"
}

# The kernel's own tests, as the file `kselftests` lists them.
kernel_programs() {
	local tree=$source program rest
	if [ ! -d "$source" ]; then
		tree=$out/linux
		mkdir -p "$tree"
		tar -xf "$source" -C "$tree" --strip-components=1 --wildcards '*/tools/testing/selftests'
	fi
	mkdir -p "$root/tests/kselftest"
	cd "$tree/tools/testing/selftests"
	# A limit of 30 ms for ten threads to start and wait: as much slower as the rest.
	[ "$tree" = "$source" ] || sed -i "s/^#define timeout_ns  30000000/#define timeout_ns $((30000000 * slower))/" futex/functional/futex_requeue.c
	while read -r program rest; do
		[ -n "$program" ] || continue
		# shellcheck disable=SC2086
		compile -w -I. -o "$root/tests/kselftest/$program" $rest
	done < <(sed 's/#.*//' "$here/kselftests")
	cd "$here"
	[ "$tree" = "$source" ] || rm -rf "$tree"
}

# ---- images --------------------------------------------------------------------------------------------------------------------

# fill_disk TREE IMAGE: copies the tree in the order of names. mke2fs -d takes the order in which the host's file system lists a folder.
fill_disk() {
	local name
	(cd "$1" && find . -mindepth 1 | sort) | while read -r name; do
		name=${name#./}
		if [ -L "$1/$name" ]; then
			echo "symlink $name $(readlink "$1/$name")"
		elif [ -d "$1/$name" ]; then
			echo "mkdir $name"
		else
			echo "write $name $name"
		fi
	done >"$out/disk.commands"
	(cd "$1" && E2FSPROGS_FAKE_TIME=$SOURCE_DATE_EPOCH debugfs -w -f "$out/disk.commands" "$2") >"$out/disk.log" 2>&1
	! grep -m1 " while " "$out/disk.log" >&2 || die "debugfs cannot fill the disk"
	rm "$out/disk.commands" "$out/disk.log"
}

# Folder and files that are on the disk when the guest starts: something to walk, read and search.
disk_image() {
	local tree=$out/disk i j
	rm -rf "$tree"
	mkdir -p "$tree"
	for i in a b c d; do
		mkdir -p "$tree/tree/$i/deep/deeper"
		for j in 1 2 3 4; do
			printf 'file %s of folder %s\n' "$j" "$i" >"$tree/tree/$i/file$j.txt"
			seq "$((j * 100))" >"$tree/tree/$i/deep/numbers$j"
		done
		ln -s ../file1.txt "$tree/tree/$i/deep/link"
	done
	cp "$here"/tests/data/* "$tree/tree/"
	find "$tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
	rm -f "$out/disk.img"
	truncate -s 4M "$out/disk.img"
	E2FSPROGS_FAKE_TIME=$SOURCE_DATE_EPOCH mke2fs -q -t ext2 -b 1024 -N 512 -m 0 -U 6b6d656e-6400-4000-8000-000000000001 \
		-E "hash_seed=6b6d656e-6400-4000-8000-000000000002,root_owner=0:0" "$out/disk.img"
	fill_disk "$tree" "$out/disk.img"
	rm -rf "$tree"
}

initramfs() {
	cp "$out/disk.img" "$root/disk.img"
	find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
	(cd "$root" && find . | sort | cpio --quiet --reproducible -o -H newc -R 0:0) >"$out/initramfs.cpio"
}

rm -rf "$root" "$out/identity"
folders
packaged_programs
own_programs
kernel_programs
take_libraries
disk_image
initramfs
rm -f "$out"/compile.log "$out"/stand-in.*
printf '%s\n' "$identity" >"$out/identity"
