/* Addresses and keys: #e17 is experiment 17, #list&policy=none&outcome=crash the list with these filters; everything else is a place in the page. */

function nothingChosen() {
	return Object.fromEntries(Object.keys(chosen).map((name) => [name, '']));
}

async function wantLogs() {
	if (!chosen.logs || deepTexts) return;
	await readAllLogs((share) => list.summary.replaceChildren(`Unpacking the logs: ${Math.round(100 * share)} %`));
	draw();
}

/* Other filters, by hand: the address follows, without a step in the history for every letter. */
function choose(changes, isPage) {
	if (!isPage) {
		opened.clear();
		chosen.page = '';
	}
	Object.assign(chosen, changes);
	history.replaceState(null, '', listHash(chosen));
	draw();
	wantLogs();
	if (isPage) document.getElementById('list').scrollIntoView();
}

function showExperiment(id) {
	const row = rowOfId.get(id);
	if (row === undefined) {
		list.summary.replaceChildren(el('strong', {}, `There is no experiment ${id} in this page.`));
		list.summary.scrollIntoView();
		return;
	}
	if (!shown.includes(row)) {
		Object.assign(chosen, nothingChosen());
		opened.clear();
		draw();
	}
	const page = Math.floor(shown.indexOf(row) / PAGE_ROWS);
	if (!document.getElementById('e' + id)) {
		chosen.page = page ? String(page) : '';
		drawRows();
	}
	for (const other of [...opened]) if (other !== row) setOpen(other, false);
	setOpen(row, true);
	const line = document.getElementById('e' + id);
	line.scrollIntoView();
	line.querySelector('a').focus({ preventScroll: true });
}

function route() {
	const hash = location.hash.slice(1);
	if (/^e[0-9]{1,15}$/.test(hash)) {
		showExperiment(Number(hash.slice(1)));
	} else if (hash === 'list' || hash.startsWith('list&')) {
		const words = new URLSearchParams(hash.slice(5));
		for (const name of Object.keys(chosen)) chosen[name] = words.get(name) ?? '';
		opened.clear();
		draw();
		wantLogs();
		document.getElementById('experiments').scrollIntoView();
	} else if (hash) {
		const element = document.getElementById(hash);
		if (element?.matches('.folded')) unfold(element.closest('table'));
		element?.scrollIntoView();
	}
}

/* A click on a row opens or closes it; one on its link goes to its address, or closes it when it is open. */
function onRowClick(event) {
	const line = event.target.closest('tr[data-row]');
	const link = event.target.closest('a');
	if (!line || (link && link.parentElement.parentElement !== line) || (!link && String(getSelection()))) return;
	const row = Number(line.dataset.row);
	if (opened.has(row)) {
		event.preventDefault();
		setOpen(row, false);
		history.replaceState(null, '', listHash(chosen));
	} else if (!link) {
		location.hash = '#e' + columns.id[row];
	}
}

function step(by) {
	const at = shown.findIndex((row) => opened.has(row));
	const row = shown[at < 0 ? 0 : at + by];
	if (row !== undefined) location.hash = '#e' + columns.id[row];
}

function onKey(event) {
	if (event.ctrlKey || event.altKey || event.metaKey || /^(input|select|textarea)$/i.test(event.target.tagName)) return;
	if (event.key === '/') {
		event.preventDefault();
		list.q.focus();
	} else if (event.key === 'j') {
		step(1);
	} else if (event.key === 'k') {
		step(-1);
	}
}

function start() {
	linkTables();
	if (!count) {
		document.getElementById('list').append(el('p', {}, 'No experiment is planned yet.'));
		return;
	}
	buildList();
	draw();
	list.rows.addEventListener('click', onRowClick);
	document.addEventListener('keydown', onKey);
	addEventListener('hashchange', route);
	route();
	document.documentElement.dataset.ready = '1';
}

document.addEventListener('DOMContentLoaded', start);
