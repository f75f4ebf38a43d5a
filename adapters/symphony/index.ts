/** The adapter for SirsiDynix Symphony: its web services, JSON and XML, and its MARC export. */
import type { AdapterKind } from '#contract/adapter.ts';
import { namesIn } from '../shared/policies/code-lists.ts';
import { parseSettings } from '../shared/settings.ts';
import { createSymphonyAdapter } from './adapter.ts';
import { symphonySettings } from './config.ts';
import { described } from './described.ts';
import { createReadingRules } from './reading-rules.ts';
import { createSymphonySite } from './site.ts';

export const symphony: AdapterKind = {
  kind: 'symphony',
  title: 'Symphony',
  described,
  settings: symphonySettings,
  harvestMethods: ['rest'],
  rules: (system, logger) => createReadingRules(createSymphonySite(system, logger)),
  shelfNames(system, ownerCode) {
    const { locations, libraries } = parseSettings(symphonySettings, system);
    return { ...namesIn(locations), ...namesIn(libraries[ownerCode]?.locations ?? {}) };
  },
  create: createSymphonyAdapter,
};
