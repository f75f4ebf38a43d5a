/** The adapter for SirsiDynix Symphony: its web services, JSON and XML, and its MARC export. */
import type { AdapterKind, DescribedWay, MakeEvidence } from '#contract/adapter.ts';
import { namesIn } from '../shared/policies/code-lists.ts';
import { share } from './share.ts';
import { parseSettings } from '../shared/settings.ts';
import { createSymphonyAdapter } from './adapter.ts';
import { symphonySettings } from './config.ts';
import { createReadingRules } from './reading-rules.ts';
import { createSymphonySite } from './site.ts';

const source = 'http://127.0.0.1:9/catalogue.mrc';

const described: readonly DescribedWay[] = [
  { as: 'yes', credentials: { clientIdEnv: 'CLIENT_ID' }, settings: { path: '/symws' } },
  { as: 'service account', credentials: { userEnv: 'STAFF_USER', passwordEnv: 'STAFF_PASSWORD' } },
  { as: '`export`', settings: { export: { source } } },
  { as: '`export.uses`', settings: { export: { source, uses: { dates: 'dmy' } } } },
  { as: '`policies`', settings: { policies: { map: 'map.csv', rules: 'rules.csv' } } },
  { as: '`access: read`', settings: { patrons: { access: 'read' } } },
  { as: '`access: write`', settings: { patrons: { access: 'write' } } },
];

const EVIDENCE: MakeEvidence = {
  make: 'Symphony',
  seen: [
    {
      what: 'titles with copies as XML; copies, code lists, accounts, renewals and holds, done and refused, as JSON',
      by: 'Penn State',
      where: 'tests of psu-libraries/myaccount and psulib_blacklight',
    },
    { what: 'accounts and fees', by: 'Stanford', where: 'tests of sul-dlss/mylibrary' },
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
  rules: (system, logger) => createReadingRules(createSymphonySite(system, logger)),
  shelfNames(system, ownerCode) {
    const { locations, libraries } = parseSettings(symphonySettings, system);
    return { ...namesIn(locations), ...namesIn(libraries[ownerCode]?.locations ?? {}) };
  },
  share,
  create: createSymphonyAdapter,
};
