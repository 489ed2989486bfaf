#!/bin/bash
# The planted bugs (targets/linux/bugs): every patch applies to Debian's Linux, alone and with all others, and comes off again; each bug has a
# patch, a program, a test, a row in the README and a place in the campaign. Nothing is built.
#   bugs.sh KMEND ROOT FOLDER
set -euo pipefail
root=$2 tmp=$3
bugs=$root/targets/linux/bugs
source=${KMEND_LINUX_SOURCE:-/usr/src/linux-source-6.1.tar.xz}
rm -rf "$tmp"
mkdir -p "$tmp/tree"
cd "$tmp"

fail() { echo "FAILED: $*"; exit 1; }
# Takes its input on or off, with offsets but without fuzz: what is taken away is what the patch says.
apply() { patch -s -p1 -F0 -d tree --no-backup-if-mismatch "$@" >patch.log 2>&1; }

names=$(sed 's/#.*//' "$bugs/tests.list" | awk 'NF { print $1 }')
[ "$(echo "$names" | wc -l)" -ge 6 ] || fail 'too few bugs'
[ "$(cd "$bugs" && ls *.patch *.c | sort)" = "$(for name in $names; do echo "${name#bug-}.patch"; echo "${name#bug-}.c"; done | sort)" ] ||
	fail 'not each bug has a patch and a program'
for name in $names; do
	grep -q "^| \`$name\` |" "$root/targets/linux-bugs/README.md" || fail "$name has no row in the README"
	grep -q "^workload: .*\b$name\b" "$root/campaigns/linux-bugs.yaml" || fail "$name is not in the campaign"
	grep -q "TEST([a-z0-9_]*, \"$name\")" "$bugs/${name#bug-}.c" || fail "$name is not what ${name#bug-}.c calls itself"
	sed '/^--- /,$d' "$bugs/${name#bug-}.patch" | grep -q '^Taken away: ' || fail "$name does not say what it takes away"
done
clang-19 -O2 -D_GNU_SOURCE -std=gnu17 -Wall -Wextra -Werror -static -o programs "$bugs"/*.c "$root/targets/linux/user/tests/test.c" || fail 'the programs do not compile'
[ "$(./programs | sort)" = "$(echo "$names" | sort)" ] || fail 'the program holds other tests'

# Only the files that are touched; tar stops at the last of them.
sed -n 's/^--- a\///p' "$bugs"/*.patch "$root/targets/linux/linux.patch" | sort -u >files
# head closes the pipe on tar, which is no failure; a source that cannot be read fails in the next line.
top=$(tar -tf "$source" 2>/dev/null | head -n 1 || true)
tar -xf "$source" -C tree --strip-components=1 --occurrence=1 $(sed "s#^#${top%%/*}/#" files)
apply <"$root/targets/linux/linux.patch" || fail 'linux.patch does not apply'
cp -r tree plain
for patch in "$bugs"/*.patch; do
	apply <"$patch" || fail "$patch: $(cat patch.log)"
	apply -R <"$patch" || fail "$patch does not come off: $(cat patch.log)"
done
cat "$bugs"/*.patch >all
apply <all || fail "all together: $(cat patch.log)"
apply -R <all || fail "all together do not come off: $(cat patch.log)"
diff -r plain tree || fail 'something is left'
