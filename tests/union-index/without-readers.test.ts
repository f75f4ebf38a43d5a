/** Records typed in for one interlibrary loan hold readers' names: nothing of them is kept but that they are there. */
import { writeIso2709 } from '#marc/index.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { RULES_VERSION } from '#union-index/description.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { applyPage, AT, emptyIndex, harvested, matchWaiting, pageOf } from './index-world.ts';
import { marcOf } from './marc-lines.ts';

const store = withTestDatabase();
const loan = marcOf('245 10 $a ILL 47110815 for Quillfeather: $b Midwifery in practice', '100 1_ $a Quillfeather, A.');

beforeEach(() => emptyIndex(store.db));

/** Everything that the index has of its records, bytes as text. */
async function everything(): Promise<string> {
  const { rows } = await sql<{ text: string }>`
    SELECT coalesce(string_agg(concat(r, convert_from(r.raw, 'UTF8'), d), ' '), '') AS text
    FROM record r LEFT JOIN public_description d ON d.record = r.id`.execute(store.db);
  return rows[0]?.text ?? '';
}

describe('a record of an interlibrary loan', () => {
  it('is counted, and nothing of it is kept', async () => {
    const counts = await applyPage(store.db, 'north', pageOf([harvested('1', loan, { visibility: 'ILL_TEMPORARY' })]));

    expect(counts.records).toBe(1);
    expect(await everything()).toContain('ILL_TEMPORARY');
    expect(await everything()).not.toMatch(/Quillfeather|Midwifery|47110815/);
  });

  it('loses what was kept when it turns out to be one', async () => {
    await applyPage(store.db, 'north', pageOf([harvested('1', loan)]));
    expect(await everything()).toContain('Quillfeather');

    await applyPage(store.db, 'north', pageOf([harvested('1', loan, { visibility: 'ILL_TEMPORARY' })]));

    expect(await everything()).not.toContain('Quillfeather');
  });

  it('stays hidden when the copy that said so has left the list', async () => {
    await applyPage(store.db, 'north', pageOf([harvested('1', loan, { visibility: 'ILL_TEMPORARY' })]));

    await applyPage(store.db, 'north', pageOf([harvested('1', loan), harvested('2', marcOf('245 10 $a Grief'))]));

    expect(await everything()).not.toContain('Quillfeather');
    expect(await everything()).toContain('Grief');
    expect(await store.db.selectFrom('member').select('record').execute()).toHaveLength(1);
    const kept = await store.db.selectFrom('kept_hidden').selectAll().execute();
    expect(kept).toEqual([
      { system_id: 'north', record_id: '1', reason: 'ILL_TEMPORARY', since: AT, shown_at_source_since: AT },
    ]);
  });

  it('stays hidden when it was gone from its system and comes back', async () => {
    await applyPage(store.db, 'north', pageOf([harvested('1', loan, { visibility: 'ILL_TEMPORARY' })]));
    await applyPage(store.db, 'north', pageOf([{ deleted: true, localId: '1', changedAt: null }]));

    await applyPage(store.db, 'north', pageOf([harvested('1', loan, { owners: ['NQ'] })]));

    expect(await everything()).not.toContain('Quillfeather');
    expect(await store.db.selectFrom('holding').select('id').execute()).toEqual([]);
  });

  it('is one of its own system: another system has the same number for something else', async () => {
    await applyPage(store.db, 'north', pageOf([harvested('1', loan, { visibility: 'ILL_TEMPORARY' })]));

    await applyPage(store.db, 'south', pageOf([harvested('1', marcOf('245 10 $a Grief'))]));

    expect(await everything()).toContain('Grief');
  });

  it('stays hidden when a move brings it to another system, which says where it came from', async () => {
    await applyPage(store.db, 'north', pageOf([harvested('1', loan, { visibility: 'ILL_TEMPORARY' })]));

    const moved = (localId: string, from: string, title: string) => {
      const marc = marcOf(`035 __ $a ${from}`, `245 10 $a ${title}`);
      return { ...harvested(localId, marc), format: 'iso2709' as const, raw: writeIso2709(marc) };
    };
    const records = [moved('71', '(north)1', 'ILL 47110815 for Quillfeather'), moved('72', '(north)2', 'Grief')];
    await applyPage(store.db, 'south', pageOf(records));

    expect(await everything()).not.toContain('Quillfeather');
    expect(await everything()).toContain('Grief');
    expect(await store.db.selectFrom('member').select('record').execute()).toHaveLength(1);
  });

  it('is no reject when better rules read what is kept', async () => {
    await applyPage(store.db, 'north', pageOf([harvested('1', loan, { visibility: 'ILL_TEMPORARY' })]));
    await store.db
      .updateTable('record')
      .set({ rules: RULES_VERSION - 1 })
      .execute();
    await store.db.deleteFrom('setting').where('key', '=', 'rules version').execute();

    await matchWaiting(store.db);

    expect(await store.db.selectFrom('reject').select('id').execute()).toEqual([]);
    expect(await store.db.selectFrom('record').select(['rules', 'deleted']).execute()).toEqual([
      { rules: RULES_VERSION, deleted: false },
    ]);
  });

  it('takes the call number of a copy for such a loan along, and no other', async () => {
    const record = harvested('1', marcOf('245 10 $a Midwifery in practice'), { owners: ['NQ', 'NQ'] });
    const items = record.items.map((item, index) => ({
      ...item,
      callNumber: 'Quillfeather',
      visibility: index === 0 ? ('ILL_TEMPORARY' as const) : ('PUBLIC' as const),
    }));

    await applyPage(store.db, 'north', pageOf([{ ...record, items }]));

    const rows = await store.db.selectFrom('item').select(['visibility', 'call_number']).orderBy('local_id').execute();
    expect(rows).toEqual([
      { visibility: 'ILL_TEMPORARY', call_number: null },
      { visibility: 'PUBLIC', call_number: 'Quillfeather' },
    ]);
  });
});

describe('a record that its library hides', () => {
  it('is emptied when it is gone from its system, and comes back whole with the record', async () => {
    const hidden = harvested('1', loan, { visibility: 'SUPPRESSED' });
    await applyPage(store.db, 'north', pageOf([hidden, harvested('2', loan)]));
    const gone = ['1', '2'].map((localId) => ({ deleted: true, localId, changedAt: null }) as const);

    await applyPage(store.db, 'north', pageOf(gone));
    const { rows } = await sql<{ text: string }>`
      SELECT r::text || convert_from(r.raw, 'UTF8') AS text FROM record r ORDER BY local_id`.execute(store.db);
    await applyPage(store.db, 'north', pageOf([hidden]));

    expect(rows.map(({ text }) => text.includes('Quillfeather'))).toEqual([false, true]);
    expect(await everything()).toMatch(/SUPPRESSED.*Quillfeather/s);
  });
});
