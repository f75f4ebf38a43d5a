import { readFileSync } from 'node:fs';
import { parseMarcInJson } from '#marc/index.ts';
import type { MarcRecord } from '#marc/marc-record.ts';
import { createId } from '#domain/ids.ts';
import { generateDemoRegion } from '#demo/generate.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sharedAvailable, sharedPath } from '#tests/support/shared.ts';
import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { allRulings, keepRulings } from '#union-index/rulings/index.ts';
import type { Ruling } from '#union-index/rulings/index.ts';
import {
  applyPage,
  AT,
  contentsOf,
  emptyIndex,
  harvested,
  matchAllAgain,
  matchWaiting,
  OWNERS,
  pageOf,
} from './index-world.ts';

const store = withTestDatabase();
const SYSTEMS = ['north', 'south', 'west'];
/** Local ids of a system; all systems together have more than the key cap allows, so that keys cross it both ways. */
const LOCAL_IDS = 10;
const SEED = 20_250_301;

/** A record that arrives: `marc` is a place in the pool; null where it is deleted. */
interface Arrival {
  readonly system: string;
  readonly localId: string;
  readonly marc: number | null;
}

function realRecords(): readonly MarcRecord[] {
  return ['marc', 'zephir'].flatMap((name) =>
    readFileSync(sharedPath('data', 'matching', `${name}-records.ndjson`), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .flatMap((line) => {
        const outcome = parseMarcInJson((JSON.parse(line) as { marc: unknown }).marc);
        return outcome.kind === 'record' ? [outcome.record] : [];
      }),
  );
}

function demoRecords(): readonly MarcRecord[] {
  const { worlds, symphony, truth } = generateDemoRegion({ now: Date.parse('2025-03-01T12:00:00Z') });
  // Records of one edition stand side by side, so that a window of them has much to join and to keep apart.
  return [...truth]
    .sort((a, b) => (a.edition < b.edition ? -1 : 1))
    .flatMap(({ system, record }) =>
      system === 'symphony-d'
        ? (symphony.bibs.get(String(record))?.marc ?? [])
        : (worlds.get(system)?.biblios.get(record)?.marc ?? []),
    );
}

/** Histories of a small index: batches of arrivals, in which records come, come again as something else, and go. */
function histories(pool: readonly MarcRecord[]): fc.Arbitrary<readonly (readonly Arrival[])[]> {
  const window = fc.integer({ min: 0, max: pool.length - 40 });
  return window.chain((start) => {
    const marc = fc.oneof(
      { arbitrary: fc.nat(39).map((offset) => start + offset), weight: 2 },
      // Many copies of one record carry its keys over the cap.
      { arbitrary: fc.constant(start), weight: 3 },
    );
    const arrival = fc.record({
      system: fc.constantFrom(...SYSTEMS),
      localId: fc.nat(LOCAL_IDS - 1).map(String),
      marc: fc.option(marc, { freq: 7 }),
    });
    return fc.array(fc.array(arrival, { minLength: 1, maxLength: 15 }), { minLength: 4, maxLength: 12 });
  });
}

async function apply(
  pool: readonly MarcRecord[],
  arrivals: readonly Arrival[],
  newRecords: 'match' | 'later',
): Promise<void> {
  for (const [system, own] of Map.groupBy(arrivals, (arrival) => arrival.system)) {
    const records = own.map(({ localId, marc }) => {
      const record = marc === null ? undefined : pool[marc];
      return record === undefined
        ? ({ deleted: true, localId, changedAt: null } as const)
        : harvested(localId, record, { owners: ['NQ'] });
    });
    await applyPage(store.db, system, pageOf(records), undefined, newRecords);
  }
}

/** Which batches are matched when their turn comes, not at once. */
const lateness = fc.array(fc.boolean(), { minLength: 12, maxLength: 12 });

/** Rulings over records that may be there or not, whenever somebody makes them. */
const rulings = fc.array(
  fc.record({
    a: fc.tuple(fc.constantFrom(...SYSTEMS), fc.nat(LOCAL_IDS - 1)),
    b: fc.tuple(fc.constantFrom('east', ...SYSTEMS), fc.nat(LOCAL_IDS - 1)),
    decision: fc.constantFrom('SAME' as const, 'DIFFERENT' as const),
    batch: fc.nat(11),
  }),
  { maxLength: 6 },
);

function toRuling({
  a,
  b,
  decision,
}: {
  a: [string, number];
  b: [string, number];
  decision: Ruling['decision'];
}): Ruling[] {
  const [first, second] = [createId(a[0], 'record', String(a[1])), createId(b[0], 'record', String(b[1]))];
  return first === second ? [] : [{ a: first, b: second, decision, by: 'M. Bird', at: AT, note: null }];
}

/** Keys that records are found under and do not name, and those that they name and are not found under. */
async function strayKeys(): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*) AS n FROM (SELECT record, unnest(keys) AS key FROM public_description) AS named
      FULL JOIN match_key found USING (record, key)
    WHERE named.record IS NULL OR found.record IS NULL`.execute(store.db);
  return rows[0]?.n ?? -1;
}

/** Ids of editions that lead elsewhere, editions without a record, and records in none that is there. */
async function brokenIds(): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    SELECT (SELECT count(*) FROM edition JOIN edition_redirect USING (id))
      + (SELECT count(*) FROM member m FULL JOIN edition e ON e.id = m.edition WHERE m.record IS NULL OR e.id IS NULL)
      AS n`.execute(store.db);
  return rows[0]?.n ?? -1;
}

async function expectSameAsRebuild(pool: readonly MarcRecord[], runs: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(histories(pool), lateness, rulings, async (batches, late, ruled) => {
      await emptyIndex(store.db);
      for (const [index, batch] of batches.entries()) {
        const later = late[index] === true;
        await apply(pool, batch, later ? 'later' : 'match');
        const made = ruled.filter((ruling) => ruling.batch === index).flatMap(toRuling);
        await keepRulings(store.db, made);
        if (index % 2 === 0) await matchWaiting(store.db, OWNERS, index % 4 === 0 ? 3 : undefined);
        expect(await brokenIds()).toBe(0);
      }
      await keepRulings(store.db, ruled.flatMap(toRuling));
      await matchWaiting(store.db);
      const incremental = await contentsOf(store.db);
      expect(await strayKeys()).toBe(0);

      await matchAllAgain(store.db);
      await matchWaiting(store.db, OWNERS, 4);
      expect((await contentsOf(store.db)).text).toBe(incremental.text);

      const last = new Map(batches.flat().map((arrival) => [`${arrival.system} ${arrival.localId}`, arrival]));
      const kept = await allRulings(store.db);
      await emptyIndex(store.db);
      await keepRulings(store.db, kept);
      await apply(pool, [...last.values()].reverse(), 'later');
      // As a large first load is matched: pairs are compared by a second thread.
      await matchWaiting(store.db, OWNERS, 5, 1);
      expect((await contentsOf(store.db)).text).toBe(incremental.text);
    }),
    { numRuns: runs, seed: SEED },
  );
}

describe('an index that followed every change', () => {
  it('is the one that a load of the demonstration region’s records makes', { timeout: 300_000 }, async () => {
    await expectSameAsRebuild(demoRecords(), 15);
  });

  it.skipIf(!sharedAvailable)(
    'is the one that a load of real records makes (needs the shared data)',
    { timeout: 300_000 },
    async () => {
      await expectSameAsRebuild(realRecords(), 15);
    },
  );
});
