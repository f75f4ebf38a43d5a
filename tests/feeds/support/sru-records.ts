/** Records of three systems for searches by SRU: titles, names, headings and years that are alike and not the same. */
import { readRows } from '#tests/support/tsv-rows.ts';
import { field008, marcOf } from '#tests/union-index/marc-lines.ts';
import type { HeldRecord } from './sru-world.ts';

const BOOKS = readRows(new URL('sru-books.tsv', import.meta.url));

/** Odd numbers are the north's, even ones the south's; the tenth is held by both. */
export function sruRecords(): readonly HeldRecord[] {
  const own = BOOKS.map((book, index) => held(index % 2 === 0 ? 'north' : 'south', index + 1, book));
  const withheld = held('west', 99, ['Wards of the west', '', '', '2001', '9780306406157']);
  return [...own, held('north', 110, BOOKS[9] ?? []), withheld];
}

function held(system: HeldRecord['system'], number: number, book: readonly string[]): HeldRecord {
  const [title = '', creator = '', subjects = '', year = '', isbn = '', language = 'eng', nlm = ''] = book;
  const marc = marcOf(
    field008({ dates: `s${year}    `, language }),
    ...(isbn === '' ? [] : [`020 __ $a ${isbn}`]),
    ...(creator === '' ? [] : [`100 1_ $a ${creator}`]),
    ...(nlm === '' ? [] : [`060 _4 $a ${nlm}`]),
    `245 ${title.startsWith('The ') ? '04' : '00'} $a ${title}`,
    `260 __ $a Leeds $b Fell Press $c ${year}`,
    `300 __ $a ${String(200 + title.length)} p.`,
    ...(subjects === '' ? [] : subjects.split('; ').map((heading) => `650 _2 $a ${heading}`)),
  );
  return { system, localId: String(number), marc };
}
