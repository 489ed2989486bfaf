#!/bin/sh
# Builds the test kernel: build.sh OUT POLICY.
set -eu
here=$(dirname "$0")
clang=${KMEND_CLANG:-clang-19}
linker=${KMEND_LLD:-ld.lld-19}
mkdir -p "$1"
case $2 in
none | stateless | enhanced) policy=KMEND_POLICY_$(echo "$2" | tr a-z A-Z) ;;
*) echo "build.sh: unknown policy $2" >&2; exit 1 ;;
esac
runtime=$here/../../recovery-rt
detectors=
sites=
[ "${KMEND_SITES:-}" != none ] || sites=-DTINY_NO_SITES
case ,${KMEND_DETECTORS:-}, in *,ubsan,*) detectors="-fsanitize=undefined -fno-sanitize=function -fsanitize-trap=undefined" ;; esac
for source in "$here/tiny.c" "$runtime/fault/control.c" "$runtime/fault/event.c"; do
	# shellcheck disable=SC2086
	"$clang" --target=i386-unknown-none-elf -std=c17 -O1 -Wall -Wextra -Werror -ffreestanding -fno-pic -fno-stack-protector \
		$detectors $sites -mno-sse -mno-mmx -fno-builtin -fno-asynchronous-unwind-tables -gline-tables-only -c \
		-I "$runtime/include" -I "$runtime/fault" -DPOLICY="$policy" -DPOLICY_NAME="\"$2\"" ${TINY_FLAGS:-} \
		-o "$1/$(basename "$source" .c).o" "$source"
done
"$linker" -static -e start -Ttext=0x100000 --build-id=none -o "$1/image.elf" "$1/tiny.o" "$1/control.o" "$1/event.o"
