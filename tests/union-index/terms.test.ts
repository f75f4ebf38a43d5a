import { createHash } from 'node:crypto';
import { withTestDatabase } from '#tests/support/database.ts';
import { isLoadUnderWay } from '#search/terms/keeper.ts';
import { keepNext } from '#search/terms/keep-next.ts';
import { sql } from 'kysely';
import { beforeEach, expect, it } from 'vitest';
import { AT, applyPage, emptyIndex, emptyTerms, harvested, keepAllTerms, matchWaiting, pageOf } from './index-world.ts';
import { marcOf } from './marc-lines.ts';

const store = withTestDatabase();
beforeEach(async () => {
  await emptyIndex(store.db);
  await emptyTerms(store.db);
});

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

  await keepAllTerms(store.db);

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

function titled(title: string, author: string, subject: string): ReturnType<typeof marcOf> {
  return marcOf(`100 1_ $a ${author}`, `245 10 $a ${title}`, `650 _2 $a ${subject}`);
}

interface Kept {
  readonly docs: readonly string[];
  readonly terms: readonly string[];
}

async function kept(): Promise<Kept> {
  const docs = await sql<{ line: string }>`
    SELECT concat_ws(' ', edition, stamp, creators, classmarks) AS line FROM browse_doc ORDER BY edition`.execute(
    store.db,
  );
  const terms = await sql<{ line: string }>`
    SELECT concat_ws(' · ', kind, scheme, key, term, weight) AS line FROM search_term ORDER BY kind, scheme, key, term`.execute(
    store.db,
  );
  return { docs: docs.rows.map(({ line }) => line), terms: terms.rows.map(({ line }) => line) };
}

/** What a keeper that begins now makes of the index. */
async function keptFromNothing(): Promise<Kept> {
  await emptyTerms(store.db);
  await keepAllTerms(store.db);
  return kept();
}

