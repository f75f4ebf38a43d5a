import type { MarcDataField, MarcField, MarcRecord } from '#marc/index.ts';
import { writableText } from './clean-fields.ts';
import type { FeedNames } from './feed-names.ts';
import { fitFields, fits, shorten } from './fit-record.ts';
import { DETAILS, holdingFields } from './holding-fields.ts';
import type { PassableHolding, PassableMarc } from './passable-record.ts';

export interface RecordParts {
  /** 001 */
  readonly identifier: string;
  /** 003 */
  readonly agency: string;
  /** Gives the leader and the other control fields. */
  readonly base: PassableMarc;
  /** Everything but what is said of holdings, in any order. */
  readonly data: readonly MarcDataField[];
  readonly holdings: readonly PassableHolding[];
  readonly names: FeedNames;
}

/** One record, as much of it as ISO 2709 can hold: copies are counted before anything is left out. */
export function assembleRecord({ identifier, agency, base, data, holdings, names }: RecordParts): MarcRecord {
  const control: readonly MarcField[] = [
    { tag: '001', value: writableText(identifier) },
    { tag: '003', value: agency },
    ...base.control.toSorted(byTag),
  ];
  const firstLink = holdings.some(({ holding }) => holding.statements.length > 0) ? firstFreeLink(data) : 1;
  let record: MarcRecord = { leader: base.leader, fields: control };
  for (const detail of DETAILS) {
    const held = holdingFields(holdings, { names, detail, firstLink });
    record = fitFields({ leader: base.leader, fields: [...control, ...inBlocks([...data, ...held])] });
    if (fits(record)) return record;
  }
  return shorten(record);
}

/** By the first digit of the tag, as cataloguers put notes and headings; numbers and holdings by the whole tag. */
function inBlocks(fields: readonly MarcDataField[]): readonly MarcDataField[] {
  const blocks = Array.from({ length: 9 }, (): MarcDataField[] => []);
  for (const field of fields) blocks[Number(field.tag.charAt(0))]?.push(field);
  blocks[0]?.sort(byTag);
  blocks[8]?.sort(byTag);
  return blocks.flat();
}

function byTag(a: MarcField, b: MarcField): number {
  return a.tag < b.tag ? -1 : a.tag > b.tag ? 1 : 0;
}

/** Above the numbers that fields of the record are linked by already. */
function firstFreeLink(data: readonly MarcDataField[]): number {
  let highest = 0;
  for (const field of data) {
    for (const { code, value } of field.subfields) {
      if (code === '8') highest = Math.max(highest, Number.parseInt(value, 10) || 0);
    }
  }
  return highest + 1;
}
