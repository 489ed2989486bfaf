/* The list of experiments: filters above it, a hundred rows at a time, each of which opens. */
const PAGE_ROWS = 100;
const list = {}; /* its elements */
let shown = []; /* the rows that match, in order */
const opened = new Set(); /* rows */

function filterBox(name) {
	const select = el('select', { id: 'filter-' + name, onchange: () => choose({ [name]: select.value }) });
	list[name] = select;
	return el('label', {}, el('span', {}, name), select);
}

/* Choices with the number of experiments that each would leave; what leaves none is not offered. */
function fillFilter(name, counts) {
	const options = [el('option', { value: '' }, 'any')];
	const order = [...counts.keys()];
	if (name === 'signature' || name === 'reason') order.sort((a, b) => counts[b] - counts[a]);
	for (const code of order) {
		const value = filters[name].values[code] || '(none)';
		if (counts[code] || chosen[name] === value)
			options.push(el('option', { value, selected: chosen[name] === value }, `${value} (${number(counts[code])})`));
	}
	if (chosen[name] !== '' && !options.some((option) => option.selected && option.value !== ''))
		options.push(el('option', { value: chosen[name], selected: true }, chosen[name] + ' (0)'));
	list[name].replaceChildren(...options);
	list[name].parentElement.hidden = filters[name].values.length < 2 && chosen[name] === '';
}

function buildList() {
	let typing = 0;
	list.q = el('input', { type: 'search', id: 'search', autocomplete: 'off', spellcheck: 'false', placeholder: 'site, file:line, reason … ( / )',
		oninput: () => { clearTimeout(typing); typing = setTimeout(() => choose({ q: list.q.value }), 120); } });
	list.logs = el('input', { type: 'checkbox', id: 'search-logs', onchange: () => choose({ logs: list.logs.checked ? '1' : '' }) });
	list.summary = el('p', { class: 'summary', role: 'status' });
	list.rows = el('tbody', {});
	list.pagers = [el('div', { class: 'pager' }), el('div', { class: 'pager' })];
	document.getElementById('list').append(
		el('div', { class: 'filters', role: 'search' }, ...Object.keys(filters).map(filterBox),
			el('label', { class: 'search' }, el('span', {}, 'search'), list.q),
			el('label', { class: 'check' }, list.logs, 'also in events and consoles'),
			el('button', { type: 'button', onclick: () => choose(nothingChosen()) }, 'Clear')),
		list.summary, list.pagers[0],
		el('table', { class: 'list' + (filters.type.values.length < 2 ? ' one-type' : '') }, el('thead', {}, el('tr', {}, ...['id', 'policy', 'outcome', 'reason', 'component', 'function', 'type', 'where', 'signature'].map(
			(name) => el('th', { scope: 'col', class: name === 'id' ? 'n' : null, 'data-name': name }, name)))), list.rows),
		list.pagers[1],
		...notes());
}

function notes() {
	const all = [];
	if (data.unlisted) all.push(`${plural(data.unlisted, 'more experiment')} of this result are not in this page.`);
	if (data.logs_left_out) all.push(`The logs of ${plural(data.logs_left_out, 'experiment')} do not fit into this page (of those that went best): kmend explain shows them.`);
	all.push('Keys: / searches, j and k open the next and the previous experiment.');
	return all.map((text) => el('p', { class: 'quiet' }, text));
}

function listRow(row) {
	const cell = (name, ...content) => el('td', { 'data-name': name }, ...content);
	const line = el('tr', { id: 'e' + columns.id[row], 'data-row': row },
		el('th', { scope: 'row', class: 'n' }, experimentLink(row)),
		cell('policy', rowText(row, 'policy')),
		cell('outcome', outcome(columns.outcome[row])),
		cell('reason', rowText(row, 'reason') + (columns.inconsistent[row] ? ', inconsistent' : '')),
		cell('component', siteText(row, 'component')),
		cell('function', siteText(row, 'function')),
		cell('type', siteText(row, 'type')),
		cell('where', place(row)),
		cell('signature', rowText(row, 'signature')));
	return opened.has(row) ? [line, openRow(line, row)] : [line];
}

function openRow(line, row) {
	line.querySelector('a').setAttribute('aria-expanded', 'true');
	line.classList.add('open');
	return el('tr', { class: 'opened' }, el('td', { colspan: 9 }, experimentBox(row)));
}

function setOpen(row, isOpen) {
	const line = document.getElementById('e' + columns.id[row]);
	if (isOpen === opened.has(row)) return;
	if (isOpen) {
		opened.add(row);
		if (line) line.after(openRow(line, row));
		return;
	}
	opened.delete(row);
	if (!line) return;
	line.classList.remove('open');
	line.querySelector('a').removeAttribute('aria-expanded');
	line.nextElementSibling.remove();
}

function fillSummary() {
	const counts = new Uint32Array(lists.outcome.length);
	for (const row of shown) counts[columns.outcome[row]]++;
	const parts = [el('strong', {}, shown.length === count ? plural(count, 'experiment') : `${number(shown.length)} of ${plural(count, 'experiment')}`)];
	counts.forEach((value, code) => {
		if (value) parts.push(' · ', outcome(code), ' ' + number(value));
	});
	list.summary.replaceChildren(...parts);
}

function fillPagers(page, pages) {
	const button = (text, to, isOff) => el('button', { type: 'button', disabled: isOff, onclick: () => { choose({ page: to ? String(to) : '' }, true); } }, text);
	for (const pager of list.pagers)
		pager.replaceChildren(...(pages < 2 ? [] : [button('← previous', page - 1, page === 0),
			el('span', {}, `${number(page * PAGE_ROWS + 1)} to ${number(Math.min(shown.length, (page + 1) * PAGE_ROWS))} of ${number(shown.length)}`),
			button('next →', page + 1, page + 1 >= pages)]));
}

function draw() {
	const counts = {};
	shown = matching(counts);
	for (const name of Object.keys(filters)) fillFilter(name, counts[name]);
	if (list.q.value !== chosen.q) list.q.value = chosen.q;
	list.logs.checked = chosen.logs !== '';
	fillSummary();
	drawRows();
}

function drawRows() {
	const pages = Math.ceil(shown.length / PAGE_ROWS);
	const page = Math.max(0, Math.min(Math.floor(Number(chosen.page)) || 0, pages - 1));
	fillPagers(page, pages);
	list.rows.replaceChildren(...shown.slice(page * PAGE_ROWS, (page + 1) * PAGE_ROWS).flatMap(listRow));
}
