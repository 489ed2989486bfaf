#!/bin/sh
# Builds the test kernel: build.sh OUT POLICY.
set -eu
here=$(dirname "$0")
clang=${KMEND_CLANG:-clang-19}
linker=${KMEND_LLD:-ld.lld-19}
mkdir -p "$1"
case $2 in
none) policy=0 ;;
stateless) policy=1 ;;
enhanced) policy=4 ;;
*) echo "build.sh: unknown policy $2" >&2; exit 1 ;;
esac
detectors=
case ,${KMEND_DETECTORS:-}, in *,ubsan,*) detectors="-fsanitize=undefined -fno-sanitize=function -fsanitize-trap=undefined" ;; esac
# shellcheck disable=SC2086
"$clang" --target=i386-unknown-none-elf -std=c17 -O1 -Wall -Wextra -Werror -ffreestanding -fno-pic -fno-stack-protector \
	$detectors -mno-sse -mno-mmx -fno-builtin -fno-asynchronous-unwind-tables -gline-tables-only -c \
	-I "$here/../../recovery-rt/include" -DPOLICY="$policy" -DPOLICY_NAME="\"$2\"" ${TINY_FLAGS:-} \
	-o "$1/tiny.o" "$here/tiny.c"
"$linker" -static -e start -Ttext=0x100000 --build-id=none -o "$1/image.elf" "$1/tiny.o"
