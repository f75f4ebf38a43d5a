/**
 * What health libraries have beside the everyday library: standard works among books that are named after them, records with
 * slips in their titles, and copies whose shelf marks stand on them alone (facts of publications).
 */
import type { HarvestedDescription } from '#contract/adapter.ts';
import { harvested } from '#tests/union-index/index-world.ts';
import { field008, marcOf } from '#tests/union-index/marc-lines.ts';
import { readRows } from '#tests/support/tsv-rows.ts';

/** Copies with a mark of their own, of records that have none. */
const SHELVED: readonly (readonly [id: string, title: string, mark: string])[] = [
  ['shelfwb', 'Remote consulting', 'WB 141.5 KAR'],
  ['shelfqz', 'Lymphoma wards', 'QZ 350 LYM'],
  ['shelfhp', 'Walking for health', 'HP 12 WAL'],
  ['shelfdew', 'Ward libraries', '027.662 MED'],
];

/** Every record of them. */
export function librarianRecords(): readonly HarvestedDescription[] {
  return [
    ...readRows(new URL('librarian-books.tsv', import.meta.url)).map(([id, title, year, libraries, ...more]) =>
      harvested(id, toMarc(title, year, ...more), { owners: libraries === '2' ? ['NQ', 'NW'] : ['NQ'] }),
    ),
    ...SHELVED.map(([id, title, mark]) => {
      const record = harvested(id, toMarc(title, '2015'), { owners: ['NQ'] });
      return {
        ...record,
        items: record.items.map((item) => ({ ...item, callNumber: mark })),
        holdings: record.holdings.map((holding) => ({ ...holding, callNumbers: [mark] })),
      };
    }),
  ];
}

function toMarc(title: string, year: string, ...more: readonly string[]): ReturnType<typeof marcOf> {
  return marcOf(field008({ dates: `s${year}` }), `245 10 $a ${title.replace(' : ', ' : $b ')}`, ...more);
}
