import { sql } from 'kysely';
import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, contentsOf, editionOf, emptyIndex, harvested, pageOf, partition, rejectOf } from './index-world.ts';
import { field008, marcOf } from './marc-lines.ts';

const store = withTestDatabase();

const midwifery = marcOf(
  field008({ dates: 's2020' }),
  '020 __ $a 9780198526636 (pbk.)',
  '060 __ $a WQ 140',
  '100 1_ $a Jones, Alice.',
  '245 10 $a Midwifery in practice : $b a guide',
  '264 _1 $b Elsevier, $c 2020.',
  '650 _2 $a Home Childbirth $0 (DNLM)D006691',
);
const midwiferyBrief = marcOf('020 __ $a 0198526636', '084 __ $a WQ140 $2 wessex', '245 10 $a Midwifery in practice');
const asthma = marcOf('020 __ $a 9781554042951', '245 10 $a Asthma');

beforeEach(async () => {
  await emptyIndex(store.db);
});

async function count(
  table: 'record' | 'item' | 'holding' | 'match_key' | 'member' | 'edition' | 'search_doc',
): Promise<number> {
  const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM ${sql.table(table)}`.execute(store.db);
  return rows[0]!.n;
}

async function found(words: string): Promise<readonly string[]> {
  const { rows } = await sql<{ title: string }>`
    SELECT e.title FROM search_doc d JOIN edition e ON e.id = d.edition
    WHERE d.document @@ mercia_query(${words}) ORDER BY e.title`.execute(store.db);
  return rows.map((row) => row.title);
}

describe('applyPage', () => {
  it('makes one edition of two systems’ records, with both libraries and what each says', async () => {
    await applyPage(store.db, 'north', pageOf([harvested('1', midwifery, { owners: ['NQ', 'NQ', 'NW'] })]));
    await applyPage(
      store.db,
      'south',
      pageOf([harvested('7', midwiferyBrief, { owners: ['S'] }), harvested('8', asthma)]),
    );

    expect(await partition(store.db)).toEqual(['north 1 + south 7', 'south 8']);
    const id = (await editionOf(store.db, 'north', '1'))!;
    const edition = await store.db.selectFrom('edition').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    expect(edition).toMatchObject({
      title: 'Midwifery in practice: a guide',
      libraries: ['qe', 'south-lib', 'wing'],
      format: 'BOOK',
      description: {
        publishedYear: 2020,
        identifiers: { isbns: ['9780198526636'] },
        classmarks: [
          { scheme: 'NLM', mark: 'WQ 140', libraries: ['qe', 'wing'] },
          { scheme: 'WESSEX', mark: 'WQ140', libraries: ['south-lib'] },
        ],
      },
    });
    const doc = await store.db.selectFrom('search_doc').selectAll().where('edition', '=', id).executeTakeFirstOrThrow();
    expect(doc).toMatchObject({
      libraries: ['qe', 'south-lib', 'wing'],
      sites: ['qe/main', 'south-lib/town'],
      subjects: ['Home Childbirth'],
      languages: ['eng'],
      published_year: 2020,
      online: false,
      sort_title: 'midwifery in practice a guide',
    });
  });

  it('lets a reader find it by title, creator, subject, publisher and either ISBN', async () => {
    await applyPage(store.db, 'north', pageOf([harvested('1', midwifery), harvested('2', asthma)]));

    for (const words of ['midwifery', 'alice jones', 'childbirth', 'elsevier', '9780198526636', '0198526636']) {
      expect(await found(words)).toEqual(['Midwifery in practice: a guide']);
    }
  });

  it('writes items and holdings as they were harvested', async () => {
    await applyPage(store.db, 'north', pageOf([harvested('1', midwifery, { owners: ['NQ', 'NQ', 'X'] })]));

    const items = await store.db
      .selectFrom('item')
      .select(['local_id', 'owner_code', 'library'])
      .orderBy('local_id')
      .execute();
    expect(items).toEqual([
      { local_id: '1-0', owner_code: 'NQ', library: 'qe' },
      { local_id: '1-1', owner_code: 'NQ', library: 'qe' },
      { local_id: '1-2', owner_code: 'X', library: null },
    ]);
    const holdings = await store.db
      .selectFrom('holding')
      .select(['id', 'copies', 'live_keys', 'site_codes'])
      .orderBy('id')
      .execute();
    expect(holdings).toEqual([
      { id: 'north:holding:1@other', copies: 1, live_keys: ['1'], site_codes: ['X'] },
      { id: 'north:holding:1@qe', copies: 2, live_keys: ['1'], site_codes: ['NQ'] },
    ]);
  });

  it('takes a record whose number, or the barcode of whose copy, is a text of many thousand characters, without these', async () => {
    const digests = Array.from({ length: 200 }, (_, n) => createHash('sha256').update(String(n)).digest('hex'));
    const long = digests.join('');
    const one = harvested('1', marcOf(`001 ${long}`, '245 10 $a Asthma'), { owners: ['NQ'] });
    const two = harvested('2', midwifery, { owners: ['NQ'] });
    const swollen = { ...two, items: two.items.map((item) => ({ ...item, barcode: long })) };

    await applyPage(store.db, 'north', pageOf([one, swollen, harvested('3', marcOf('001 17', '245 10 $a Croup'))]));

    const { rows } = await sql`
      SELECT r.local_id AS record, r.control_number AS number, i.barcode
      FROM record r LEFT JOIN item i ON i.record = r.id ORDER BY 1`.execute(store.db);
    expect(rows).toEqual([
      { record: '1', number: null, barcode: 'B10' },
      { record: '2', number: null, barcode: null },
      { record: '3', number: '17', barcode: null },
    ]);
  });

  it('keeps no call number that is blank', async () => {
    const one = harvested('1', asthma, { owners: ['NQ'] });
    const callNumbers = [' ', 'WF 553', '', '\u00a0', '\u0085'];
    const holdings = one.holdings.map((holding) => ({ ...holding, callNumbers }));

    await applyPage(store.db, 'north', pageOf([{ ...one, holdings }]));

    const held = await store.db.selectFrom('holding').select('call_numbers').execute();
    expect(held).toEqual([{ call_numbers: ['WF 553'] }]);
  });

  it('changes nothing when the same page comes again', async () => {
    const page = pageOf([harvested('1', midwifery, { owners: ['NQ'] }), harvested('2', asthma)], {
      rejects: [rejectOf('3')],
    });
    const first = await applyPage(store.db, 'north', page);
    const changesBefore = await store.db.selectFrom('change').selectAll().execute();

    const second = await applyPage(store.db, 'north', page);

    expect(first).toEqual({ records: 2, hidden: 0, unchanged: 0, added: 2, deletions: 0, rejects: 1 });
    expect(second).toEqual({ records: 2, hidden: 0, unchanged: 2, added: 0, deletions: 0, rejects: 1 });
    expect(await store.db.selectFrom('change').selectAll().execute()).toEqual(changesBefore);
    expect(await store.db.selectFrom('reject').select('local_id').execute()).toHaveLength(1);
    expect(await count('item')).toBe(1);
  });

  it('takes a deleted record out of everything but the record itself', async () => {
    await applyPage(store.db, 'north', pageOf([harvested('1', midwifery, { owners: ['NQ'] })]));
    const id = await editionOf(store.db, 'north', '1');
    const page = pageOf([
      { deleted: true, localId: '1', changedAt: null },
      { deleted: true, localId: 'never', changedAt: null },
    ]);

    expect((await applyPage(store.db, 'north', page)).deletions).toBe(1);
    expect((await applyPage(store.db, 'north', page)).deletions).toBe(0);

    for (const table of ['item', 'holding', 'match_key', 'member', 'edition', 'search_doc'] as const)
      expect(await count(table)).toBe(0);
    const record = await store.db.selectFrom('record').select(['deleted', 'raw']).executeTakeFirstOrThrow();
    expect(record.deleted).toBe(true);
    expect(record.raw.length).toBeGreaterThan(0);
    const last = await store.db
      .selectFrom('change')
      .select(['edition', 'kind'])
      .orderBy('seq', 'desc')
      .executeTakeFirst();
    expect(last).toEqual({ edition: id, kind: 'WITHDRAWN' });
  });

  it('brings a deleted record back when it comes again', async () => {
    const page = pageOf([harvested('1', midwifery, { owners: ['NQ'] })]);
    await applyPage(store.db, 'north', page);
    await applyPage(store.db, 'north', pageOf([{ deleted: true, localId: '1', changedAt: null }]));

    await applyPage(store.db, 'north', page);

    expect(await partition(store.db)).toEqual(['north 1']);
    expect(await count('item')).toBe(1);
  });

  it('drops what a full run did not see, of that system alone', async () => {
    await applyPage(store.db, 'north', pageOf([harvested('1', midwifery), harvested('2', asthma)]));
    await applyPage(store.db, 'south', pageOf([harvested('1', midwifery)]));

    const counts = await applyPage(store.db, 'north', pageOf([], { allLocalIds: new Set(['2']) }));

    expect(counts.deletions).toBe(1);
    expect(await partition(store.db)).toEqual(['north 2', 'south 1']);
  });

  it('keeps suppressed records out of everything public, and takes them in when they are shown', async () => {
    const hidden = harvested('1', midwifery, { owners: ['NQ'], visibility: 'SUPPRESSED' });
    await applyPage(store.db, 'north', pageOf([hidden, harvested('2', midwifery, { visibility: 'ILL_TEMPORARY' })]));
    expect([
      await count('record'),
      await count('item'),
      await count('holding'),
      await count('match_key'),
      await count('member'),
    ]).toEqual([2, 0, 0, 0, 0]);

    await applyPage(store.db, 'north', pageOf([harvested('1', midwifery, { owners: ['NQ'] })]));
    expect([await count('item'), await count('holding'), await count('member')]).toEqual([1, 1, 1]);

    await applyPage(store.db, 'north', pageOf([hidden]));
    expect([await count('record'), await count('item'), await count('holding'), await count('edition')]).toEqual([
      2, 0, 0, 0,
    ]);
  });

  it('keeps a reject until the record is read, and nothing of it afterwards', async () => {
    await applyPage(store.db, 'north', pageOf([], { rejects: [rejectOf('1'), rejectOf(null)] }));
    await applyPage(store.db, 'north', pageOf([harvested('1', asthma)]));

    const rejects = await store.db.selectFrom('reject').select(['local_id']).execute();
    expect(rejects).toEqual([{ local_id: null }]);
  });

  it('keeps one reject of a record that is refused again for another reason', async () => {
    await applyPage(store.db, 'north', pageOf([], { rejects: [rejectOf('1'), rejectOf('2')] }));
    await applyPage(store.db, 'north', pageOf([], { rejects: [rejectOf('1', 'cut short')] }));

    const rejects = await store.db.selectFrom('reject').select(['local_id', 'reason']).orderBy('local_id').execute();
    expect(rejects.map(({ local_id, reason }) => [local_id, reason])).toEqual([
      ['1', 'cut short'],
      ['2', 'unreadable'],
    ]);
  });

  it('takes text that the store refuses, a time that is none, and a title beyond an index entry', async () => {
    const odd = harvested('1', marcOf(`245 10 $a Odd\u0000 title \ud800 ${'very '.repeat(2000)}long`), {
      owners: ['NQ'],
    });
    const page = pageOf([
      {
        ...odd,
        changedAt: '0000-00-00 00:00:00',
        items: odd.items.map((item) => ({ ...item, callNumber: 'a\u0000b\\u0000' })),
      },
    ]);

    await applyPage(store.db, 'north', page);

    expect(await partition(store.db)).toEqual(['north 1']);
    expect(await store.db.selectFrom('item').select('call_number').executeTakeFirst()).toEqual({
      call_number: 'a\ufffdb\\u0000',
    });
  });

  it('takes a record that says it was changed on a day that there is not, or beyond the years of the store', async () => {
    const times = ['2026-02-31T10:00:00Z', '9999-12-31T23:59:59-05:00', '0000-01-01', '2026-02-28 10:00:00Z'];
    const page = pageOf(times.map((changedAt, index) => ({ ...harvested(String(index), asthma), changedAt })));

    await applyPage(store.db, 'north', page);

    const records = await store.db.selectFrom('record').select('changed_at').orderBy('local_id').execute();
    expect(records.map(({ changed_at: changedAt }) => changedAt)).toEqual([
      null,
      null,
      null,
      new Date('2026-02-28T10:00:00Z'),
    ]);
  });

  it('believes the last of what one page says of a record', async () => {
    await applyPage(
      store.db,
      'north',
      pageOf([
        harvested('1', asthma),
        harvested('1', midwifery),
        harvested('2', asthma),
        { deleted: true, localId: '2', changedAt: null },
      ]),
    );

    const editions = await store.db.selectFrom('edition').select('title').execute();
    expect(editions).toEqual([{ title: 'Midwifery in practice: a guide' }]);
  });

  it('leaves nothing behind when its transaction is rolled back', async () => {
    const before = await contentsOf(store.db);
    const bad = { ...harvested('1', midwifery), format: 'no such format' as 'marcxml' };

    await expect(applyPage(store.db, 'north', pageOf([harvested('2', asthma), bad]))).rejects.toThrow();

    expect(await contentsOf(store.db)).toEqual(before);
    expect(await count('record')).toBe(0);
  });
});
