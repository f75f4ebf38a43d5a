import type { RecordId } from '#domain/ids.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { AT, applyPage, emptyIndex, harvested, matchWaiting, pageOf } from '#tests/union-index/index-world.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { keepRulings } from '#union-index/rulings/index.ts';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openCatalogue } from './catalogue-world.ts';
import type { CatalogueWorld } from './catalogue-world.ts';

const store = withTestDatabase();
let catalogue: CatalogueWorld;

const QUERY = `query ($a: ID!, $b: ID!) { match(a: $a, b: $b) {
  a { id } b { id title } together compared probability decision
  reasons { feature weight detail } vetoes { rule detail } ruling { decision at note } } }`;

const first = marcOf(
  '020 __ $a 9780198526636',
  '100 1_ $a Jones, Alice.',
  '245 10 $a Midwifery in practice : $b a guide',
  '250 __ $a 1st ed.',
  '260 __ $a London : $b Elsevier, $c 2001.',
  '300 __ $a 310 p.',
);
const third = marcOf(
  '020 __ $a 9780198526636',
  '100 1_ $a Jones, Alice.',
  '245 10 $a Midwifery in practice : $b a guide',
  '250 __ $a 3rd ed.',
  '260 __ $a London : $b Elsevier, $c 2012.',
  '300 __ $a 402 p.',
);

beforeAll(() => {
  catalogue = openCatalogue(store.db);
});

beforeEach(async () => {
  await emptyIndex(store.db);
  await applyPage(store.db, 'north', pageOf([harvested('1', first)]));
  await applyPage(
    store.db,
    'south',
    pageOf([
      harvested('1', first),
      harvested('3', third),
      harvested('9', marcOf('245 10 $a Asthma')),
      harvested('66', first, { visibility: 'SUPPRESSED' }),
    ]),
  );
});

async function match(a: string, b: string): Promise<unknown> {
  const { data, errors } = await catalogue.ask(QUERY, { a, b });
  expect(errors).toEqual([]);
  return data?.['match'];
}

describe('match', () => {
  it('says why two records are one edition', async () => {
    const found = await match('north:record:1', 'south:record:1');

    expect(found).toMatchObject({
      a: { id: 'north:record:1' },
      b: { id: 'south:record:1', title: 'Midwifery in practice: a guide' },
      together: true,
      compared: true,
      decision: 'SAME',
      vetoes: [],
      ruling: null,
    });
    const { probability, reasons } = found as { probability: number; reasons: { feature: string; weight: number }[] };
    expect(probability).toBeGreaterThan(0.9);
    expect(reasons.find(({ feature }) => feature === 'isbn')?.weight).toBeGreaterThan(0);
  });

  it('says what keeps two editions of one book apart, although they share an ISBN', async () => {
    expect(await match('north:record:1', 'south:record:3')).toMatchObject({
      together: false,
      compared: true,
      decision: 'DIFFERENT',
      vetoes: expect.arrayContaining([{ rule: 'edition', detail: expect.stringContaining('1') as string }]) as unknown,
    });
  });

  it('says that two records were never compared', async () => {
    expect(await match('north:record:1', 'south:record:9')).toMatchObject({ together: false, compared: false });
  });

  it('tells what a person decided, and not who it was', async () => {
    const [a, b] = ['south:record:1', 'north:record:1'] as RecordId[];
    await keepRulings(store.db, [
      { a: a!, b: b!, decision: 'DIFFERENT', by: 'M. Bird', at: AT, note: 'two printings' },
    ]);
    await matchWaiting(store.db);

    expect(await match('north:record:1', 'south:record:1')).toMatchObject({
      together: false,
      decision: 'SAME',
      ruling: { decision: 'DIFFERENT', at: '2025-03-01T12:00:00.000Z', note: 'two printings' },
    });
  });

  it.each([
    ['a record that is hidden', 'south:record:66'],
    ['a record that is not there', 'south:record:77'],
    ['a system outside of the region', 'elsewhere:record:1'],
    ['what is no id of a record', 'south:item:1'],
  ])('is null for %s', async (_, id) => {
    expect(await match('north:record:1', id)).toBeNull();
  });

  it('refuses to compare a record with itself', async () => {
    const { data, errors } = await catalogue.ask(QUERY, { a: 'north:record:1', b: 'north:record:1' });

    expect(data).toEqual({ match: null });
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', path: ['match'] }]);
  });
});
