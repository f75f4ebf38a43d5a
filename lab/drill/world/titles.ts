/** The titles that every drilled system has, and how many copies of each it begins with. */
import type { MarcRecord } from '#marc/marc-record.ts';

/** Titles of a drilled system. */
export const TITLES = 10;
/** Copies of each at the beginning; the first goes without. */
export function copiesOf(title: number): number {
  return title % 4;
}

/** The same title at every system, under a number of its own: an ISBN brings them together. */
function describeTitle(title: number): MarcRecord {
  return {
    leader: '00000nam a2200000 a 4500',
    fields: [
      { tag: '008', value: '200101s2020    enk           000 0 eng d' },
      { tag: '020', ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value: isbnOf(title) }] },
      { tag: '245', ind1: '1', ind2: '0', subfields: [{ code: 'a', value: `Drills of chapter ${title} /` }] },
      {
        tag: '260',
        ind1: ' ',
        ind2: ' ',
        subfields: [
          { code: 'b', value: 'Drill Press,' },
          { code: 'c', value: '2020.' },
        ],
      },
    ],
  };
}

export function isbnOf(title: number): string {
  const body = `978000000${String(title).padStart(3, '0')}`;
  const sum = Array.from(body).reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

/** As a system has them into which they were loaded: each says what number it had where it came from. */
export function titlesFrom(system: string): ReadonlyMap<number, MarcRecord> {
  const entries = [...DRILLED_TITLES].map(([title, marc]) => {
    const origin = { tag: '035', ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value: `(${system})${title}` }] };
    return [title, { ...marc, fields: [...marc.fields, origin] }] as const;
  });
  return new Map(entries);
}

/** By number of the title. */
export const DRILLED_TITLES: ReadonlyMap<number, MarcRecord> = new Map(
  Array.from({ length: TITLES }, (_, index) => [index + 1, describeTitle(index + 1)]),
);
