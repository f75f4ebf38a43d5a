import type { HarvestedDescription, HarvestPage, ReadingRules } from '#contract/adapter.ts';
import type { CondensedDescription, CondensedPage } from '../ingest-contract.ts';
import { serialiseRecord } from './prepare/prepare-record.ts';
import { withoutReaders } from './without-readers.ts';

/**
 * The page with the text of each record in place of its fields. A record has some hundred small objects, and while its page
 * waits for others, for a thread and for the database, each garbage collection would copy all of them. If the page was read
 * by other rules than `rules`, a record is hidden as far as either set of rules hides it.
 */
export function condensePage(page: HarvestPage, rules?: ReadingRules): CondensedPage {
  const isForeign = rules !== undefined && page.rules !== undefined && page.rules !== rules.digest;
  const records = page.records.map((record) => {
    if (record.deleted) return record;
    return condense(isForeign ? hideAsWell(record, rules) : record, rules);
  });
  return { ...page, records };
}

/** The record by our rules too; as it came where they say the same of it, so that its facts stay. */
function hideAsWell(record: HarvestedDescription, rules: ReadingRules): HarvestedDescription {
  const again = rules.readAgain(record);
  return again === null || serialiseRecord(again).text === serialiseRecord(record).text ? record : again;
}

/** One that looks like a loan keeps what it says until the store has been asked whether a person released it. */
export function condense(harvested: HarvestedDescription, rules?: ReadingRules): CondensedDescription {
  const { marc, ...rest } = withoutReaders(harvested);
  const looksInterlibrary = rules?.looksInterlibrary?.({ ...rest, marc }) ?? null;
  return { ...rest, ...serialiseRecord({ ...rest, marc }), looksInterlibrary };
}
