/* The logs, which lie packed in the page (report/page/logs.c): unpacked when an experiment is opened, or all of them to be searched. */
const blocks = new Map(); /* number to a promise of {"texts", "logs"} */

async function unpack(number) {
	const packed = atob(document.getElementById('log-' + number).textContent);
	const bytes = Uint8Array.from(packed, (c) => c.charCodeAt(0));
	const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
	return JSON.parse(await new Response(stream).text());
}

function block(number) {
	if (!blocks.has(number)) {
		if (blocks.size > 8 && !deepTexts) blocks.delete(blocks.keys().next().value);
		blocks.set(number, unpack(number));
	}
	return blocks.get(number);
}

/* The log of an experiment with its events as [microseconds, text], or null when it is not in the page. */
async function readLog(row) {
	const where = data.logs[row];
	if (where < 0) return null;
	const { texts, logs } = await block(Math.floor(where / data.block));
	const log = logs[where % data.block];
	const events = [];
	for (let i = 0, at = 0; log.events && i < log.events.length; i += 2) {
		at += log.events[i];
		events.push([at, texts[log.events[i + 1]]]);
	}
	return { ...log, events };
}

/* Every log as one text for each row, in small letters, for the search; null until somebody wants it. */
let deepTexts = null;

async function readAllLogs(progress) {
	const texts = new Array(count).fill('');
	const byBlock = new Map();
	for (let row = 0; row < count; row++) {
		const number = Math.floor(data.logs[row] / data.block);
		if (number >= 0) byBlock.set(number, [...(byBlock.get(number) || []), row]);
	}
	let done = 0;
	for (const [number, rows] of byBlock) {
		const unpacked = await unpack(number);
		for (const row of rows) {
			const log = unpacked.logs[data.logs[row] % data.block];
			const events = (log.events || []).filter((_, i) => i % 2).map((text) => unpacked.texts[text]);
			texts[row] = [...events, ...(log.tests || []), log.audit || '', log.console || ''].join('\n').toLowerCase();
		}
		progress(++done / byBlock.size);
	}
	deepTexts = texts;
}
