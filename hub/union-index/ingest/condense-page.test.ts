import type { HarvestPage } from '#contract/adapter.ts';
import { harvested, pageOf } from '#tests/union-index/index-world.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { describe, expect, it } from 'vitest';
import { condensePage } from './condense-page.ts';

const midwifery = marcOf('245 10 $a Midwifery in practice', '260 __ $a London $c 2001');

function saidOf(page: HarvestPage): { readonly whole: string; readonly marc: unknown } {
  const [record] = condensePage(page).records;
  if (record === undefined || record.deleted) throw new Error('no description');
  const { text, marcAt } = record;
  return { whole: text, marc: JSON.parse(text.slice(...marcAt)) };
}

describe('condensePage', () => {
  it('keeps what a record says as one text, and where its fields stand there', () => {
    const record = harvested('1', midwifery, { owners: ['NQ'] });

    const { whole, marc } = saidOf(pageOf([record]));

    expect(marc).toEqual(midwifery);
    const holdings = record.holdings.map((holding) => ({ ...holding, facts: null }));
    // Without what a loan changes. To the letter: its digest stands in databases.
    const items = record.items.map(
      ({ status: _status, statusAtSource: _atSource, use: _use, details, staffNotes, ...item }) => ({
        ...item,
        details,
        staffNotes,
      }),
    );
    expect(whole).toBe(JSON.stringify(['PUBLIC', 'marc-in-json', midwifery, items, holdings]));
  });

  it('keeps a deletion as it is, and what the page says of itself', () => {
    const deletion = { deleted: true, localId: '2', changedAt: null } as const;

    const page = condensePage(pageOf([deletion], { resumeAt: 'behind 2', expected: 7 }));

    expect(page).toMatchObject({ records: [deletion], resumeAt: 'behind 2', expected: 7 });
  });

  it('lets nothing through of a record for an interlibrary loan', () => {
    const loan = harvested('1', midwifery, { owners: ['NQ'], visibility: 'ILL_TEMPORARY' });

    const [condensed] = condensePage(pageOf([loan])).records;

    expect(JSON.stringify(condensed)).not.toContain('Midwifery');
    expect(condensed).toMatchObject({ localId: '1', items: [], holdings: [] });
  });
});
