/** The adapter for Koha 23.05 and newer: REST and OAI-PMH. */
import type { AdapterKind } from '../adapter.ts';
import { namesIn } from '../shared/policies/code-lists.ts';
import { parseSettings } from '../shared/settings.ts';
import { createKohaAdapter } from './adapter.ts';
import { kohaSettings } from './config.ts';
import { described } from './described.ts';
import { createReadingRules } from './reading-rules.ts';
import { createKohaSite } from './site.ts';

export const koha: AdapterKind = {
  kind: 'koha',
  title: 'Koha',
  described,
  settings: kohaSettings,
  harvestMethods: ['oai-pmh', 'rest'],
  rules: (system, logger) => createReadingRules(createKohaSite(system, logger)),
  shelfNames: (system) => namesIn(parseSettings(kohaSettings, system).locations),
  create: createKohaAdapter,
};
