import { createLogger } from '#platform/logger.ts';
import type { Database } from '#store/tables.ts';
import { createRandom } from '#simulators/random.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { feedStatus, releaseSets } from '#feed-log/publish/index.ts';
import { publishNext } from '#feed-log/publish/publish.ts';
import { ensureLog } from '#feed-log/publish/state.ts';
import { deleteReadChanges } from '#union-index/harvest/index.ts';
import { keepNext } from '#search/terms/keep-next.ts';
import type { Kysely } from 'kysely';
import { expect, it } from 'vitest';
import { emptyIndexAndLog, publicationOf, publishAll, readLog, titleRenderer } from './feed-world.ts';
import { applyPage, AT, harvested, keepAllTerms, pageOf } from './index-world.ts';
import { marcOf } from './marc-lines.ts';

const store = withTestDatabase();
/** The same happens here, and nothing is deleted. */
const control = withTestDatabase();

const publication = publicationOf(titleRenderer());
const logger = createLogger('silent');

function book(id: number, title: string) {
  const marc = marcOf(
    `001 ${String(id)}`,
    `100 1_ $a Author, ${title}`,
    `245 10 $a Title ${title}`,
    '260 __ $b Press $c 2001',
  );
  return harvested(String(id), marc, { owners: ['NQ'] });
}

async function changes(db: Kysely<Database>): Promise<readonly string[]> {
  const rows = await db.selectFrom('change').select(['kind']).orderBy('seq').execute();
  return rows.map(({ kind }) => kind);
}

async function terms(db: Kysely<Database>) {
  return db.selectFrom('search_term').selectAll().where('weight', '>', 0).orderBy('kind').orderBy('key').execute();
}

it('are deleted behind the publisher and the keeper of terms, however far they are behind, and neither misses one', async () => {
  const random = createRandom(7);
  await Promise.all([ensureLog(store.db, AT), ensureLog(control.db, AT)]);
  let deleted = 0;
  for (let round = 0; round < 10; round += 1) {
    const records = Array.from({ length: 4 }, () => book(random.below(25), String.fromCharCode(97 + random.below(9))));
    const page = pageOf([...new Map(records.map((record) => [record.localId, record])).values()]);
    const system = random.one(['north', 'south']);
    const [published, kept] = [random.below(3), random.below(4)];
    for (const { db } of [store, control]) {
      await applyPage(db, system, page);
      for (let n = 0; n < published; n += 1) await publishNext({ db, publication, clock: () => AT, logger, batch: 3 });
      for (let n = 0; n < kept; n += 1) await keepNext(db, { at: AT, batch: 3 });
    }
    deleted += await deleteReadChanges(store.db, 1_000);
  }
  expect(deleted).toBeGreaterThan(0);
  for (const { db } of [store, control]) {
    await publishAll(db, { publication });
    await keepAllTerms(db);
  }

  expect(await readLog(store.db)).toEqual(await readLog(control.db));
  expect(await terms(store.db)).toEqual(await terms(control.db));
  await deleteReadChanges(store.db, 1_000);
  expect(await changes(store.db)).toEqual([]);
  expect((await changes(control.db)).length).toBeGreaterThan(deleted);
});

it('stay while the entry of an edition that was merged waits for an operator', async () => {
  await emptyIndexAndLog(store.db);
  const numbers = Array.from({ length: 30 }, (_, n) => n);
  const titled = (n: number) => `${String.fromCharCode(97 + (n % 26))}${String(n * 7919)} of ${String(n * 104_729)}`;
  const isbn = (n: number) => `020 __ $a ${toIsbn(n)}`;
  const copy = (id: number, n: number, owner: string) =>
    harvested(String(id), marcOf(`001 ${String(id)}`, isbn(n), `245 10 $a ${titled(n)}`), { owners: [owner] });
  await applyPage(store.db, 'north', pageOf(numbers.map((n) => copy(1_000 + n, n, 'NQ'))));
  await applyPage(store.db, 'south', pageOf(numbers.map((n) => copy(2_000 + n, 500 + n, 'S'))));
  await publishAll(store.db, { publication });

  await applyPage(store.db, 'south', pageOf(numbers.map((n) => copy(2_000 + n, n, 'S'))));
  await publishAll(store.db, { publication });
  await keepAllTerms(store.db);
  expect((await feedStatus(store.db))?.heldEditions).toBe(30);
  await deleteReadChanges(store.db, 1_000);
  expect(new Set(await changes(store.db))).toEqual(new Set(['MERGED']));

  await releaseSets(store.db, { repository: null, set: null });
  await publishAll(store.db, { publication });

  const gone = (await readLog(store.db, 'editions')).filter(({ says, kind }) => says === null && kind === 'MERGED');
  expect(gone).toHaveLength(30);
  expect(gone.every(({ replacedBy }) => replacedBy.length === 1)).toBe(true);
  await deleteReadChanges(store.db, 1_000);
  expect(await changes(store.db)).toEqual([]);
});

function toIsbn(n: number): string {
  const digits = `978${String(n + 1).padStart(9, '0')}`;
  const sum = Array.from(digits, Number).reduce((total, digit, at) => total + digit * (at % 2 === 0 ? 1 : 3), 0);
  return `${digits}${String((10 - (sum % 10)) % 10)}`;
}
