/** Which settings decide what is stored of a record, and the same record read again by changed ones. */
import type { ReadingRules } from '#contract/adapter.ts';
import { defineReadingRules, moreHidden, withoutNewStatements } from '../shared/reading-rules.ts';
import { copyOfItem } from './copy.ts';
import { toHarvested } from './harvested-record.ts';
import type { FilesSite } from './site.ts';

/** Where the files are and how much of them may go, and what is no record's. Whatever is not named here counts. */
const NOT_READING = [
  'drop',
  'records.source',
  'records.changes',
  'items.source',
  'items.changes',
  'totals',
  'maxDeletedShare',
  'timeoutSeconds',
  'maxMegabytes',
  'policies',
  'lists',
];

/** Goes up when the same settings hide or show something else than before. */
const VERSION = 4;

export function createReadingRules(site: FilesSite): ReadingRules {
  return defineReadingRules({
    site,
    notReading: NOT_READING,
    version: VERSION,
    readAgain(kept, marc, { record, copies: shown }) {
      const copies = kept.items.map((item) => ({ localId: item.localId, copy: copyOfItem(item) }));
      const again = toHarvested(site, { ...kept, id: kept.localId, marc, copies, asOf: null, shown });
      const visibility = moreHidden(again.visibility, record);
      const holdings = withoutNewStatements(again.holdings, kept.holdings);
      return { ...again, visibility, holdings };
    },
  });
}
