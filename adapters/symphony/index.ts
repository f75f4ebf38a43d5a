/** The adapter for SirsiDynix Symphony: its web services, JSON and XML, and what a site writes into files. */
import type { AdapterKind, MakeEvidence } from '#contract/adapter.ts';
import { namesIn } from '../shared/policies/code-lists.ts';
import { share } from './share.ts';
import { parseSettings } from '../shared/settings.ts';
import { createSymphonyAdapter } from './adapter.ts';
import { symphonySettings } from './config.ts';
import { described } from './described.ts';
import { createReadingRules } from './reading-rules.ts';
import { createSymphonySite } from './site.ts';

const EVIDENCE: MakeEvidence = {
  make: 'Symphony',
  seen: [
    {
      what: 'titles with copies as XML; copies, code lists, accounts, renewals and holds, done and refused, as JSON',
      by: 'Penn State',
      where: 'recorded answers in the tests of psu-libraries/myaccount and psulib_blacklight',
    },
    {
      what: 'accounts and fees',
      by: 'Stanford',
      where: 'recorded answers in the tests of sul-dlss/mylibrary; this project has seen no running Symphony',
    },
  ],
  documented: ['log-in, and which fields may be asked for: SirsiDynix web services, and clients of others'],
  assumed: ['the MARC export of a whole catalogue with its 999: no file of a library was seen'],
};

export const symphony: AdapterKind = {
  kind: 'symphony',
  title: 'Symphony',
  described,
  evidence: [EVIDENCE],
  settings: symphonySettings,
  harvestMethods: ['rest'],
  hasAddress: (settings) => !isWithoutServices(settings),
  liveBy: ({ settings }) => (isWithoutServices(settings) ? 'nothing' : 'items'),
  rules: (system, logger) => createReadingRules(createSymphonySite(system, logger)),
  shelfNames(system, ownerCode) {
    const { locations, libraries } = parseSettings(symphonySettings, system);
    return { ...namesIn(locations), ...namesIn(libraries[ownerCode]?.locations ?? {}) };
  },
  share,
  create: createSymphonyAdapter,
};

/** Of settings as they stand in the region file, or as they were parsed. */
function isWithoutServices(settings: unknown): boolean {
  return typeof settings === 'object' && settings !== null && 'interface' in settings && settings.interface === 'none';
}
