# Chromium, driven by the WebDriver protocol: chromedriver, curl and jq do it all. start_browser, then open_page and js; what it
# said on its console, breaches of a page's Content-Security-Policy included, is in browser_log. Ends with the shell that started it.
browser_dir= driver= session=

# start_browser FOLDER: its profile and log lie there. 77 when this machine has no browser.
start_browser() {
	local chromium chromedriver i
	chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || { echo 'no chromium'; exit 77; }
	chromedriver=$(command -v chromedriver) || { echo 'no chromedriver (package chromium-driver)'; exit 77; }
	for i in curl jq; do command -v $i >/dev/null || { echo "no $i"; exit 77; }; done
	browser_dir=$1
	mkdir -p "$browser_dir/profile"
	# It takes a port that is free, and says which. Fonts and the like are looked for at home: not in that of the person.
	HOME=$browser_dir "$chromedriver" --port=0 >"$browser_dir/driver.log" 2>&1 &
	driver_pid=$!
	trap stop_browser EXIT
	for ((i = 0; i < 300; i++)); do
		driver=$(sed -n 's/.*started successfully on port \([0-9]*\).*/http:\/\/127.0.0.1:\1/p' "$browser_dir/driver.log")
		[ -n "$driver" ] && break
		kill -0 $driver_pid 2>/dev/null || break
		sleep 0.1
	done
	[ -n "$driver" ] || { cat "$browser_dir/driver.log"; echo 'FAILED: chromedriver does not start'; exit 1; }
	# Root has no user namespaces to put the browser into, and containers have a small /dev/shm.
	session=$(jq -n --arg binary "$chromium" --arg profile "$browser_dir/profile" '{capabilities: {alwaysMatch: {
		browserName: "chrome", "goog:loggingPrefs": {browser: "ALL"},
		"goog:chromeOptions": {binary: $binary, args: ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
			"--no-first-run", "--disable-background-networking", "--user-data-dir=" + $profile]}}}}' |
		command_of POST "$driver/session" | jq -r '.value.sessionId // empty')
	[ -n "$session" ] || { tail -n 20 "$browser_dir/driver.log"; echo 'FAILED: no session'; exit 1; }
}

stop_browser() {
	[ -z "$session" ] || curl -s -m 10 -X DELETE "$driver/session/$session" >/dev/null
	kill "$driver_pid" 2>/dev/null
	wait "$driver_pid" 2>/dev/null
	session=
}

# command_of METHOD URL <BODY: the answer.
command_of() {
	curl -s -m 120 -X "$1" -H 'Content-Type: application/json' --data-binary @- "$2"
}

# ask WHAT <BODY: a command of the session.
ask() {
	command_of POST "$driver/session/$session/$1"
}

# js SCRIPT: what its `return` gives, as JSON; a promise is waited for. A script that throws ends the test.
js() {
	local answer
	answer=$(jq -n --arg script "$1" '{script: $script, args: []}' | ask execute/sync)
	if jq -e '.value.error?' <<<"$answer" >/dev/null 2>&1; then
		echo "FAILED: $1"
		jq -r '.value.message' <<<"$answer" | head -n 5
		exit 1
	fi
	jq -r '.value' <<<"$answer"
}

# cdp METHOD [PARAMETERS]: a command of the DevTools protocol.
cdp() {
	jq -n --arg cmd "$1" --argjson params "${2:-"{}"}" '{cmd: $cmd, params: $params}' | ask goog/cdp/execute
}

open_page() { # URL
	jq -n --arg url "$1" '{url: $url}' | ask url >/dev/null
}

# browser_log: what came on the browser's console since the last time.
browser_log() {
	jq -n '{type: "browser"}' | ask se/log | jq -r '.value[] | .level + " " + .message'
}

resize() { # WIDTH HEIGHT
	cdp Emulation.setDeviceMetricsOverride "{\"width\": $1, \"height\": $2, \"deviceScaleFactor\": 1, \"mobile\": false}" >/dev/null
}

# scheme light|dark [MEDIUM]
scheme() {
	cdp Emulation.setEmulatedMedia "{\"media\": \"${2:-}\", \"features\": [{\"name\": \"prefers-color-scheme\", \"value\": \"$1\"}]}" >/dev/null
}

screenshot() { # FILE
	curl -s -m 60 "$driver/session/$session/screenshot" | jq -r .value | base64 -d >"$1"
}
