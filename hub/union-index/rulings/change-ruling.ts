/** One ruling looked at in advance, made or removed, and the editions around it made true in the same transaction. */
import { parseId, type RecordId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import { badUserInput, MerciaError } from '#platform/errors.ts';
import { errorCode } from '#store/errors.ts';
import type { Tx } from '#store/tables.ts';
import { sql } from 'kysely';
import { createEditionIds, createPassingIds } from '../cluster/edition-ids.ts';
import { decideAround } from '../cluster/match-records.ts';
import { writeEditions, type ClusterSettings, type DecidedEditions } from '../cluster/recluster.ts';
import { createRegionNames } from '../ingest/region-names.ts';
import type { IndexScope } from '../read/index-scope.ts';
import { isStorable } from '../read/storable.ts';
import { lockEditions } from '../repositories/editions.ts';
import {
  deleteRuling,
  findRulingsAmong,
  holdRuling,
  insertRuling,
  upsertRuling,
  type RuledPair,
} from '../repositories/rulings.ts';
import { toEffect, type RulingEffect } from './effect.ts';
import { toRuledPair, toRuling, toRulingId, type Ruling } from './ruling.ts';

/** What two records are to be: `null` takes the ruling on them away, so that matching decides. */
export interface Wanted {
  readonly a: RecordId;
  readonly b: RecordId;
  readonly decision: Ruling['decision'] | null;
}

export interface RulingOrder extends Wanted {
  /** Who decides, as it is kept: for whoever reads the table, and never shown to the public. */
  readonly by: string;
  readonly at: Date;
  readonly note: string | null;
  /** The id of the ruling that whoever decides saw; null if they saw none. */
  readonly seen: string | null;
}

export interface RulingResult {
  /**
   * `DONE`: it is changed. `ALREADY_SO`: nothing had to be changed, as where the same is sent twice. `SOMEONE_RULED_MEANWHILE`:
   * another ruling stands than the one that was seen; nothing is changed.
   */
  readonly outcome: 'DONE' | 'ALREADY_SO' | 'SOMEONE_RULED_MEANWHILE';
  /** What stands now. */
  readonly ruling: Ruling | null;
  /** Null if nothing was changed. */
  readonly effect: RulingEffect | null;
}

export interface RulingOptions {
  readonly scope: IndexScope;
  readonly settings: ClusterSettings;
  /** Milliseconds that it may take. After that nothing is changed, and STORE_UNAVAILABLE is thrown. */
  readonly withinMs: number;
  /** Writes what is to be remembered of a change, in its transaction. */
  readonly remember?: ((transaction: Tx, done: { readonly made: boolean }) => Promise<void>) | undefined;
}

/** What clustering must know of a region, as harvest has it. */
export function createClusterSettings({ systems }: Pick<Region, 'systems'>): ClusterSettings {
  return createRegionNames(systems.flatMap(({ owners }) => owners));
}

/**
 * What the ruling would do, found by doing it in a transaction that is rolled back. Throws BAD_USER_INPUT for records that the
 * public cannot see.
 */
export async function previewRuling(wanted: Wanted, options: RulingOptions) {
  const pair = toRuledPair(wanted.a, wanted.b);
  const transaction = await options.scope.db.startTransaction().execute();
  try {
    return await inTime(transaction, options, async () => {
      const records = await findRecords(transaction, wanted, options.scope);
      const standing = await holdRuling(transaction, pair);
      await deleteRuling(transaction, pair);
      if (wanted.decision !== null) await upsertRuling(transaction, { ...pair, ...PASSING, decision: wanted.decision });
      const decided = await decideAround(
        transaction,
        { records, formerKeys: [] },
        { settings: options.settings, newIds: createPassingIds() },
      );
      return {
        standing: standing === null ? null : toRuling(standing),
        effect: toEffect(decided, records, options.settings, options.scope),
        /** Rulings on other records of the editions concerned that say the opposite. */
        against: await findAgainst(transaction, wanted, decided),
      };
    });
  } finally {
    await transaction.rollback().execute();
  }
}

/** Makes or removes a ruling, unless another one stands than was seen. The editions are up to date when it is done. */
export async function changeRuling(order: RulingOrder, options: RulingOptions): Promise<RulingResult> {
  const pair = toRuledPair(order.a, order.b);
  return options.scope.db.transaction().execute((transaction) =>
    inTime(transaction, options, async () => {
      const records = await findRecords(transaction, order, options.scope);
      const held = await holdRuling(transaction, pair);
      const standing = held === null ? null : toRuling(held);
      const refused = refuse(order, standing);
      if (refused !== null) return { outcome: refused, ruling: standing, effect: null };
      const made = await write(transaction, pair, order, standing);
      if (made === 'BEATEN') {
        const other = await holdRuling(transaction, pair);
        return { outcome: 'SOMEONE_RULED_MEANWHILE', ruling: other === null ? null : toRuling(other), effect: null };
      }
      const turn = { settings: options.settings, newIds: createEditionIds() };
      const decided = await decideAround(transaction, { records, formerKeys: [] }, turn);
      const { members, writeEditions: writeRest } = writeEditions(transaction, decided, order.at);
      await members;
      await writeRest();
      await options.remember?.(transaction, { made: made !== null });
      return { outcome: 'DONE', ruling: made, effect: toEffect(decided, records, options.settings, options.scope) };
    }),
  );
}

const PASSING = { by: '', at: new Date(0), note: null };

/** Why nothing is to be done; null if it is. */
function refuse(order: RulingOrder, standing: Ruling | null): Exclude<RulingResult['outcome'], 'DONE'> | null {
  if (isSo(order, standing)) return 'ALREADY_SO';
  const seen = standing === null ? null : toRulingId(standing);
  return seen === order.seen ? null : 'SOMEONE_RULED_MEANWHILE';
}

function isSo({ decision, note }: RulingOrder, standing: Ruling | null): boolean {
  return standing === null ? decision === null : standing.decision === decision && standing.note === note;
}

/** The ruling as it is written, null for one that is removed; `BEATEN` if another process wrote one in this moment. */
async function write(
  transaction: Tx,
  pair: RuledPair,
  { decision, by, at, note }: RulingOrder,
  standing: Ruling | null,
): Promise<Ruling | null | 'BEATEN'> {
  if (decision === null) {
    await deleteRuling(transaction, pair);
    return null;
  }
  // A newer ruling is never older by its clock, wherever the one before was made.
  const after = standing === null ? 0 : standing.at.getTime() + 1;
  const row = { ...pair, decision, by, at: new Date(Math.max(at.getTime(), after)), note };
  if (standing !== null) await upsertRuling(transaction, row);
  else if (!(await insertRuling(transaction, row))) return 'BEATEN';
  return toRuling(row);
}

/** The numbers of the two records. A ruling can be taken away when one of them is hidden or gone, but none be made. */
async function findRecords(transaction: Tx, { a, b, decision }: Wanted, scope: IndexScope): Promise<readonly number[]> {
  await lockEditions(transaction);
  const found: number[] = [];
  for (const [name, id] of [
    ['a', a],
    ['b', b],
  ] as const) {
    const number = isStorable(id) ? await findPublicNumber(transaction, id, scope) : null;
    if (number !== null) found.push(number);
    else if (decision !== null) {
      throw badUserInput(`${name}: there is no public record ${id} in the catalogue.`);
    }
  }
  return found;
}

/** Rulings that say the opposite, on records of the editions that the two are in. */
async function findAgainst(
  transaction: Tx,
  { a, b, decision }: Wanted,
  { before, outcomes }: DecidedEditions,
): Promise<readonly Ruling[]> {
  if (decision === null) return [];
  const pair = new Set<string>([a, b]);
  const records = outcomes.flatMap(({ members }) => members.map(({ record }) => record));
  const among = (await findRulingsAmong(transaction, [...new Set([...before.keys(), ...records])])).map(toRuling);
  return among.filter((other) => other.decision !== decision && !(pair.has(other.a) && pair.has(other.b)));
}

/** Does it within its time or not at all: whoever was told that it took too long must not find it done. */
async function inTime<T>(transaction: Tx, { withinMs }: RulingOptions, work: () => Promise<T>): Promise<T> {
  const endsAt = performance.now() + withinMs;
  const limit = String(Math.max(1, Math.floor(withinMs)));
  try {
    await sql`SELECT set_config('lock_timeout', ${limit}, true), set_config('statement_timeout', ${limit}, true)`.execute(
      transaction,
    );
    const done = await work();
    if (performance.now() > endsAt) throw tooLate();
    return done;
  } catch (error) {
    // lock_not_available, query_canceled
    if (['55P03', '57014'].includes(errorCode(error) ?? '')) throw tooLate(error);
    throw error;
  }
}

function tooLate(cause?: unknown): MerciaError {
  const message = 'Mercia is busy with comparing records. Nothing was changed; try again in a few minutes.';
  return new MerciaError('STORE_UNAVAILABLE', message, { publicMessage: message, cause });
}

/** The number of a record that the public may see and that is in an edition; null if there is none. */
async function findPublicNumber(
  transaction: Tx,
  id: RecordId,
  { systems }: Pick<IndexScope, 'systems'>,
): Promise<number | null> {
  const parts = parseId(id, 'record');
  const { rows } = await sql<{ id: number }>`
    SELECT r.id
    FROM system s JOIN record r ON r.system = s.id AND r.visibility = 'PUBLIC' AND NOT r.deleted
      JOIN member m ON m.record = r.id
    WHERE s.system_id = ${parts?.routingKey ?? ''} AND s.system_id = ANY(${systems}::text[])
      AND r.local_id = ${parts?.local ?? ''}`.execute(transaction);
  return rows[0]?.id ?? null;
}
