# For tests of a booted system that is wrong on purpose: a copy of the tree, changed by a line or two before each boot. To be sourced with
# KMEND-CC SOURCE-TREE SCRATCH as arguments.
set -euo pipefail
cc=$1 tree=$2 dir=$3
rm -rf "$dir"
mkdir -p "$dir/tree/targets"
cp -R "$tree/targets/multiserver" "$tree/targets/unixbench" "$dir/tree/targets"
cp -R "$tree/recovery-rt" "$dir/tree"
system=$dir/tree/targets/multiserver
changed=()

# workload TESTS: what pid 1 runs from now on.
workload() {
	sed -i "s/^\(struct kmend_control kmend_control = .*KMEND_ABI_VERSION\).*/\1, .workload = \"$1\" };/" "$dir/tree/recovery-rt/fault/control.c"
}

# edit FILE SED: changes a file.
edit() {
	changed+=("$1")
	sed -i "$2" "$system/$1"
	! cmp -s "$system/$1" "$tree/targets/multiserver/$1" || { echo "nothing planted in $1"; exit 1; }
}

# plant FILE LINE CODE: code after the first line that matches.
plant() {
	edit "$1" "0,/$2/{/$2/a $3
}"
}

# boot POLICY: builds and runs what was planted, then takes it out again.
boot() {
	local runtime=none file
	case $1 in pessimistic | enhanced | extended) runtime=osiris ;; esac
	KMEND_SITES=0 KMEND_RECOVERY=$runtime KMEND_UNIT_ROOT=$system make -C "$system" -j2 OUT="$dir/$1" COMMON="$dir/common" CC="$cc" POLICY="$1" \
		>"$dir/build.log" 2>&1 || { tail -n 20 "$dir/build.log"; exit 1; }
	timeout 60 "$system/run" "$dir/$1/image.elf" "$dir/events.log" >"$dir/console.log" || true
	for file in "${changed[@]}"; do cp "$tree/targets/multiserver/$file" "$system/$file"; done
	changed=()
}

wrong() {
	echo "$1"
	grep -E 'detected|recovery|audit|probe|test-end|suite-end|shutdown|panic' "$dir/events.log"
	tail -n 5 "$dir/console.log"
	exit 1
}

# expect TEXT...: each of them is in the log.
expect() {
	local text
	for text in "$@"; do grep -qF -- "$text" "$dir/events.log" || wrong "not in the log: $text"; done
}

# expect_count N PATTERN
expect_count() {
	local n
	n=$(grep -cE -- "$2" "$dir/events.log") || true
	[ "$n" = "$1" ] || wrong "$n instead of $1 times in the log: $2"
}
