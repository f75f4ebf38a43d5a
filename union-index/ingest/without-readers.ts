import type { HarvestedDescription } from '#adapters/adapter.ts';
import { writeIso2709, type MarcRecord } from '#adapters/protocols/marc/index.ts';

const NOTHING: MarcRecord = { leader: ' '.repeat(24), fields: [] };
const NOTHING_AS_IT_CAME = writeIso2709(NOTHING);

/**
 * What may be kept of a record. One that was typed in for a single interlibrary loan often has the reader's name in its
 * title: only its existence is kept, so that it counts as harvested and nobody can read it. A copy for such a loan, under
 * whatever record, loses its call number, which may have the name as well.
 */
export function withoutReaders(harvested: HarvestedDescription): HarvestedDescription {
  if (harvested.visibility === 'ILL_TEMPORARY') {
    const kept = { raw: NOTHING_AS_IT_CAME, format: 'iso2709', marc: NOTHING, repairs: [] } as const;
    return { ...harvested, ...kept, items: [], holdings: [], kept: undefined };
  }
  if (!harvested.items.some(({ visibility }) => visibility === 'ILL_TEMPORARY')) return harvested;
  const items = harvested.items.map((item) =>
    item.visibility === 'ILL_TEMPORARY' ? { ...item, callNumber: null } : item,
  );
  return { ...harvested, items };
}