it('follows what changes: new editions, other words, records that are hidden and deleted', async () => {
  await applyPage(
    store.db,
    'north',
    pageOf(['1', '2', '3'].map((id) => harvested(id, titled(`Title ${id}`, `Author, ${id}`, `Subject ${id}`)))),
  );
  await keepAllTerms(store.db);
  await applyPage(
    store.db,
    'north',
    pageOf([
      harvested('1', titled('Title 1', 'Other, Author', 'Subject 1')),
      harvested('2', titled('Title 2', 'Author, 2', 'Subject 2'), { visibility: 'SUPPRESSED' }),
      { deleted: true, localId: '3', changedAt: null },
      harvested('4', titled('Title 4', 'Author, 4', 'Subject 4')),
    ]),
  );
  await keepAllTerms(store.db);

  const { docs } = await kept();
  expect((await termsOf('CREATOR')).map(([, term]) => term)).toContain('Other, Author');
  expect(docs.map((line) => /\{.*/.exec(line)?.[0])).toEqual(['{"Other, Author"} {}', '{"Author, 4"} {}']);
  expect(docs).toEqual((await keptFromNothing()).docs);
});

it('ends terms that nothing has any more when a tenth of the editions changed, or after a week', async () => {
  const many = (from: number, author: string) =>
    Array.from({ length: 60 }, (_, at) =>
      harvested(`m${String(from + at)}`, titled(`Many ${String(at)}`, author, 'Subject')),
    );
  await applyPage(store.db, 'north', pageOf(many(0, 'First, Author')));
  await keepAllTerms(store.db);
  await applyPage(store.db, 'north', pageOf([harvested('m0', titled('One', 'Lonely, Author', 'Subject'))]));
  await keepAllTerms(store.db);
  await applyPage(store.db, 'north', pageOf([harvested('m0', titled('One', 'First, Author', 'Subject'))]));
  await keepAllTerms(store.db);
  const authors = async (): Promise<readonly string[]> => (await termsOf('CREATOR')).map(([, term]) => term);
  expect(await authors()).toEqual(['First, Author', 'Lonely, Author']);

  await keepAllTerms(store.db, new Date(AT.getTime() + 7 * 86_400_000));
  expect(await authors()).toEqual(['First, Author']);

  await applyPage(store.db, 'north', pageOf(many(0, 'Second, Author')));
  await keepAllTerms(store.db, new Date(AT.getTime() + 7 * 86_400_000));
  expect(await termsOf('CREATOR')).toEqual([['second author', 'Second, Author', 60]]);
});

it('comes to the same in small steps, with changes in between', async () => {
  const some = (from: number, to: number, word: string) =>
    pageOf(
      Array.from({ length: to - from }, (_, at) =>
        harvested(String(from + at), titled(`${word} ${String(from + at)}`, `${word}, ${String(at % 3)}`, word)),
      ),
    );
  await applyPage(store.db, 'north', some(0, 30, 'Early'));
  for (let step = 0; step < 6; step += 1) await keepNext(store.db, { at: AT, batch: 4 });
  // Of those that were counted already, and of those that were not.
  await applyPage(store.db, 'north', some(5, 10, 'Changed'));
  await applyPage(store.db, 'north', some(25, 40, 'Late'));
  expect(await keepAllTerms(store.db, AT, 4)).toBeGreaterThan(16);

  const now = await kept();
  const fromNothing = await keptFromNothing();
  expect(now.docs).toEqual(fromNothing.docs);
  const withoutWeight = (line: string): string => line.slice(0, line.lastIndexOf(' · '));
  expect(now.terms.map(withoutWeight)).toEqual(expect.arrayContaining(fromNothing.terms.map(withoutWeight)));
});

it('counts everything instead of reading each of very many changes', async () => {
  await keepAllTerms(store.db);
  await applyPage(
    store.db,
    'north',
    pageOf(
      Array.from({ length: 60 }, (_, at) =>
        harvested(String(at), titled(`Title ${String(at)}`, 'Author, A', 'Subject')),
      ),
    ),
  );
  await keepAllTerms(store.db);

  expect(await termsOf('SUBJECT')).toEqual([['subject', 'Subject', 60]]);
});

it('leaves out what no index can have, and nothing else of the edition', async () => {
  // Hashes, because what can be compressed fits.
  const long = Array.from({ length: 60 }, (_, at) => createHash('sha256').update(String(at)).digest('hex')).join(' ');
  await applyPage(
    store.db,
    'north',
    pageOf([
      harvested(
        '1',
        marcOf(
          `060 00 $a ${long}`,
          `100 1_ $a ${long}`,
          '245 10 $a Long',
          `650 _2 $a ${long}`,
          '650 _2 $a ...',
          '700 1_ $a Short, S.',
        ),
      ),
      harvested('2', marcOf('245 10 $a Other', '650 _2 $a Subject')),
    ]),
  );
  await keepAllTerms(store.db);

  expect(await termsOf('CREATOR')).toEqual([['short s', 'Short, S.', 1]]);
  expect(await termsOf('SUBJECT')).toEqual([['subject', 'Subject', 1]]);
  expect(await termsOf('CLASSMARK')).toEqual([]);
});

it('waits while many records wait to be matched and a harvest is under way, and while a system is harvested for the first time', async () => {
  await sql`TRUNCATE harvest_lease, harvest_state`.execute(store.db);
  const isWaiting = () => isLoadUnderWay(store.db);
  await applyPage(store.db, 'north', pageOf([harvested('1', heart)]), undefined, 'later');
  // Nobody is at work on it.
  expect(await isWaiting()).toBe(false);

  await sql`INSERT INTO harvest_lease (system, holder, expires_at)
    SELECT id, 'test', clock_timestamp() + interval '1 minute' FROM system WHERE system_id = 'north'`.execute(store.db);
  expect(await isWaiting()).toBe(true);
  await matchWaiting(store.db);
  expect(await isWaiting()).toBe(true);

  const begin = (ago: string) =>
    sql`UPDATE harvest_state SET first_started_at = clock_timestamp() - ${ago}::interval`.execute(store.db);
  await begin('5 minutes');
  expect(await isWaiting()).toBe(true);
  await begin('2 hours');
  expect(await isWaiting()).toBe(false);
  await begin('5 minutes');
  await sql`UPDATE harvest_state SET last_complete_at = clock_timestamp()`.execute(store.db);
  expect(await isWaiting()).toBe(false);
  const some = Array.from({ length: 50 }, (_, at) => harvested(`n${at}`, marcOf(`245 10 $a Title ${at}`)));
  await applyPage(store.db, 'north', pageOf(some.slice(1)), undefined, 'later');
  expect(await isWaiting()).toBe(false);
  await applyPage(store.db, 'north', pageOf(some.slice(0, 1)), undefined, 'later');
  expect(await isWaiting()).toBe(true);
  await sql`TRUNCATE harvest_lease, harvest_state`.execute(store.db);
});
