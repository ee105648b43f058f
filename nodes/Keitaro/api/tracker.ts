import { connect, type Context, type Settings, type Tracker } from '../transport/request';
import { objectionTo } from './judge';
import { keepReceipt } from './receipts';

/** Opens the tracker of the node's credential. @throws {InputError} when the credential is missing or incomplete. */
export const openTracker = async (context: Context, settings?: Settings): Promise<Tracker> =>
	await connect(context, { objectionTo, keepReceipt }, settings);
