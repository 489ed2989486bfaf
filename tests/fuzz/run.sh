#!/bin/bash
# Fuzzes for real: run.sh FOLDER SECONDS [FUZZER...], all of them without a name, one after the other, each for so long. FOLDER takes the
# build (clang with AddressSanitizer and UBSan), the corpora as they grow, and what a fuzzer found; it can be used again. Prints
# executions and findings of each. Exit status 1: something was found.
set -u
[ $# -ge 2 ] || { echo "usage: $0 FOLDER SECONDS [FUZZER...]" >&2; exit 2; }
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(mkdir -p "$1" && cd "$1" && pwd) seconds=$2
shift 2
[ $# -gt 0 ] || set -- $(cd "$root/tests/fuzz" && ls -d */ | tr -d / | tr - _)
cmake -G Ninja -S "$root" -B "$folder/build" -DKMEND_FUZZ=ON -DCMAKE_C_COMPILER=clang-19 -DCMAKE_CXX_COMPILER=clang++-19 >"$folder/cmake.log" 2>&1 ||
	{ tail -n 5 "$folder/cmake.log" >&2; exit 2; }
found=0
for name; do
	fuzzer=fuzz_$name
	ninja -C "$folder/build" -j "${JOBS:-2}" "$fuzzer" >"$folder/$fuzzer.build" 2>&1 || { tail -n 20 "$folder/$fuzzer.build" >&2; exit 2; }
	mkdir -p "$folder/$fuzzer.corpus" "$folder/$fuzzer.found"
	# A leak is looked for at the end of a run, since each look stops the world.
	"$folder/build/tests/$fuzzer" -max_total_time="$seconds" -timeout=25 -rss_limit_mb=1500 -max_len=65536 -print_final_stats=1 \
		-detect_leaks=1 -artifact_prefix="$folder/$fuzzer.found/" "$folder/$fuzzer.corpus" "$root/tests/fuzz/${name//_/-}/corpus" \
		>"$folder/$fuzzer.log" 2>&1
	status=$?
	echo "$fuzzer: $(sed -n 's/^stat::number_of_executed_units: *//p' "$folder/$fuzzer.log") executions in $seconds s, exit status $status," \
		"$(ls "$folder/$fuzzer.found" | grep -vc '^slow-unit-') found" # slow: the machine may have been
	[ $status = 0 ] || found=1
done
exit $found
