import type { HarvestedDescription } from '#contract/adapter.ts';
import { writeIso2709, type MarcRecord } from '#marc/index.ts';
import type { HarvestedItem, LeftOutItem } from '#domain/catalogue.ts';
import type { CondensedDescription } from '../ingest-contract.ts';
import { serialiseRecord } from './prepare/prepare-record.ts';

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
export function withoutReaders(harvested: HarvestedDescription): HarvestedDescription {
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
