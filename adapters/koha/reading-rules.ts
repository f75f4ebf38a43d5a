/** Which settings decide what is stored of a record, and the same record read again by changed ones. */
import type { KeptDescription, ReadingRules } from '#contract/adapter.ts';
import { defineReadingRules } from '../shared/reading-rules.ts';
import type { KohaCopy } from './copy.ts';
import { itemFieldsOf, readCopies, toHarvestedDescription } from './harvested-record.ts';
import { copyOfKept } from './kept-fields.ts';
import type { KohaSite } from './site.ts';
import type { MarcRecord } from '#marc/index.ts';

/** Addresses, limits, rules of lending and what concerns patrons. Whatever is not named here counts. */
const NOT_READING = [
  'interface',
  'ilsDi',
  'apiPath',
  'oai.address',
  'oai.path',
  'oai.overlapSeconds',
  'rest',
  'publicTitlesPerPage',
  'patrons',
  'policies',
];

/** Goes up when the same settings hide or show something else than before. */
const VERSION = 4;

export function createReadingRules(site: KohaSite): ReadingRules {
  return defineReadingRules({
    site,
    notReading: NOT_READING,
    version: VERSION,
    readAgain: (kept, marc, shown) =>
      toHarvestedDescription(site, {
        ...kept,
        // As it was by the rules before: it limits what is shown (`shown`), and tells nothing of today's.
        visibility: undefined,
        biblioId: Number(kept.localId),
        marc,
        frameworkId: kept.kept?.['framework'] ?? null,
        copies: copiesOf(kept, marc),
        recordContext: null,
        shown,
      }),
  });
}

function copiesOf({ kept, items, holdings }: KeptDescription, marc: MarcRecord): readonly KohaCopy[] | 'unknown' {
  // Kept by an older version, which kept no fields of copies: the record may have them.
  if (kept === undefined) {
    const inRecord = readCopies(itemFieldsOf(marc));
    if (inRecord.length > 0) return inRecord;
  }
  // Of a record that was nobody's, nothing stored says whether its copies were told.
  const isKnown = items.length > 0 || (holdings.length > 0 && holdings.every(({ copies }) => copies !== null));
  return isKnown ? items.map(copyOfKept) : 'unknown';
}
