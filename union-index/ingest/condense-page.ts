import type { HarvestedDescription, HarvestPage, ReadingRules } from '#adapters/adapter.ts';
import type { CondensedDescription, CondensedPage } from '../ingest-contract.ts';
import { whatItSays } from './prepare/prepare-record.ts';
import { withoutReaders } from './without-readers.ts';

/**
 * The page as it is written: of each record its text in the place of its fields. A record has some hundred small objects, and
 * as long as its page waits for others, for a thread and for the database, each collection of garbage copies all of them.
 * If other rules than `rules` read the page, each record is hidden as far as either says.
 */
export function condensePage(page: HarvestPage, rules?: ReadingRules): CondensedPage {
  const isForeign = rules !== undefined && page.rules !== undefined && page.rules !== rules.digest;
  const records = page.records.map((record) => {
    if (record.deleted) return record;
    return condense(isForeign ? hideAsWell(record, rules) : record);
  });
  return { ...page, records };
}

/** The record by our rules too; as it came where they say the same of it, so that its facts stay. */
function hideAsWell(record: HarvestedDescription, rules: ReadingRules): HarvestedDescription {
  const again = rules.readAgain(record);
  return again === null || whatItSays(again).said === whatItSays(record).said ? record : again;
}

export function condense(harvested: HarvestedDescription): CondensedDescription {
  const { marc, ...rest } = withoutReaders(harvested);
  return { ...rest, ...whatItSays({ ...rest, marc }) };
}
