/* Elements. Texts become text nodes: nothing in this page is ever read as markup. */

/* el('a', { href: '#x' }, 'text', child, ...): attributes that are false, null or undefined are left out. */
function el(tag, attributes, ...children) {
	const element = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes || {})) {
		if (value === false || value === null || value === undefined) continue;
		if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
		else element.setAttribute(name, value === true ? '' : value);
	}
	element.append(...children.filter((child) => child !== null && child !== undefined && child !== ''));
	return element;
}

function svgElement(tag, attributes) {
	const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
	for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
	return element;
}

/* An outcome as it is drawn in the charts, and its word. */
function outcome(number) {
	const share = lists.outcome_share[number];
	const word = el('span', { class: 'outcome' });
	if (data.has_shares && share >= 0) {
		const swatch = svgElement('svg', { width: 14, height: 12, 'aria-hidden': 'true' });
		swatch.append(svgElement('rect', { x: 0.5, y: 0.5, width: 13, height: 11, fill: `url(#survivability-${share})`, class: 'swatch' }));
		word.append(swatch);
	} else {
		word.append(el('span', { class: 'no-swatch', 'aria-hidden': 'true' }));
	}
	word.append(lists.outcome[number]);
	return word;
}

function number(value) {
	return value.toLocaleString('en');
}

function plural(value, noun) {
	return number(value) + ' ' + noun + (value === 1 ? '' : 's');
}

/* A link to the list with these filters; they are part of the address, so that it can be passed on. */
function listHash(state) {
	const words = new URLSearchParams();
	for (const [name, value] of Object.entries(state)) if (value !== '' && value !== null && value !== undefined) words.set(name, value);
	const text = words.toString();
	return '#list' + (text ? '&' + text : '');
}

function listLink(state, ...children) {
	return el('a', { href: listHash(state) }, ...children);
}

function experimentLink(row, ...children) {
	return el('a', { href: '#e' + columns.id[row] }, ...(children.length ? children : [String(columns.id[row])]));
}
