/** Which settings decide what is stored of a title, and the same title read again by changed ones. */
import type { ReadingRules } from '#contract/adapter.ts';
import { defineReadingRules, withoutNewStatements } from '../shared/reading-rules.ts';
import { joinParts } from './export-entries.ts';
import { toHarvestedDescription } from './harvested-record.ts';
import { callLibrariesOfKept, copyOfKept } from './kept-fields.ts';
import type { Policies } from './policies.ts';
import type { SymphonySite } from './site.ts';

/** Addresses, credentials, limits, rules of lending and what concerns patrons. Whatever is not named here counts. */
const NOT_READING = [
  'interface',
  'path',
  'apiPrefix',
  'publicClientIdEnv',
  'appId',
  'titlesPerCall',
  'policyHours',
  'export.source',
  'export.timeoutSeconds',
  'export.maxMegabytes',
  'export.uses',
  // What its files say of copies is kept with them.
  'reports',
  'lists',
  'patrons',
  'policies',
];

/** Goes up when the same settings hide or show something else than before. */
const VERSION = 3;

/** What the lists of the system hide was hidden at harvest, and stays so. */
const NOT_ASKED: Policies = { locations: new Map(), libraries: new Map(), itemTypes: new Map(), limitation: null };

export function createReadingRules(site: SymphonySite): ReadingRules {
  return defineReadingRules({
    site,
    notReading: NOT_READING,
    version: VERSION,
    readAgain(kept, marc, { copies: shown }, others) {
      const again = toHarvestedDescription(site, NOT_ASKED, {
        ...kept,
        titleId: kept.localId,
        marc: joinParts([marc, ...others]),
        copies: kept.items.map((item) => copyOfKept(kept.localId, item)),
        leftOut: [],
        shadow: {
          title: kept.visibility === 'SUPPRESSED',
          copies: new Set(),
          callLibraries: callLibrariesOfKept(kept.kept),
        },
        asOf: null,
        shown,
      });
      return { ...again, holdings: withoutNewStatements(again.holdings, kept.holdings) };
    },
  });
}
