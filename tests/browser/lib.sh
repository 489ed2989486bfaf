# What the scripts share: TEST KMEND ROOT FOLDER SQL RESULT. Each starts in its own empty folder; RESULT is that of the quickstart,
# which campaign.sh has run. The first thing that is wrong ends the test.
set -u
here=$(dirname "$(readlink -f "$0")")
. "$here/driver.sh"
kmend=$1 root=$2 tmp=$3 sql=$4 result=$5
rm -rf "$tmp"
mkdir -p "$tmp"
cd "$tmp" || exit 2

fail() {
	echo "FAILED: $*"
	[ -z "$session" ] || { screenshot failed.png; echo "(the page as it was: $PWD/failed.png)"; }
	exit 1
}

page() { # RESULT PAGE
	"$kmend" report "$1" --format html >"$2" 2>err || { cat err; fail "no page of $1"; }
}

# is WHAT WANTED SCRIPT: what the script returns in the page.
is() {
	local got
	got=$(js "$3") || { echo "$got"; fail "$1"; }
	[ "$got" = "$2" ] || fail "$1: '$got', not '$2'"
}

# becomes WHAT WANTED SCRIPT: the same, within ten seconds.
becomes() {
	local got i
	for ((i = 0; i < 100; i++)); do
		got=$(js "$3") || { echo "$got"; fail "$1"; }
		[ "$got" = "$2" ] && return
		sleep 0.1
	done
	fail "$1: '$got', not '$2'"
}

# Nothing on the console: no error, no breach of the policy.
quiet() {
	local log
	log=$(browser_log)
	[ -z "$log" ] || { echo "$log"; fail "$*: the browser complains"; }
}

visit() { # PAGE [HASH]
	open_page about:blank
	open_page "file://$PWD/$1${2:-}"
	becomes "$1 is ready" 1 'return document.documentElement.dataset.ready'
}

# press KEY: as a person does.
press() {
	jq -n --arg key "$1" '{actions: [{type: "key", id: "keyboard", actions: [{type: "keyDown", value: $key}, {type: "keyUp", value: $key}]}]}' |
		ask actions >/dev/null
}

click() { # SELECTOR
	local element
	element=$(jq -n --arg value "$1" '{using: "css selector", value: $value}' | ask element | jq -r '.value | to_entries[0].value')
	jq -n '{}' | ask "element/$element/click" | jq -e '.value == null' >/dev/null || fail "cannot click $1"
}
