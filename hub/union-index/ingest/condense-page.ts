import type { HarvestedDescription, HarvestPage, ReadingRules } from '#contract/adapter.ts';
import type { CondensedDescription, CondensedPage } from '../ingest-contract.ts';
import { serialiseRecord } from './prepare/prepare-record.ts';
import { writeIso2709, type MarcRecord } from '#marc/index.ts';
import type { HarvestedItem, LeftOutItem } from '#domain/catalogue.ts';

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

const NOTHING: MarcRecord = { leader: ' '.repeat(24), fields: [] };
/** What is kept of a record of which nobody may read anything: that it is there. */
const EXISTENCE = {
  visibility: 'ILL_TEMPORARY',
  raw: writeIso2709(NOTHING),
  format: 'iso2709',
  repairs: [],
  items: [],
  leftOutItems: [],
  holdings: [],
  kept: undefined,
} as const satisfies Partial<HarvestedDescription>;
const EXISTENCE_AS_TEXT = serialiseRecord({ ...EXISTENCE, marc: NOTHING });

/**
 * What may be kept of a record. One that was typed in for a single interlibrary loan often has the reader's name in its
 * title: only its existence is kept, so that it counts as harvested and nobody can read it. A copy for such a loan, under
 * whatever record, loses its call number and everything else that was typed in, which may have the name as well.
 */
function withoutReaders(harvested: HarvestedDescription): HarvestedDescription {
  if (harvested.visibility === 'ILL_TEMPORARY') {
    return { ...harvested, ...EXISTENCE, marc: NOTHING };
  }
  const { items, leftOutItems } = harvested;
  if (![...items, ...leftOutItems].some(isForLoan)) return harvested;
  return { ...harvested, items: items.map(withoutWords), leftOutItems: leftOutItems.map(withoutWords) };
}

/** The same of a record that stays hidden, whatever its system says of it now. */
export function onlyExistence(record: CondensedDescription): CondensedDescription {
  return { ...record, ...EXISTENCE, ...EXISTENCE_AS_TEXT, looksInterlibrary: null };
}

function isForLoan({ visibility }: HarvestedItem | LeftOutItem): boolean {
  return visibility === 'ILL_TEMPORARY';
}

function withoutWords<Copy extends HarvestedItem | LeftOutItem>(copy: Copy): Copy {
  return isForLoan(copy) ? { ...copy, callNumber: null, details: {}, staffNotes: null } : copy;
}
