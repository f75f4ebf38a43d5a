import type { Database } from '#store/tables.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { keepNext } from '#union-index/terms/keep-next.ts';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { beforeEach, expect, it } from 'vitest';
import { AT, applyPage, emptyIndex, harvested, pageOf } from './index-world.ts';
import { marcOf } from './marc-lines.ts';

const store = withTestDatabase();
beforeEach(async () => {
  await emptyIndex(store.db);
  await sql`TRUNCATE search_term, browse_doc, term_state, term_count`.execute(store.db);
});

/** Does all that there is to do; gives the number of steps. */
async function keepAll(db: Kysely<Database>, at: Date = AT, batch = 100): Promise<number> {
  let steps = 0;
  while (await keepNext(db, { at, batch })) steps += 1;
  return steps;
}

async function termsOf(kind: string): Promise<readonly (readonly [string, string, number])[]> {
  const { rows } = await sql<{ key: string; term: string; weight: number }>`
    SELECT key, term, weight FROM search_term WHERE kind = ${kind} ORDER BY scheme, key, term`.execute(store.db);
  return rows.map(({ key, term, weight }) => [key, term, weight]);
}

const heart = marcOf(
  '060 00 $a WG 100.5 $b H4',
  '082 04 $a 616.12/3',
  '100 1_ $a O’Brien, Márta',
  '245 10 $a Heart failure 2004',
  '650 _2 $a Myocardial Infarction $x nursing',
);

it('keeps the terms of public editions, folded and counted', async () => {
  const other = marcOf('245 10 $a The failing heart', '100 1_ $a O’Brien, Márta', '650 _2 $a Heart Failure');
  await applyPage(store.db, 'north', pageOf([harvested('1', heart), harvested('2', other)]));
  await applyPage(
    store.db,
    'north',
    pageOf([harvested('3', marcOf('245 10 $a Hidden'), { visibility: 'SUPPRESSED' })]),
  );

  await keepAll(store.db);

  expect(await termsOf('CREATOR')).toEqual([['obrien marta', 'O’Brien, Márta', 2]]);
  expect(await termsOf('SUBJECT')).toEqual([
    ['heart failure', 'Heart Failure', 1],
    ['myocardial infarction nursing', 'Myocardial Infarction/nursing', 1],
  ]);
  expect(await termsOf('CLASSMARK')).toEqual([
    ['616.123', '616.123', 1],
    ['wg 000100.5', 'WG 100.5', 1],
  ]);
  expect((await termsOf('WORD')).map(([key, , weight]) => `${key} ${String(weight)}`)).toEqual([
    'brien 2',
    'failing 1',
    'failure 2',
    'heart 2',
    'infarction 1',
    'marta 2',
    'myocardial 1',
    'nursing 1',

    'the 1',
  ]);
});
