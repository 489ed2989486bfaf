# 12,600 experiments: the page opens in under two seconds and has under 15 MB; filters and searches are felt to be at once.
. "$(dirname "$0")/lib.sh" "$@"
start_browser "$tmp/browser"
cp "$result" q.kmend
# The quickstart 42 times, each time with sites of its own.
"$sql" q.kmend "CREATE TEMP TABLE times AS WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 41) SELECT n FROM n;
	INSERT INTO site SELECT id + 1000 * n, n || '/' || identity, block_id, candidate, type, file, line + n FROM times, site;
	INSERT INTO site_image SELECT site_id + 1000 * n, policy_id, dense_site, dense_block FROM times, (SELECT * FROM site_image WHERE site_id < 1000);
	$("$sql" q.kmend "SELECT 'INSERT INTO experiment SELECT ' || group_concat(CASE name WHEN 'id' THEN 'id + 300 * n' WHEN 'site_id' THEN 'site_id + 1000 * n' ELSE name END) ||
		' FROM times, (SELECT * FROM experiment WHERE id <= 300)' FROM pragma_table_info('experiment')")" || fail sql
[ "$("$sql" q.kmend 'SELECT count(*) FROM experiment')" = 12600 ] || fail 'not 12600'
began=$(date +%s%N)
page q.kmend q.html
echo "written in $((($(date +%s%N) - began) / 1000000)) ms"
size=$(stat -c %s q.html)
echo "size: $size bytes"
[ "$size" -lt 15000000 ] || fail 'too large'

# Three times: what else runs on this machine is not the page's fault.
best=
for i in 1 2 3; do
	visit q.html
	ms=$(js 'const t = performance.timing; return Math.max(t.loadEventEnd - t.navigationStart, Math.round(performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0))')
	echo "opened in $ms ms"
	[ -n "$best" ] && [ "$best" -le "$ms" ] || best=$ms
done
[ "$best" -lt 2000 ] || fail "opens in $best ms"
is 'all of them' 12600 'return shown.length'
for what in 'choose({ policy: "naive", outcome: "crash" })' 'choose({ policy: "", outcome: "", q: "exec" })' 'choose({ q: "exec pm" })'; do
	ms=$(js "const t = performance.now(); $what; return Math.round(performance.now() - t)")
	echo "$what: $ms ms"
	[ "$ms" -lt 1000 ] || fail 'slow'
done
visit q.html '#e12345'
becomes 'it opens' 1 'return document.querySelectorAll(".experiment .log:not([aria-busy])").length'
js 'document.getElementById("search-logs").click(); choose({ q: "recovery-begin" })' >/dev/null
becomes 'all logs are searched' true 'return shown.length > 4000 && shown.length < 12600'
quiet 'so many'
