import type { HarvestedDescription } from '#adapters/adapter.ts';
import { writeIso2709, type MarcRecord } from '#adapters/protocols/marc/index.ts';
import type { HarvestedItem, LeftOutItem } from '#domain/catalogue.ts';

const NOTHING: MarcRecord = { leader: ' '.repeat(24), fields: [] };
const NOTHING_AS_IT_CAME = writeIso2709(NOTHING);

/**
 * What may be kept of a record. One that was typed in for a single interlibrary loan often has the reader's name in its
 * title: only its existence is kept, so that it counts as harvested and nobody can read it. A copy for such a loan, under
 * whatever record, loses its call number and everything else that was typed in, which may have the name as well.
 */
export function withoutReaders(harvested: HarvestedDescription): HarvestedDescription {
  if (harvested.visibility === 'ILL_TEMPORARY') {
    const kept = { raw: NOTHING_AS_IT_CAME, format: 'iso2709', marc: NOTHING, repairs: [] } as const;
    return { ...harvested, ...kept, items: [], leftOutItems: [], holdings: [], kept: undefined };
  }
  const { items, leftOutItems } = harvested;
  if (![...items, ...leftOutItems].some(isForLoan)) return harvested;
  return { ...harvested, items: items.map(withoutWords), leftOutItems: leftOutItems.map(withoutWords) };
}

function isForLoan({ visibility }: HarvestedItem | LeftOutItem): boolean {
  return visibility === 'ILL_TEMPORARY';
}

function withoutWords<Copy extends HarvestedItem | LeftOutItem>(copy: Copy): Copy {
  return isForLoan(copy) ? { ...copy, callNumber: null, details: {}, staffNotes: null } : copy;
}
