import { hash } from 'node:crypto';
import { writeIso2709 } from '#marc/index.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { RULES_VERSION } from '#union-index/description.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { applyPage, emptyIndex, harvested, matchWaiting, pageOf } from './index-world.ts';
import { field008, marcOf } from './marc-lines.ts';

const store = withTestDatabase();
const midwifery = marcOf(
  field008({ dates: 's2001    ' }),
  '020 __ $a 9780198526636',
  '060 00 $a WQ 140',
  '096 __ $a WQ 140 JON',
  '245 10 $a Midwifery in practice',
  '260 __ $a London : $b Elsevier, $c 2001.',
  '900 __ $a our own note',
);

beforeEach(async () => {
  await emptyIndex(store.db);
});

async function profiles() {
  return store.db
    .selectFrom('record_profile as p')
    .innerJoin('record as r', 'r.id', 'p.record')
    .selectAll('p')
    .select('r.local_id')
    .orderBy('r.local_id')
    .execute();
}

describe('profiles of records', () => {
  it('are written of every record, hidden ones too, once', async () => {
    const page = pageOf([
      harvested('1', midwifery, { owners: ['NQ'] }),
      harvested('2', midwifery, { visibility: 'SUPPRESSED' }),
    ]);
    await applyPage(store.db, 'north', page);
    await applyPage(store.db, 'north', page);

    const [open, hidden, ...others] = await profiles();

    expect(others).toEqual([]);
    expect(open).toMatchObject({
      format: 'BOOK',
      serial: false,
      online: false,
      year: 2001,
      languages: ['eng'],
      class_schemes: ['NLM'],
      isbns: ['9780198526636'],
      load_key: hash('md5', 'midwiferyinpractice|2001||1|elsev|a||||||p'),
      brief: false,
      fields: ['008', '020', '060', '096', '245', '260', '900'],
      faults: [],
    });
    expect(hidden).toMatchObject({ ...open, record: hidden?.record, local_id: '2' });
  });

  it('say nothing of a record of which only its existence is kept', async () => {
    await applyPage(store.db, 'north', pageOf([harvested('1', midwifery, { visibility: 'ILL_TEMPORARY' })]));

    expect(await profiles()).toMatchObject([{ load_key: null, isbns: [], fields: [], faults: [], brief: true }]);
  });

  it('follow a record that changes and go with one that is deleted', async () => {
    await applyPage(store.db, 'north', pageOf([harvested('1', midwifery), harvested('2', midwifery)]));
    await applyPage(
      store.db,
      'north',
      pageOf([
        harvested('1', marcOf('245 10 $a Asthma', '020 __ $a 9780198526637')),
        { localId: '2', deleted: true, changedAt: null },
      ]),
    );

    expect(await profiles()).toMatchObject([{ local_id: '1', isbns: [], faults: ['008:MISSING', '020:CHECK_DIGIT'] }]);
  });

  it('are written again where older rules read the record', async () => {
    await applyPage(store.db, 'north', pageOf([harvested('1', midwifery, { visibility: 'SUPPRESSED' })]));
    const before = await profiles();
    // As some systems give it: with the copies in fields of their own, which are no fields of the record.
    const copy = { tag: '952', ind1: ' ', ind2: ' ', subfields: [{ code: 'p', value: '39999' }] };
    const raw = Buffer.from(writeIso2709({ ...midwifery, fields: [...midwifery.fields, copy] }));
    await store.db
      .updateTable('record')
      .set({ rules: RULES_VERSION - 1, raw, format: 'iso2709' })
      .execute();
    await store.db
      .updateTable('record_profile')
      .set({ load_key: null, faults: ['245:MISSING'] })
      .execute();

    await matchWaiting(store.db);

    expect(await profiles()).toEqual(before);
  });
});
