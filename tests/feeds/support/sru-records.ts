/** Records of three systems for searches by SRU: titles, names, headings and years that are alike and not the same. */
import { field008, marcOf } from '#tests/union-index/marc-lines.ts';
import type { HeldRecord } from './sru-world.ts';

interface Book {
  readonly title: string;
  readonly creator?: string;
  readonly subjects?: readonly string[];
  readonly year: number;
  readonly isbn?: string;
  readonly language?: string;
  readonly nlm?: string;
}

const BOOKS: readonly Book[] = [
  {
    title: 'Tropical medicine',
    creator: 'Manson, Patrick',
    subjects: ['Tropical Medicine'],
    year: 2014,
    isbn: '9780702051012',
  },
  {
    title: 'Oxford handbook of tropical medicine',
    creator: 'Brent, Andrew',
    subjects: ['Tropical Medicine', 'Handbooks'],
    year: 2021,
    isbn: '9780198810858',
  },
  { title: 'Medicine in the tropics', creator: 'Eddleston, Michael', subjects: ['Tropical Medicine'], year: 2008 },
  {
    title: 'Paediatric nephrology',
    creator: 'Rees, Lesley',
    nlm: 'WS 320',
    subjects: ['Kidney Diseases', 'Child'],
    year: 2019,
  },
  {
    title: 'Nephrology nursing',
    creator: 'Thomas, Nicola',
    nlm: 'WY 164',
    subjects: ['Kidney diseases', 'Nursing'],
    year: 2019,
  },
  {
    title: 'Heart failure & nursing care',
    creator: 'Stewart, Simon',
    subjects: ['Heart Failure', 'Nursing'],
    year: 2006,
  },
  { title: 'Failure of the heart', creator: 'Poole-Wilson, Philip', subjects: ['Heart Failure'], year: 1997 },
  { title: 'The Sjögren syndrome', creator: 'Ramos-Casals, Manuel', subjects: ["Sjogren's Syndrome"], year: 2012 },
  {
    title: 'Médecine tropicale',
    creator: 'Gentilini, Marc',
    subjects: ['Tropical Medicine'],
    year: 2012,
    language: 'fre',
  },
  {
    title: 'Anaesthesia at a glance',
    creator: 'Stone, Julian',
    subjects: ['Anesthesia'],
    year: 2013,
    isbn: '9781405187565',
  },
  {
    title: 'C. difficile: a <guide> "for" wards',
    creator: 'Wilcox, Mark',
    subjects: ['Clostridium difficile'],
    year: 2010,
  },
  { title: 'Nursing research', creator: 'Parahoo, Kader', subjects: ['Nursing Research'], year: 2014 },
];

/** Odd numbers are the north's, even ones the south's; the tenth is held by both. */
export function sruRecords(): readonly HeldRecord[] {
  const own = BOOKS.map((book, index) => held(index % 2 === 0 ? 'north' : 'south', index + 1, book));
  const tenth = BOOKS[9];
  const withheld = held('west', 99, { title: 'Wards of the west', year: 2001, isbn: '9780306406157' });
  return [...own, ...(tenth === undefined ? [] : [held('north', 110, tenth)]), withheld];
}

function held(system: HeldRecord['system'], number: number, book: Book): HeldRecord {
  const { title, creator, subjects = [], year, isbn, language = 'eng', nlm } = book;
  const marc = marcOf(
    field008({ dates: `s${String(year)}    `, language }),
    ...(isbn === undefined ? [] : [`020 __ $a ${isbn}`]),
    ...(creator === undefined ? [] : [`100 1_ $a ${creator}`]),
    ...(nlm === undefined ? [] : [`060 _4 $a ${nlm}`]),
    `245 ${title.startsWith('The ') ? '04' : '00'} $a ${title}`,
    `260 __ $a Leeds $b Fell Press $c ${String(year)}`,
    `300 __ $a ${String(200 + title.length)} p.`,
    ...subjects.map((heading) => `650 _2 $a ${heading}`),
  );
  return { system, localId: String(number), marc };
}
