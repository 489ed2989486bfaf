# The page of a small campaign: it loads without a word from the browser, filters, searches, opens experiments; its links lead where
# they should and back; it can be read on a phone, in the dark, on paper and by keyboard alone.
. "$(dirname "$0")/lib.sh" "$@"
start_browser "$tmp/browser"
cp "$result" q.kmend
page q.kmend q.html
"$kmend" report q.kmend --table experiments --format csv >q.csv
# of NAME=VALUE...: how many experiments there are, after the CSV; columns by number: 2 policy, 6 outcome, 18 signature
of() {
	awk -F, "NR > 1 && $1" q.csv | wc -l
}
rows='return document.querySelectorAll(".list tr[data-row]").length'
summary='return document.querySelector(".summary strong").textContent'

visit q.html
quiet 'loading'
is 'all of them' '300 experiments' "$summary"
is 'a hundred at a time' 100 "$rows"
is 'nothing from elsewhere' 0 'return performance.getEntriesByType("resource").length'

# Filters and search, by hand.
choose() { # FILTER VALUE
	js "const s = document.getElementById('filter-$1'); s.value = '$2'; s.dispatchEvent(new Event('change'))" >/dev/null
}
choose policy naive
is 'one policy' "60 of 300 experiments" "$summary"
choose outcome crash
crashes=$(of '$2 == "naive" && $6 == "crash"')
is 'its crashes' "$crashes of 300 experiments" "$summary"
is 'only those' "$crashes" 'return [...document.querySelectorAll(".list tr[data-row]")].filter((r) => / crash$/.test(" " + r.cells[2].textContent) && r.cells[1].textContent === "naive").length'
is 'the address says so' '#list&policy=naive&outcome=crash' 'return location.hash'
is 'choices count the others' "none (60)" 'return [...document.getElementById("filter-policy").options].find((o) => o.value === "none").textContent'
js 'document.querySelector(".filters button").click()' >/dev/null
is 'cleared' '300 experiments' "$summary"
press /
is 'a key leads to the search' search 'return document.activeElement.id'
for key in e x e c _ o p e n; do press $key; done
becomes 'search' "$(grep -c exec_open q.csv) of 300 experiments" "$summary"
visit q.html '#list&q=exec_open+enhanced'
is 'all words' "$(grep exec_open q.csv | grep -c ',enhanced,') of 300 experiments" "$summary"
visit q.html '#list&policy=nobody'
is 'nobody has it' '0 of 300 experiments' "$summary"

# One experiment.
visit q.html '#e18'
becomes 'it opens' 1 'return document.querySelectorAll(".experiment .log:not([aria-busy])").length'
"$kmend" explain q.kmend 18 >explained
site=$(sed -n 's/^site *//p' explained) source=$(sed -n 's/^source *//p' explained) last=$(tail -n 1 explained)
js 'return document.querySelector(".experiment").textContent' >text
for word in "$site" "$source" "$last" fault-activated 'kmend replay RESULT 18'; do
	grep -qF -- "$word" text || { cat text; fail "no '$word' in the experiment"; }
done
is 'under every policy' 5 'return document.querySelectorAll(".experiment .others li").length'
click '.experiment .others a'
becomes 'the same fault elsewhere' 'e16' 'return document.querySelector(".list tr.open").id'
press j
becomes 'the next one' '#e17' 'return location.hash'
press k
becomes 'and back' '#e16' 'return location.hash'
visit q.html '#e99999'
is 'there is none' 'There is no experiment 99999 in this page.' "$summary"
visit q.html '#e250'
becomes 'on its page of the list' 'e250' 'return document.querySelector(".list tr.open").id'
becomes 'seen' true 'const r = document.getElementById("e250").getBoundingClientRect(); return r.top >= 0 && r.top < innerHeight'

# From a group of crashes to its experiments, and back.
visit q.html '#crashes'
signature=$(js 'return document.querySelector("#crashes tbody tr th").textContent')
click '#crashes tbody tr th a'
becomes 'its experiments' "$(awk -F, -v s="$signature" 'NR > 1 && $6 == "crash" && $18 == s' q.csv | wc -l) of 300 experiments" "$summary"
click '.list tbody tr[data-row] a'
becomes 'its log' 1 'return document.querySelectorAll(".experiment .log:not([aria-busy])").length'
click '.experiment a[href^="#signature-"]'
becomes 'the group again' "$signature" 'return document.querySelector("tr:target th").textContent'
js 'history.back(); history.back()' >/dev/null
becomes 'back' '#list' 'return location.hash.slice(0, 5)'
becomes 'with its filter' "$signature" 'return document.getElementById("filter-signature").value'
js 'document.querySelector("#survivability tbody a").click()' >/dev/null
becomes 'from the table' '60 of 300 experiments' "$summary"

# Inside the logs.
visit q.html
is 'not in the facts' 0 'choose({ q: "recovery-begin" }); return shown.length'
js 'document.getElementById("search-logs").click()' >/dev/null
becomes 'in the logs' true 'return shown.length > 100 && shown.length < 300'

# Dark, phone, paper.
scheme light; light=$(js 'return getComputedStyle(document.documentElement).backgroundColor')
scheme dark; dark=$(js 'return getComputedStyle(document.documentElement).backgroundColor')
[ "$light" != "$dark" ] || fail 'dark is light'
resize 390 800
visit q.html '#e18'
becomes 'it opens' 1 'return document.querySelectorAll(".experiment .log:not([aria-busy])").length'
is 'not wider than a phone' true 'return document.documentElement.scrollWidth <= innerWidth'
screenshot phone.png
resize 1280 900
scheme light print
is 'no filters on paper' none 'return getComputedStyle(document.querySelector(".filters")).display'
is 'long tables whole' 0 'return [...document.querySelectorAll(".folded")].filter((r) => getComputedStyle(r).display === "none").length'
scheme light
quiet 'all of that'

# The policy is in force: what is smuggled in does nothing.
js 'const s = document.createElement("script"); s.textContent = "window.smuggled = 1"; document.body.append(s)' >/dev/null
is 'no foreign script' null 'return window.smuggled ?? null'
browser_log | grep -q 'Content Security Policy' || fail 'the policy says nothing'
js 'document.body.insertAdjacentHTML("beforeend", "<img src=\"data:image/png;base64,AAAA\" onerror=\"window.smuggled = 2\">")' >/dev/null
sleep 0.3
is 'no foreign picture' null 'return window.smuggled ?? null'
browser_log | grep -q 'Content Security Policy' || fail 'the policy says nothing of pictures'
echo 'the page works'
