/** What the libraries of the bench's own region hold: the same books at eight, so that a page asks all of them. */
import type { MarcRecord } from '#marc/marc-record.ts';

interface Title {
  readonly number: number;
  readonly isbn: string;
  readonly marc: MarcRecord;
  /** Copies at the system with this number, from 0; none where the system has no such title. */
  readonly copiesAt: (system: number) => number;
}

/** Systems that hold the page of 50. */
const PAGE_SYSTEMS = 8;
/** All systems of the region. */
export const SYSTEMS = 30;

/** 50 titles at eight systems, one copy here and two there: 400 holdings, 600 copies. */
export const PAGE = titles(1, 50, 'Nursing practice', (number, system) =>
  system < PAGE_SYSTEMS ? 1 + ((number + system) % 2) : 0,
);

/** With one title more that each system has alone: none is without a record. */
export const TITLES: readonly Title[] = [
  ...PAGE,
  ...titles(PAGE.length + 1, SYSTEMS, 'Anatomy atlas', (number, system) => Number(number === PAGE.length + 1 + system)),
];

function titles(
  first: number,
  count: number,
  name: string,
  copies: (number: number, system: number) => number,
): readonly Title[] {
  return Array.from({ length: count }, (_, index) => {
    const number = first + index;
    const isbn = isbnOf(number);
    const marc = marcOf(`${name}, part ${number}`, isbn, number);
    return { number, isbn, marc, copiesAt: (system) => copies(number, system) };
  });
}

function isbnOf(number: number): string {
  const body = `97800900${String(number).padStart(4, '0')}`;
  const sum = Array.from(body, (digit, index) => Number(digit) * (index % 2 === 0 ? 1 : 3)).reduce((a, b) => a + b, 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

function marcOf(title: string, isbn: string, number: number): MarcRecord {
  const field = (tag: string, code: string, value: string) => ({
    tag,
    ind1: ' ',
    ind2: ' ',
    subfields: [{ code, value }],
  });
  return {
    leader: '00000nam a2200000 a 4500',
    fields: [
      { tag: '008', value: '200101s2020    enk           000 0 eng d' },
      field('020', 'a', isbn),
      { tag: '100', ind1: '1', ind2: ' ', subfields: [{ code: 'a', value: `Author${number}, Ann.` }] },
      { tag: '245', ind1: '1', ind2: '0', subfields: [{ code: 'a', value: `${title} /` }] },
      field('260', 'c', '2020.'),
      field('300', 'a', `${200 + number} p.`),
    ],
  };
}
