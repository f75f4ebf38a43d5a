/** Which settings decide what is stored of a title, and the same title read again by changed ones. */
import { readMarcBytes } from '../protocols/marc/index.ts';
import type { ReadingRules } from '../adapter.ts';
import { digestOfRules, withoutNewStatements } from '../shared/reading-rules.ts';
import { toHarvestedDescription } from './harvested-record.ts';
import { callLibrariesOfKept, copyOfKept } from './kept-fields.ts';
import type { Policies } from './policies.ts';
import type { SymphonySite } from './site.ts';

/** Addresses, credentials, limits and what concerns patrons. Whatever is not named here counts. */
const NOT_READING = [
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
  'patrons',
];

/** Goes up when the same settings hide or show something else than before. */
const VERSION = 1;

/** What the lists of the system hide was hidden at harvest, and stays so. */
const NOT_ASKED: Policies = { locations: new Map(), libraries: new Map(), itemTypes: new Map(), limitation: null };

export function createReadingRules(site: SymphonySite): ReadingRules {
  const { settings, system } = site;
  return {
    digest: digestOfRules(system, { settings, notReading: NOT_READING, version: VERSION }),
    readAgain(kept) {
      // A very large title comes as several records, which differ in their copies only.
      const [read] = readMarcBytes(kept.raw, { format: kept.format });
      if (read?.kind !== 'record') return null;
      const again = toHarvestedDescription(site, NOT_ASKED, {
        ...kept,
        titleId: kept.localId,
        marc: read.record,
        copies: kept.items.map(copyOfKept),
        leftOut: 0,
        shadow: {
          title: kept.visibility === 'SUPPRESSED',
          copies: new Set(),
          callLibraries: callLibrariesOfKept(kept.kept),
        },
        asOf: null,
        shown: new Map(kept.items.map(({ localId, visibility }) => [localId, visibility])),
      });
      return { ...again, holdings: withoutNewStatements(again.holdings, kept.holdings) };
    },
  };
}
