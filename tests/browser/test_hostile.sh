# Text of a guest stays text: in the names, the reasons, the events and the console of a result that somebody prepared.
. "$(dirname "$0")/lib.sh" "$@"
start_browser "$tmp/browser"
cp "$result" q.kmend
bad='</script><script>alert(1)</script><img src=x onerror=alert(2)><!--<script>'
turned="char(8238) || char(155) || char(8294)"

# event TEXT: a line of the log that checks.
seq=0
event() {
	local body="kmend $seq $((seq * 1000000)) $1" i sum=0
	for ((i = 0; i < ${#body}; i++)); do sum=$((sum ^ $(printf %d "'${body:i:1}"))); done
	printf '@%s*%02X\n' "$body" $sum
	seq=$((seq + 1))
}
{
	event 'ready target=x policy=none sites=9'
	event 'armed site=1'
	event 'suite-begin planned=1'
	event 'test-begin name=</script><script>alert(3)</script>'
	event 'fault-activated site=1 count=1'
	event 'evil key=<img/src=x/onerror=alert(4)>'
	event 'panic reason=--><script>alert(5)</script>'
} >log
"$sql" q.kmend "UPDATE experiment SET log = packed(CAST(readable AS BLOB)), console = packed('$bad' || $turned || char(10) || 'the end'),
		reason = '$bad' || $turned, signature = '$bad' || $turned, place = '\"><b id=here>' || $turned, outcome = 4
		FROM (SELECT '$(sed "s/'/''/g" log)' || char(10) AS readable) WHERE id = 1;
	UPDATE function SET component = '$bad', name = '<b>bold</b>' WHERE id = (SELECT function_id FROM block JOIN site ON block.id = site.block_id WHERE site.id = 1);
	UPDATE site SET identity = '$bad' || $turned, file = 'javascript:alert(6)' WHERE id = 1;
	UPDATE policy SET name = '$bad' || $turned WHERE id = 1;
	UPDATE meta SET value = '$bad' || $turned WHERE key IN ('campaign', 'target', 'revision', 'seed')" || fail sql
page q.kmend q.html
! LC_ALL=C grep -qP '\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]' q.html || fail 'raw in the file'

visit q.html '#e1'
becomes 'it opens' 1 'return document.querySelectorAll(".experiment .log:not([aria-busy])").length'
js 'return document.querySelector(".experiment").textContent' >text
for word in "$bad" 'key=<img/src=x/onerror=alert(4)>' '--><script>alert(5)</script>' 'the end' '<b>bold</b>' 'javascript:alert(6)'; do
	grep -qF -- "$word" text || { cat text; fail "no '$word' to be read"; }
done
is 'nothing became markup' 0 'return document.querySelectorAll("img, b, i, main script:not([type]), a[href^=javascript]").length'
is 'no title was changed' false 'return /alert/.test(document.title)'
is 'nothing turns text around' false 'return /[\u0080-\u009f\u202a-\u202e\u2066-\u2069]/.test(document.documentElement.textContent)'
js 'document.getElementById("search-logs").click(); choose({ q: "alert(4)" })' >/dev/null
becomes 'found by its words' 1 'return shown.length'
# The names lead where they should all the same.
js 'document.querySelector("#survivability tbody a").click()' >/dev/null
becomes 'its policy' 60 'return shown.length'
quiet 'hostile texts'

# A log that is damaged in the file takes nothing else away.
"$sql" q.kmend "UPDATE experiment SET log = x'0000' WHERE id = 2" || fail sql
page q.kmend q.html
visit q.html '#e2'
becomes 'it says so' 'Its log is damaged in the result file.' 'return document.querySelector(".experiment .log").textContent'
quiet 'a damaged log'
echo 'text stays text'
