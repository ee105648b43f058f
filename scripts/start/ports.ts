import { createServer } from 'node:net';

/** The wished port of 127.0.0.1 if nobody uses it, otherwise any free one. */
export async function freePort(wished = 0): Promise<number> {
	return await new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', (error: NodeJS.ErrnoException) => {
			if (wished === 0 || error.code !== 'EADDRINUSE') reject(error);
			else freePort().then(resolve, reject);
		});
		server.listen(wished, '127.0.0.1', () => {
			const address = server.address();
			const port = typeof address === 'object' && address ? address.port : wished;
			server.close(() => resolve(port));
		});
	});
}
