import { zip } from '../../emulator/admin/zip';
import type { Sample, Samples } from './sample';

/** The files that a local page has in samples: one for each item of a run. */
const FILES = ['index.html', 'css/style.css', 'order/success.html'];
const path = `={{ ${JSON.stringify(FILES)}[$itemIndex] }}`;

/** An input item with a ZIP in its binary field `site`. */
export const withArchive: Sample['item'] = {
	json: {},
	binary: {
		site: {
			data: zip(new Map([['index.html', Buffer.from('<h1>New</h1>')]])).toString('base64'),
			mimeType: 'application/zip',
			fileName: 'site.zip',
		},
	},
};

export const fileSamples = (id: Record<string, string>): Samples => ({
	getStructure: { minimal: id },
	getFile: { minimal: { ...id, path } },
	addFile: { minimal: { ...id, path: '={{ "new/page" + $itemIndex + ".html" }}' } },
	updateFile: { minimal: { ...id, path, data: '<p>Bestellung & Dank: 100%</p>\n' } },
	removeFile: { minimal: { ...id, path } },
	download: { minimal: id, full: { ...id, binaryPropertyName: 'site' } },
});
