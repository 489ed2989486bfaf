'use strict';
/*
 * The data of the page. report/page/rows.c writes it: `columns` has one number for each experiment, in order of the plan; a column
 * of texts holds places in the list of the same name; `site` is a place in the columns of `sites`. Every text came from a result
 * file, perhaps from a guest: it goes into the page as text only (dom.js), never as markup.
 */
const data = JSON.parse(document.getElementById('data').textContent);
const { columns, lists, sites } = data;
const count = columns.id ? columns.id.length : 0;

/* What experiments can be filtered by: a word, and a text of each experiment. */
const filters = {};
for (const name of ['policy', 'outcome', 'service', 'component', 'type', 'signature', 'reason']) {
	const ofSite = sites[name] !== undefined;
	filters[name] = {
		values: lists[name],
		code: new Uint32Array(count).map((_, row) => (ofSite ? sites[name][columns.site[row]] : columns[name][row])),
	};
}

function siteText(row, name) {
	return lists[name][sites[name][columns.site[row]]];
}

function rowText(row, name) {
	return filters[name] ? filters[name].values[filters[name].code[row]] : lists[name][columns[name][row]];
}

/* `file:line` of the site. */
function source(row) {
	const line = sites.line[columns.site[row]];
	return (siteText(row, 'file') || 'unknown') + (line ? ':' + line : '');
}

/* Where the crash was, or else the site. */
function place(row) {
	return rowText(row, 'place') || source(row);
}

const rowOfId = new Map();
for (let row = 0; row < count; row++) rowOfId.set(columns.id[row], row);

/* The rows with the same fault: under the other policies, and its repeats. */
const rowsOfSite = [];
for (let row = 0; row < count; row++) (rowsOfSite[columns.site[row]] ??= []).push(row);
