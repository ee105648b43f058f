const Sequencer = require('@jest/test-sequencer').default;

/** The campaigns take minutes: begun last, one of them would keep all else waiting. */
const isLong = ({ path }) => (/[\\/](trust|scale|triggers)[\\/]/.test(path) ? 1 : 0);

module.exports = class extends Sequencer {
	sort(tests) {
		return [...super.sort(tests)].sort((one, other) => isLong(other) - isLong(one));
	}
};
