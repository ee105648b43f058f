const Sequencer = require('@jest/test-sequencer').default;

/** What takes longest, longest first: begun last, one of them would keep all else waiting. */
const LONG = ['trust/server', 'trust/hostile.', 'trust/secrets', 'trust/faults', 'triggers/simulation', 'trust/', 'scale/'];

const rank = ({ path }) => {
	const at = LONG.findIndex((name) => path.replace(/\\/g, '/').includes(`/test/${name}`));
	return at < 0 ? LONG.length : at;
};

module.exports = class extends Sequencer {
	sort(tests) {
		return [...super.sort(tests)].sort((one, other) => rank(one) - rank(other));
	}
};
