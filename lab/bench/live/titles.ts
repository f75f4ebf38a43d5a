/** What the libraries of the bench's own region hold: the same books everywhere, so that a page asks every system. */
import type { MarcRecord } from '#marc/marc-record.ts';

export interface Title {
  readonly number: number;
  readonly isbn: string;
  readonly marc: MarcRecord;
  /** Copies at the system with this number, from 0; none where the system has no such title. */
  readonly copiesAt: (system: number) => number;
}

/** Systems that hold the page of 50. */
export const PAGE_SYSTEMS = 8;
/** All systems of the region. */
export const SYSTEMS = 30;
export const GIANT_ISSUES = 4_000;

/** 50 titles at eight systems, one copy here and two there: 400 holdings, 600 copies. */
export const PAGE = titles(1, 50, 'Nursing practice', (number) => (system) => {
  return system < PAGE_SYSTEMS ? 1 + ((number + system) % 2) : 0;
});

/** 25 titles that every system has once. */
export const EVERYWHERE = titles(101, 25, 'Anatomy atlas', () => () => 1);

/** A journal of 4,000 issues, at the first Koha and at the first Symphony. */
export const GIANTS = {
  koha: giant(201, 'Annals of the ward', 0),
  symphony: giant(202, 'Annals of the theatre', 1),
};

export const TITLES: readonly Title[] = [...PAGE, ...EVERYWHERE, GIANTS.koha, GIANTS.symphony];

function giant(number: number, name: string, at: number): Title {
  const [title] = titles(number, 1, name, () => (system) => (system === at ? GIANT_ISSUES : 0));
  if (title === undefined) throw new Error('no giant');
  return title;
}

function titles(
  first: number,
  count: number,
  name: string,
  copiesOf: (number: number) => Title['copiesAt'],
): readonly Title[] {
  return Array.from({ length: count }, (_, index) => {
    const number = first + index;
    const isbn = isbnOf(number);
    return { number, isbn, marc: marcOf(`${name}, part ${number}`, isbn, number), copiesAt: copiesOf(number) };
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
