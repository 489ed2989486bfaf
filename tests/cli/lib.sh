# What the scripts share: TEST KMEND ROOT FOLDER SQL. Each starts in its own empty folder, with its own cache and its own
# copy of the test kernel (tests/tiny), so that it can change it. The first thing that is wrong ends the test.
set -u
kmend=$1 root=$2 tmp=$3 sql=$4
rm -rf "$tmp"
mkdir -p "$tmp/x/tests"
cd "$tmp" || exit 2
export KMEND_CACHE=$tmp/cache TMPDIR=$tmp
unset KMEND_QEMU KMEND_CLANG TINY_FLAGS
cp -r "$root/tests/tiny" x/tests/
ln -s "$root/recovery-rt" x/recovery-rt
tiny=$tmp/x/tests/tiny

fail() {
	echo "FAILED: $*"
	for file in out err; do
		[ -f "$file" ] && { echo "--- $file"; tail -c 3000 "$file" | cat -v; }
	done
	exit 1
}

# Flags for the kernel's compiler: part of target.yaml, so that the images are others.
tiny_flags() {
	sed -i "s#^build:.*#build: \"TINY_FLAGS='$1' sh {target}/build.sh {out} {policy}\"#" "$tiny/target.yaml"
}

# campaign FILE LINE...: a campaign of the test kernel; each LINE is added.
campaign() {
	local file=$1
	shift
	printf 'name: %s\ntarget: %s\nfault_model: fail-stop\n' "$(basename "$file" .yaml)" "$tiny" >"$file"
	[ $# = 0 ] && set -- 'policies: [none, enhanced]'
	printf '%s\n' "$@" >>"$file"
}

# expect STATUS ARGUMENT...: kmend ends with STATUS; what it says is in out and err. Nothing it says may drive a terminal.
expect() {
	local want=$1 got
	shift
	"$kmend" "$@" >out 2>err </dev/null
	got=$?
	[ $got = "$want" ] || fail "kmend $* ended with $got, not $want"
	if LC_ALL=C grep -q '[[:cntrl:]]' <(tr -d '\n\t' <out) || LC_ALL=C grep -q '[[:cntrl:]]' <(tr -d '\n' <err); then
		fail "kmend $* printed control characters"
	fi
}

# says FILE TEXT...: every TEXT is in FILE. lacks FILE TEXT: it is not.
says() {
	local file=$1 text
	shift
	for text; do
		grep -qF -- "$text" "$file" || fail "no '$text' in $file"
	done
}
lacks() {
	! grep -qF -- "$2" "$1" || fail "'$2' in $1"
}

# A message is one line on stderr, and nothing on stdout.
one_line() {
	[ "$(wc -l <err)" = 1 ] || fail "not one line"
	[ ! -s out ] || fail "data on stdout"
}

# table RESULT: the facts of every experiment that do not depend on time.
table() {
	expect 0 report "$1" --table experiments --format csv
	cut -d, -f1-10 out
}

# logs RESULT: the event log and outcome of every experiment, as one number.
logs() {
	"$sql" "$1" 'SELECT id || outcome || reason || activations || hex(log) FROM experiment ORDER BY id' | cksum
}

# row RESULT SITE-NUMBER: the experiment (csv) whose stable identity names that block, under the first policy.
row() {
	table "$1" | grep -m1 ":workload:$2:"
}

# until FILE-TEST...: waits, at most a minute.
wait_for() {
	local i
	for ((i = 0; i < 600; i++)); do
		"$@" && return 0
		sleep 0.1
	done
	fail "waited for nothing: $*"
}

# at_least RESULT N: N experiments are done, also while a campaign writes.
at_least() {
	local count
	count=$("$kmend" report "$1" --table experiments --format csv 2>/dev/null |
		grep -cE '^[0-9]+,[^,]*,[^,]*,[^,]*,[^,]*,(pass|fail|shutdown|crash|not-activated|infra-error),')
	[ "${count:-0}" -ge "$2" ]
}
