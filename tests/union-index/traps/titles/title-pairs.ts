/**
 * Pairs of records that agree in everything but their titles, or what a title page says next to them. The titles are as books
 * and their siblings have them; the rest of the record is invented.
 */
import type { MarcRecord } from '#marc/index.ts';
import { field008, marcOf } from '#tests/union-index/marc-lines.ts';
import { readRows } from '#tests/support/tsv-rows.ts';

export interface TitlePair {
  /** The rules may be tried on the open half; the other half was kept aside until they were written. */
  readonly half: 'open' | 'aside';
  readonly kind: string;
  readonly name: string;
  readonly a: MarcRecord;
  readonly b: MarcRecord;
}

/** `apart`: two editions each. `alike`: one edition each, described by two cataloguers. A line of three titles is three pairs. */
export function readTitlePairs(file: 'apart' | 'alike'): readonly TitlePair[] {
  return readRows(new URL(`${file}.tsv`, import.meta.url)).flatMap(([half, kind, language, ...titles]) =>
    titles.flatMap((title, index) =>
      titles.slice(index + 1).map((other) => ({
        half: half === 'open' ? ('open' as const) : ('aside' as const),
        kind,
        name: `${kind}: ${title} / ${other}`,
        a: toRecord(title, language),
        b: toRecord(other, language),
      })),
    ),
  );
}

/** `$a Title : $b rest ;; 250 __ $a 2nd ed. ;; YEAR 1995`: 245, and what the record has of its own next to it. */
function toRecord(text: string, language: string): MarcRecord {
  const [title = '', ...own] = text.split(' ;; ');
  const said = new Map(own.map((line) => [line.split(' ')[0] ?? '', line]));
  const year = said.get('YEAR')?.slice(5) ?? '2004';
  const lines = [
    '100 1_ $a Thornbury, Agnes.',
    `245 10 ${title} / $c Agnes Thornbury.`,
    `264 _1 $a London : $b Kestrel Press, $c ${year}.`,
    '300 __ $a xii, 345 pages ; $c 24 cm',
    '250',
  ];
  return marcOf(
    field008({ dates: `s${year}    `, language: said.get('LANG')?.slice(5) ?? language }),
    ...lines.map((line) => said.get(line.slice(0, 3)) ?? line).filter((line) => line !== '250'),
  );
}
