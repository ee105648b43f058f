/** Runs the emulator by itself: `npm run emulator -- [--port N] [--as KIND]`. */
import { startEmulator } from '.';
import { personality } from './personalities';

const given = (name: string, usual: string): string => {
	const at = process.argv.indexOf(name);
	return at < 0 ? usual : (process.argv[at + 1] ?? '');
};
const port = Number(given('--port', '0'));

async function main() {
	if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error('--port takes a number from 0 to 65535');
	const as = personality(given('--as', 'spec'));
	const emulator = await startEmulator({ port, now: Date.now, as });
	console.log(
		[
			`Keitaro emulator (${as})`,
			`  Address       ${emulator.url}`,
			`  API key       ${emulator.apiKey}`,
			`  Postback key  ${emulator.postbackKey}`,
			`  Admin API     ${emulator.url}/admin_api/v1/campaigns`,
			`  Postback      ${emulator.url}/${emulator.postbackKey}/postback?subid=${emulator.store.clicks[0].sub_id}&status=sale`,
			'Ctrl-C stops it.',
			'',
		].join('\n'),
	);
	// one line a request, written once it is answered; the postback key is part of its path and stays out
	emulator.onAnswer(({ method, path, status }) =>
		console.log(`${method} ${path.replace(emulator.postbackKey, '***')} ${status || 'dropped'}`),
	);
	const stop = () => void emulator.stop().then(() => process.exit(0));
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
}

main().catch((thrown: Error) => {
	console.error(thrown.message);
	process.exitCode = 1;
});
