/** Files of local landings and offers. Paths and even contents travel in the query. */
import { error, invalid, json, refuse } from '../answers';
import type { State } from '../store/types';
import type { Call, Handler, Tracker } from '../types';
import { find, type Kind } from './entities';
import { unzip, zip } from './zip';

type Owner = 'landing' | 'offer';

interface Entry {
	name: string;
	type: 'folder' | 'file';
	ext: string;
	path: string;
	children: Entry[];
}

/** Unpacks `archive` and takes it out of the fields: it is never answered. */
export function acceptArchive(tracker: Tracker, owner: string, body: Record<string, unknown>): Record<string, unknown> {
	const { archive, ...rest } = body;
	if (archive === undefined) return rest;
	const wrong = () => refuse(invalid(tracker, { archive: ['Archive must be a ZIP file in base64'] }));
	const encoded = String(archive);
	if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) wrong();
	tracker.store.files.set(owner, unzip(Buffer.from(encoded, 'base64')) ?? wrong());
	return rest;
}

export function copyFiles({ store }: Tracker, from: string, to: string) {
	const files = store.files.get(from);
	if (files) store.files.set(to, new Map(files));
}

export const previewOf = (tracker: Tracker, owner: Owner, id: number, isLocal: boolean) => ({
	local_path: isLocal ? `/lander/${owner}-${id}/` : null,
	preview_path: isLocal ? `${tracker.settings.folder}/lander/${owner}-${id}/index.html` : null,
});

/** Relative, inside the folder: `order/success.html`. */
function pathOf(tracker: Tracker, { query }: Call): string {
	const path = query.path;
	const bad = path === '' || path.startsWith('/') || path.split('/').some((part) => part === '' || part === '..' || part === '.');
	return bad ? refuse(invalid(tracker, { path: ['Path is invalid'] })) : path;
}

function structure(files: Map<string, Buffer>): Entry {
	const folder = (name: string, path: string): Entry => ({ name, type: 'folder', ext: '', path, children: [] });
	const root = folder('', '');
	for (const path of files.keys()) {
		let at = root;
		const parts = path.split('/');
		parts.forEach((name, index) => {
			const here = parts.slice(0, index + 1).join('/');
			const isFile = index === parts.length - 1;
			let entry = at.children.find((child) => child.name === name);
			if (!entry) {
				entry = isFile ? { name, type: 'file', ext: /\.(\w+)$/.exec(name)?.[1] ?? '', path: here, children: [] } : folder(name, here);
				at.children.push(entry);
			}
			at = entry;
		});
	}
	return root;
}

export function fileHandlers<T extends { id: number; state: State; updated_at: string }>(
	base: string,
	owner: Owner,
	kind: Kind<T>,
	isLocal: (row: T) => boolean,
): Record<string, Handler> {
	const filesOf = (tracker: Tracker, id: number) => {
		if (!isLocal(find(kind, tracker, id))) refuse(error(400, `${kind.model} is not local`));
		const files = tracker.store.files.get(`${owner}:${id}`) ?? new Map<string, Buffer>();
		tracker.store.files.set(`${owner}:${id}`, files);
		return files;
	};
	const existing = (tracker: Tracker, call: Call) => {
		const files = filesOf(tracker, call.id);
		const path = pathOf(tracker, call);
		return { files, path, content: files.get(path) ?? refuse(error(404, `File "${path}" not found`)) };
	};
	return {
		[`GET ${base}/{id}/get_structure`]: (tracker, { id }) => json(structure(filesOf(tracker, id))),
		[`GET ${base}/{id}/get_file`]: (tracker, call) => json({ data: existing(tracker, call).content.toString('utf8') }),
		[`POST ${base}/{id}/add_file`]: (tracker, call) => {
			const files = filesOf(tracker, call.id);
			const path = pathOf(tracker, call);
			if (files.has(path)) refuse(invalid(tracker, { path: ['Path has already used'] }));
			files.set(path, Buffer.alloc(0));
			return json({ path });
		},
		[`PUT ${base}/{id}/update_file`]: (tracker, call) => {
			const { files, path } = existing(tracker, call);
			files.set(path, Buffer.from(call.query.data));
			return json({ path });
		},
		[`DELETE ${base}/{id}/remove_file`]: (tracker, call) => {
			const { files, path } = existing(tracker, call);
			return json({ success: files.delete(path) });
		},
		[`GET ${base}/{id}/download`]: (tracker, { id }) => ({
			status: 200,
			type: 'application/octet-stream',
			body: zip(filesOf(tracker, id)),
			headers: { 'Content-Disposition': `attachment; filename="${owner}-${id}.zip"` },
		}),
	};
}
