import type { INodeParameters } from 'n8n-workflow';
import { unzip, zip } from '../emulator/admin/zip';
import { harness, WRONG_IDS } from './harness';

const KINDS = [
	['landing', 'landingId', '/landing_pages', 1],
	['offer', 'offerId', '/offers', 5],
] as const;

describe.each(KINDS)('files of a %s', (kind, idName, path, id) => {
	const bench = harness(kind);
	const { sent, bodies } = bench;
	const run: typeof bench.run = (operation, parameters, options) => bench.run(operation, { [idName]: String(id), ...parameters }, options);
	const files = (of: number = id) => bench.tracker.store.files.get(`${kind}:${of}`)!;
	const file = (name: string) => files().get(name)?.toString();

	const site = new Map([
		['index.html', Buffer.from('<h1>Neu</h1>')],
		['img/pixel.bin', Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7 + (at >> 3)) % 256))],
	]);
	const zipped = zip(site);
	const withZip = (content = zipped) => ({
		items: [{ json: {}, binary: { data: { data: content.toString('base64'), mimeType: 'application/zip', fileName: 'site.zip' } } }],
	});

	it('come down as a ZIP in binary data, byte for byte', async () => {
		const { items } = await run('download');
		const wanted = zip(files());
		const { data, ...about } = items[0].binary!.data;
		expect(Buffer.from(data, 'base64').equals(wanted)).toBe(true);
		expect(about).toMatchObject({ fileName: `${kind}-${id}.zip`, mimeType: 'application/zip' });
		expect(items[0].json.data).toEqual({ fileName: `${kind}-${id}.zip`, fileSize: wanted.length });
		expect(items[0].pairedItem).toEqual({ item: 0 });
		expect(sent()).toEqual([`GET ${path}/${id}/download`]);
	});

	it('come down into the field that is named, also when only the data is wanted', async () => {
		const { items } = await run('download', { binaryPropertyName: 'site', output: 'data' });
		expect(Object.keys(items[0].binary!)).toEqual(['site']);
		expect(items[0].json.fileName).toBe(`${kind}-${id}.zip`);
	});

	it.each([
		['create', 'additionalFields', 'POST'],
		['update', 'updateFields', 'PUT'],
	])('go up as a ZIP with %s, byte for byte', async (operation, collection, method) => {
		const { data, error } = await run(operation, { name: 'New', [collection]: { archive: 'data', [`${kind}Type`]: 'local' } }, withZip());
		expect(error).toBeUndefined();
		const [body] = bodies(method);
		expect(body.archive).toBe(zipped.toString('base64'));
		expect(files(Number(data[0].id))).toEqual(site);
	});

	it('come down as they went up', async () => {
		await run('update', { updateFields: { archive: 'data' } }, withZip());
		const { items } = await run('download');
		expect(unzip(Buffer.from(items[0].binary!.data.data, 'base64'))).toEqual(site);
	});

	it('go up from each item its own', async () => {
		const archives = ['one', 'two'].map((text) => zip(new Map([['index.html', Buffer.from(text)]])));
		const items = archives.flatMap((content) => withZip(content).items);
		await run('create', { name: 'New', additionalFields: { archive: 'data' } }, { items });
		expect(bodies('POST').map(({ archive }) => archive)).toEqual(archives.map((content) => content.toString('base64')));
	});

	it.each<[string, INodeParameters, Buffer, RegExp]>([
		['no field', { archive: '={{ "" }}' }, zipped, /^Archive \(Binary Field\) gives nothing for this item/],
		[
			'the file instead of its name',
			{ archive: '={{ $binary.data }}' },
			zipped,
			/^Archive \(Binary Field\) must be the name of a field, but is the file itself$/,
		],
		['an object instead of a name', { archive: '={{ ({ a: 1 }) }}' }, zipped, /must be the name of a field, but is {"a":1}$/],
		['a file as text', { archive: '={{ String($binary.data) }}' }, zipped, /must be the name of a field, but is a whole file or object$/],
		['a field that the item does not have', { archive: 'other' }, zipped, /other/],
		['another kind of file', { archive: 'data' }, Buffer.from('<h1>Hello</h1>'), /is not a ZIP archive with files in it/],
		['an archive without files', { archive: 'data' }, zip(new Map()), /is not a ZIP archive with files in it/],
		['an empty file', { archive: 'data' }, Buffer.from(' '), /is not a ZIP archive with files in it/],
	])('are refused before any request: %s', async (_, updateFields, content, message) => {
		expect((await run('update', { updateFields }, withZip(content))).error?.message).toMatch(message);
		expect(bench.tracker.requests).toEqual([]);
	});

	it.each([
		['<html>Login</html>', 'Instead of the API, a web page answered'],
		['{"error":"no files"}', 'The tracker refused the request: no files (HTTP 200)'],
		[' ', 'The tracker answered with nothing where a file should come (HTTP 200)'],
		['[]', 'The tracker answered with an empty list where a file should come (HTTP 200)'],
	])('are not made of the answer %s', async (body, message) => {
		bench.tracker.fault({ path: /download/, kind: 'body', body });
		const { error, items } = await run('download');
		expect(error?.message).toBe(message);
		expect(items).toEqual([]);
	});

	it('tells why there is nothing to download', async () => {
		expect((await run('download', { [idName]: '99' })).error?.message).toMatch(/#99 not found \(HTTP 404\)$/);
	});

	it.each(['getFile', 'updateFile', 'removeFile'])('%s tells a wrong path from a wrong ID', async (operation) => {
		const parameters = { path: 'nowhere.html', data: 'x' };
		const { error } = await run(operation, parameters);
		expect(error?.message).toBe(`There is no file "nowhere.html" in the ${kind === 'offer' ? 'offer' : 'landing page'} ${id} (HTTP 404)`);
		expect(error?.description).toMatch(/^Check the File Path/);
		expect((await run(operation, { ...parameters, [idName]: '99' })).error?.message).toMatch(/#99 not found \(HTTP 404\)$/);
	});

	it('have a tree', async () => {
		const [tree] = (await run('getStructure')).data;
		expect(tree).toMatchObject({ type: 'folder', children: [{ path: 'index.html' }, { name: 'css' }, { name: 'order' }] });
		expect(sent()).toEqual([`GET ${path}/${id}/get_structure`]);
	});

	it.each(['[]', '[{"name":"index.html","type":"file"}]'])('keep the form of a tree that is a list: %s', async (body) => {
		bench.tracker.fault({ path: /get_structure/, kind: 'body', body });
		expect((await run('getStructure')).data).toEqual([JSON.parse(body)]);
	});

	it('are added, filled, read and removed one by one', async () => {
		const one = { path: 'order/thanks & bye.html' };
		const data = '<p>100% größer &amp; "gut"?#</p>\n{"a":1}\n';
		expect((await run('addFile', one)).data).toEqual([one]);
		expect(file(one.path)).toBe('');
		expect((await run('updateFile', { ...one, data })).data).toEqual([one]);
		expect(file(one.path)).toBe(data);
		expect((await run('getFile', one)).data).toEqual([{ data }]);
		expect((await run('updateFile', { ...one, data: '={{ "" }}' })).error?.message).toBe('Content is empty');
		expect(file(one.path)).toBe(data);
		expect((await run('removeFile', one)).data).toEqual([{ success: true }]);
		expect(file(one.path)).toBeUndefined();
		const verbs = ['POST add_file', 'PUT update_file', 'GET get_file', 'DELETE remove_file'];
		expect(sent()).toEqual(verbs.map((verb) => verb.replace(' ', ` ${path}/${id}/`)));
		expect(bench.tracker.requests.map(({ query }) => query.path)).toEqual(Array(4).fill(one.path));
	});

	it.each([8000, 100_000])('are not filled with %d characters, which no address takes', async (length) => {
		const { error } = await run('updateFile', { path: 'index.html', data: 'x'.repeat(length) });
		expect(error?.message).toMatch(
			/^The values are too long for this request: they make an address of \d+ characters, and servers take 8000$/,
		);
		expect(error?.description).toMatch(/ZIP archive/);
		expect(bench.tracker.requests).toEqual([]);
	});

	it('are filled with what the description promises', async () => {
		const data = 'x'.repeat(7000);
		expect((await run('updateFile', { path: 'index.html', data })).error).toBeUndefined();
		expect(file('index.html')).toBe(data);
	});

	it.each([
		['a masked secret', 'key: <masked>', /^The content holds <masked>/],
		['nothing', '={{ $json.missing }}', /^Content is empty/],
		['an object', '={{ {a: 1} }}', /^Content must be a text/],
	])('are not filled with %s', async (_, data, message) => {
		expect((await run('updateFile', { path: 'index.html', data })).error?.message).toMatch(message);
		expect(bench.tracker.requests).toEqual([]);
	});

	const OUTSIDE = ['../index.html', 'css/../../x', 'a/..', '/etc/passwd', '\\x', '..\\x', 'C:/x', 'c:\\x', './x', 'a//b', 'a/', 'a\nb'];
	it.each([...OUTSIDE, '={{ "" }}', '={{ "  " }}', '={{ null }}', '={{ ["index.html"] }}'])(
		'are refused by the path %j before any request',
		async (wrong) => {
			for (const operation of ['getFile', 'addFile', 'updateFile', 'removeFile']) {
				const { error } = await run(operation, { path: wrong, data: 'x' });
				expect(error?.message).toMatch(/^File Path (is empty|must lie inside the folder)/);
			}
			expect(bench.tracker.requests).toEqual([]);
		},
	);

	it.each(WRONG_IDS)('are refused by the ID %s before any request', async (wrong) => {
		for (const operation of ['getStructure', 'getFile', 'addFile', 'updateFile', 'removeFile', 'download']) {
			const { error } = await run(operation, { [idName]: wrong, path: 'index.html', data: 'x' });
			expect(error?.message).toMatch(/ ID must be a whole number above 0/);
		}
		expect(bench.tracker.requests).toEqual([]);
	});
});
