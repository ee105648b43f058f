import type { Handler } from '../types';
import { botlist } from './botlist';
import { campaigns } from './campaigns';
import { catalogues } from './catalogues';
import { domains } from './domains';
import { groups } from './groups';
import { integrations } from './integrations';
import { labels } from './labels';
import { logs } from './logs';
import { landings, offers } from './offers';
import { networks, sources } from './partners';
import { reports } from './reports';
import { streams } from './streams';
import { users } from './users';

/** By the key of the contract's row. */
export const handlers: Record<string, Handler> = {
	...botlist,
	...campaigns,
	...catalogues,
	...domains,
	...groups,
	...integrations,
	...labels,
	...landings,
	...logs,
	...networks,
	...offers,
	...reports,
	...sources,
	...streams,
	...users,
};
