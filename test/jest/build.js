const { execFileSync } = require('node:child_process');
const { readdirSync, statSync } = require('node:fs');
const path = require('node:path');

const root = path.resolve(__dirname, '../..');
const SOURCES = ['nodes', 'credentials', 'gulpfile.js', 'package.json', 'tsconfig.json'];

/** When a file, or anything in a folder, last changed; a folder itself changes when something is taken out of it. */
function changedAt(file) {
	const stats = statSync(file, { throwIfNoEntry: false });
	if (!stats) return 0;
	const inside = stats.isDirectory() ? readdirSync(file).map((name) => changedAt(path.join(file, name))) : [];
	return Math.max(stats.mtimeMs, ...inside);
}

/** Tests run on what is built: it is built anew when it is older than its sources. */
module.exports = () => {
	const built = changedAt(path.join(root, 'dist'));
	if (SOURCES.some((name) => changedAt(path.join(root, name)) > built)) {
		execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit' });
	}
};
