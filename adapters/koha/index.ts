/** The adapter for Koha 23.05 and newer: REST and OAI-PMH. */
import type { AdapterKind } from '#contract/adapter.ts';
import { namesIn } from '../shared/policies/code-lists.ts';
import { share } from './share.ts';
import { parseSettings } from '../shared/settings.ts';
import { createKohaAdapter } from './adapter.ts';
import { kohaSettings } from './config.ts';
import { described } from './described.ts';
import { evidence } from './evidence.ts';
import { createReadingRules } from './reading-rules.ts';
import { createKohaSite } from './site.ts';

const LIVE_BY = { rest: 'items', 'ils-di': 'copies', none: 'nothing' } as const;

export const koha: AdapterKind = {
  kind: 'koha',
  title: 'Koha',
  described,
  evidence: [evidence],
  settings: kohaSettings,
  harvestMethods: ['oai-pmh', 'rest'],
  liveBy: (system) => LIVE_BY[parseSettings(kohaSettings, system).interface],
  // Biblionumber and itemnumber, as its "easy analytical records" write them.
  hostLinks: { record: '0', item: '9' },
  rules: (system, logger) => createReadingRules(createKohaSite(system, logger)),
  shelfNames: (system) => namesIn(parseSettings(kohaSettings, system).locations),
  itemTypeNames: (system) => namesIn(parseSettings(kohaSettings, system).itemTypes),
  share,
  create: createKohaAdapter,
};
