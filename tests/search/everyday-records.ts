/**
 * A small health library to ask everyday questions of: well-known titles with their other editions, namesakes and
 * neighbours (facts of publications), among the titles of the demo region.
 */
import type { HarvestedDescription } from '#contract/adapter.ts';
import { readTitles } from '#demo/titles.ts';
import type { DemoTitle } from '#demo/titles.ts';
import { harvested } from '#tests/union-index/index-world.ts';
import { field008, marcOf } from '#tests/union-index/marc-lines.ts';
import { readRows } from '#tests/support/tsv-rows.ts';

/** Every record of the library. */
export function everydayRecords(): readonly HarvestedDescription[] {
  return [
    ...readRows(new URL('everyday-books.tsv', import.meta.url)).map(([id, title, year, ...more]) =>
      harvested(id, marcOf(field008({ dates: `s${year}` }), titleLine(title), ...more), { owners: ['NQ'] }),
    ),
    ...readRows(new URL('everyday-journals.tsv', import.meta.url)).map(([id, title, year, ...more]) =>
      harvested(id, marcOf('LDR 00000nas a2200000 i 4500', `008 040101c${year}9999enk`, titleLine(title), ...more), {
        owners: ['NQ'],
      }),
    ),
    ...readTitles().map((title, at) =>
      harvested(title.isbn === '' ? `demo${String(at)}` : `demo-${title.isbn}`, toMarc(title), { owners: ['NW'] }),
    ),
  ];
}

function titleLine(title: string): string {
  const skip = /^(?:The|Die) /.exec(title)?.[0].length ?? 0;
  return `245 1${String(skip)} $a ${title.replace(' : ', ' : $b ')}`;
}

function toMarc(title: DemoTitle): ReturnType<typeof marcOf> {
  const { isbn, edition, author, nlm, mesh } = title;
  return marcOf(
    field008({
      dates: title.year === null ? '' : `s${String(title.year)}`,
      form: title.form === 'electronic' ? 'o' : ' ',
    }),
    ...(isbn === '' ? [] : [`020 __ $a ${isbn}`]),
    titleLine(title.subtitle === '' ? title.title : `${title.title} : ${title.subtitle}`),
    ...(author === '' ? [] : [`100 1_ $a ${author}`]),
    ...(edition === '' ? [] : [`250 __ $a ${edition}`]),
    ...(nlm === '' ? [] : [`060 _4 $a ${nlm}`]),
    ...mesh.map((heading) => `650 _2 $a ${heading}`),
  );
}
