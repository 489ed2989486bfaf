/* Which experiments are shown: what the person chose and typed, and how many there would be for every other choice. */
const chosen = { policy: '', outcome: '', service: '', component: '', type: '', signature: '', reason: '', q: '', logs: '', page: '' };

/* What the search looks at, in small letters; made at the first search. */
let searchTexts = null;

function makeSearchTexts() {
	searchTexts = new Array(count);
	for (let row = 0; row < count; row++)
		searchTexts[row] = ['e' + columns.id[row], siteText(row, 'identity'), source(row), place(row), siteText(row, 'component'),
			...Object.keys(filters).map((name) => rowText(row, name))].join('\n').toLowerCase();
}

/* Every word has to be somewhere in the experiment: in its facts, or in its log where that is wanted. */
function searched(words) {
	if (!words.length) return null;
	if (!searchTexts) makeSearchTexts();
	const deep = chosen.logs && deepTexts;
	return (row) => words.every((word) => searchTexts[row].includes(word) || (deep && deepTexts[row].includes(word)));
}

/* The rows that are shown; `counts` gets the number of experiments for every value of every filter, the others as they are chosen. */
function matching(counts) {
	const names = Object.keys(filters);
	const wanted = names.map((name) => (chosen[name] === '' ? -1 : filters[name].values.indexOf(chosen[name] === '(none)' ? '' : chosen[name])));
	const unknown = names.map((name, f) => chosen[name] !== '' && wanted[f] < 0);
	const codes = names.map((name) => filters[name].code);
	const isFound = searched(chosen.q.toLowerCase().split(/\s+/).filter(Boolean));
	const rows = [];
	names.forEach((name) => (counts[name] = new Uint32Array(filters[name].values.length)));
	for (let row = 0; row < count; row++) {
		if (isFound && !isFound(row)) continue;
		let misses = 0, missed = -1;
		for (let f = 0; f < names.length && misses < 2; f++) {
			if (unknown[f] || (wanted[f] >= 0 && codes[f][row] !== wanted[f])) {
				misses++;
				missed = f;
			}
		}
		if (misses > 1) continue;
		if (misses) {
			counts[names[missed]][codes[missed][row]]++;
			continue;
		}
		rows.push(row);
		for (let f = 0; f < names.length; f++) counts[names[f]][codes[f][row]]++;
	}
	return rows;
}
