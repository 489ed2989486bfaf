/*
 * The tables become ways into the list: a cell below a filter's name leads to the experiments that it and the cells before it
 * name, one below an outcome to those with that outcome, an example to its experiment. A row of crashes gets the name that the
 * experiments lead back to.
 */

function isCount(text) {
	return text !== '' && text !== '-' && !/^0( = .*|\.0%.*)?$/.test(text);
}

/* What the cell leads to; `words` are the filters of the row so far. */
function leadsTo(head, text, words) {
	if (filters[head] && filters[head].values.includes(text)) {
		words[head] = text;
		return listHash(words);
	}
	if (head === 'example' && rowOfId.has(Number(text))) return '#e' + text;
	if (lists.outcome.includes(head) && Object.keys(words).length && isCount(text)) return listHash({ ...words, outcome: head });
	if (head === 'count' && Object.keys(words).length && isCount(text)) return listHash(words);
	return null;
}

function linkRow(heads, line, words) {
	[...line.cells].forEach((cell, i) => {
		const text = cell.textContent;
		const to = leadsTo(heads[i], text, words);
		if (heads[i] === 'signature' && words.signature !== undefined) line.id = 'signature-' + filters.signature.values.indexOf(text);
		if (to) cell.replaceChildren(el('a', { href: to }, text));
	});
}

/* A long table begins folded: its first rows, and a button for all of them. On paper it is whole. */
const ROWS_FOLDED = 25;

function foldTable(table) {
	const lines = [...table.tBodies].flatMap((body) => [...body.rows]);
	if (lines.length <= ROWS_FOLDED + 10) return;
	const button = el('button', { type: 'button', class: 'unfold', onclick: () => unfold(table) }, `all ${number(lines.length)} rows`);
	for (const line of lines.slice(ROWS_FOLDED)) line.classList.add('folded');
	table.parentElement.after(button);
}

function unfold(table) {
	for (const line of table.querySelectorAll('.folded')) line.classList.remove('folded');
	if (table.parentElement.nextElementSibling?.matches('.unfold')) table.parentElement.nextElementSibling.remove();
}

function linkTables() {
	for (const table of document.querySelectorAll('main .wide > table')) {
		/* A signature alone would also find what was detected and did not crash. */
		const always = table.closest('section').id === 'crashes' ? { outcome: 'crash' } : {};
		const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
		for (const body of table.tBodies) for (const line of body.rows) linkRow(heads, line, { ...always });
		foldTable(table);
	}
}
