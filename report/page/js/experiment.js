/* One experiment, opened: what was broken where, what came of it, under the other policies too, its events, its console. */

function fact(name, ...content) {
	return el('div', {}, el('dt', {}, name), el('dd', {}, ...content));
}

function milliseconds(us) {
	return (us / 1000).toLocaleString('en', { minimumFractionDigits: 3, maximumFractionDigits: 3 });
}

function outcomeFact(row) {
	const meaning = lists.reason_meaning[columns.reason[row]];
	const reason = rowText(row, 'reason');
	return fact('outcome', outcome(columns.outcome[row]), reason ? ' (' + reason + ')' : '',
		meaning ? ': ' + meaning : '', columns.inconsistent[row] ? el('strong', {}, '; state inconsistent') : '',
		columns.unavailable[row] ? `; ${plural(columns.unavailable[row], 'audit')} unanswered` : '');
}

function serviceFact(row) {
	if (!columns.outcome[row]) return null;
	return fact('service', rowText(row, 'service'), `; ${number(columns.tests_failed[row])} of ${plural(columns.tests_planned[row], 'test')} failed`);
}

function signatureFact(row) {
	const signature = rowText(row, 'signature');
	if (!signature) return null;
	const number = columns.signature[row];
	const meaning = lists.place_meaning[columns.place_kind[row]];
	const alike = filters.signature.code.reduce((sum, code) => sum + (code === number), 0);
	const group = document.getElementById('signature-' + number);
	return fact('signature', el('strong', {}, signature), rowText(row, 'place') ? ' at ' + rowText(row, 'place') : '',
		meaning ? ' (' + meaning + ')' : '', ' · ', listLink({ signature }, plural(alike, 'experiment')),
		group ? ' · ' : '', group ? el('a', { href: '#' + group.id }, 'its group') : '');
}

function sameFault(row) {
	const others = rowsOfSite[columns.site[row]];
	if (others.length < 2) return null;
	return fact('this fault', el('ul', { class: 'others' }, ...others.map((other) =>
		el('li', { 'aria-current': other === row ? 'true' : null },
			other === row ? rowText(row, 'policy') : experimentLink(other, rowText(other, 'policy')),
			columns.repeat[other] ? ` (repeat ${columns.repeat[other]})` : '', ' ', outcome(columns.outcome[other])))));
}

function runFact(row) {
	if (!columns.outcome[row]) return null;
	const most = columns.activations[row] > 1 ? 'at least ' : '';
	return fact('run', `activated ${most}${number(columns.activations[row])}×, recovered ${number(columns.recovered[row])}×, `
		+ `attempt ${columns.attempts[row]}; ${milliseconds(columns.guest_us[row])} ms of the guest, `
		+ `${milliseconds(columns.wall_us[row])} ms in all`);
}

function facts(row) {
	const site = columns.site[row];
	const all = [
		fact('site', el('code', {}, siteText(row, 'identity'))),
		fact('source', el('code', {}, source(row)), ` in ${siteText(row, 'function')}, block ${sites.block[site]} of component ${siteText(row, 'component')}`),
		fact('fault', `${siteText(row, 'type')}, acts ${rowText(row, 'activation')}`),
		fact('policy', rowText(row, 'policy')),
		outcomeFact(row),
		serviceFact(row),
		signatureFact(row),
		rowText(row, 'hang') ? fact('hang', rowText(row, 'hang')) : null,
		runFact(row),
		sameFault(row),
	];
	return el('dl', { class: 'facts' }, ...all.filter(Boolean));
}

/* An event is `name key=value ...`: its name stands out. */
function eventRow(at, text) {
	const space = text.indexOf(' ');
	const isTests = /^\d+ tests pass: /.test(text);
	const name = isTests || space < 0 ? text : text.slice(0, space);
	return el('tr', { class: isTests ? 'quiet' : null }, el('td', { class: 'n' }, milliseconds(at)),
		el('td', {}, el('span', { class: isTests ? null : 'event' }, name), isTests || space < 0 ? '' : text.slice(space)));
}

function eventTable(log) {
	const body = el('tbody', {});
	log.events.forEach(([at, text], i) => {
		if (log.skipped && i === data.lines_first)
			body.append(el('tr', { class: 'quiet' }, el('td', {}), el('td', {}, `… ${plural(log.skipped, 'more line')} …`)));
		body.append(eventRow(at, text));
	});
	return el('div', { class: 'wide', tabindex: 0 }, el('table', { class: 'events' },
		el('thead', {}, el('tr', {}, el('th', { class: 'n', scope: 'col' }, 'guest ms'), el('th', { scope: 'col' }, 'event'))), body));
}

/* "fail: t_a t_b": a long list is folded. */
function testsPart(text) {
	const colon = text.indexOf(': ');
	const [status, names] = [text.slice(0, colon), text.slice(colon + 2)];
	const many = names.split(' ').length;
	if (many <= 8) return el('p', {}, `Tests, other than in the golden run: ${status}: ${names}`);
	return el('details', {}, el('summary', {}, `${plural(many, 'test')}, other than in the golden run: ${status}`), names);
}

function logParts(log) {
	const parts = [];
	for (const tests of log.tests || []) parts.push(testsPart(tests));
	if (log.audit !== undefined) parts.push(el('p', {}, 'Audit: inconsistent: ' + log.audit));
	if (log.damaged) parts.push(el('p', {}, plural(log.damaged, 'line') + ' of the event log did not check.'));
	if (log.events.length) parts.push(el('h4', {}, 'Events'), eventTable(log));
	if (log.console) parts.push(el('h4', {}, 'End of the console'), el('pre', { tabindex: 0 }, log.console));
	return parts.length ? parts : [el('p', {}, 'No log was kept.')];
}

async function fillLog(row, box) {
	const id = columns.id[row];
	try {
		const log = columns.outcome[row] ? await readLog(row) : undefined;
		if (log === undefined) box.replaceChildren(el('p', {}, 'It has not run yet.'));
		else if (log === null) box.replaceChildren(el('p', {}, `Its log does not fit into this page: kmend explain RESULT ${id} shows it.`));
		else if (log.broken) box.replaceChildren(el('p', {}, 'Its log is damaged in the result file.'));
		else box.replaceChildren(...logParts(log));
	} catch (error) {
		box.replaceChildren(el('p', {}, `Its log cannot be unpacked by this browser (${error.message}): kmend explain RESULT ${id} shows it.`));
	}
	box.removeAttribute('aria-busy');
}

function experimentBox(row) {
	const log = el('div', { class: 'log', 'aria-busy': 'true' });
	fillLog(row, log);
	return el('div', { class: 'experiment' }, facts(row), log,
		el('p', { class: 'quiet' }, 'Again, exactly: ', el('code', {}, 'kmend replay RESULT ' + columns.id[row])));
}
