/** Hides records that were public, and everything that was made of them and is passed on, in one transaction. */
import type { HarvestedDescription } from '#contract/adapter.ts';
import { bigintArray, textArray } from '#store/binary-array.ts';
import { recordAction } from '#store/repositories/actions/actions.ts';
import type { Database, Tx } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { readDatabaseClock } from '#feed-log/clock.ts';
import { recordIdentifier } from '#feed-log/identifiers.ts';
import { retractEntries } from '#feed-log/publish/retract.ts';
import { ensureSystemNumber } from '#union-index/harvest/system-number.ts';
import type { Ingest, IngestTarget } from '#union-index/ingest-contract.ts';
import { lockKeptHidden } from '#union-index/repositories/kept-hidden.ts';
import { findRecordHeads, type RecordHead } from '#union-index/repositories/records.ts';
import { gatherTerms, removeTerms } from '#search/terms/remove-terms.ts';
import { toNamed, type TakeBackOrder } from './order.ts';
import { listRegistered, type RegisteredRecord } from './rows.ts';

interface HideOptions {
  readonly ingest: Pick<Ingest, 'condense' | 'applyPage'>;
  readonly order: TakeBackOrder;
}

/**
 * The transaction must be READ COMMITTED. When it ends nothing of the records is in the index, in search or in feeds, where a deletion
 * stands in their place, and who did it and why is written down. Other records of their editions are published again by the publisher.
 */
async function hideRecords(transaction: Tx, { ingest, order }: HideOptions): Promise<void> {
  const { id, at, reason, actor } = order;
  await sql`
    INSERT INTO take_back (id, at, reason, state) VALUES (${id}::uuid, ${at}::timestamptz, ${reason}, 'OPEN')`.execute(
    transaction,
  );
  const bySystem = Map.groupBy(order.records.map(toNamed), ({ systemId }) => systemId);
  // In one order, so that two of them do not wait for each other.
  for (const [systemId, named] of [...bySystem].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const target = { number: await ensureSystemNumber(transaction, systemId), systemId };
    await hideOfSystem(
      transaction,
      target,
      named.map(({ localId }) => localId),
      { ingest, order },
    );
  }
  for (const record of order.records) {
    await recordAction(transaction, { at, action: 'TAKEN_BACK', actor, subject: record, note: reason });
  }
}

async function hideOfSystem(
  transaction: Tx,
  target: IngestTarget,
  localIds: readonly string[],
  { ingest, order: { id, at } }: HideOptions,
): Promise<void> {
  await lockKeptHidden(transaction, target.number);
  await sql`
    INSERT INTO kept_hidden (system_id, record_id, reason, since)
    SELECT ${target.systemId}, r.record, 'TAKEN_BACK', ${at}::timestamptz
    FROM unnest(${textArray(localIds)}::text[]) AS r(record)
    ON CONFLICT (system_id, record_id) DO UPDATE SET reason = excluded.reason`.execute(transaction);
  const heads = await findRecordHeads(transaction, target.number, localIds);
  const stored = [...heads.values()];
  await noteRecords(transaction, id, target, localIds, heads);
  const records = stored.map((record) => record.id);
  const editions = await findEditions(transaction, target.systemId, localIds, records);
  const terms = await gatherTerms(transaction, editions);
  const page = ingest.condense({
    records: stored.map(({ localId }) => toNothing(localId)),
    rejects: [],
    resumeAt: '',
    expected: null,
    nextCursor: null,
    allLocalIds: null,
  });
  await ingest.applyPage(transaction, target, page, at, 'match');
  // One that its system no longer has stays so.
  const deleted = stored.filter((record) => record.deleted).map((record) => record.id);
  await sql`UPDATE record SET deleted = true WHERE id = ANY(${bigintArray(deleted)}::bigint[])`.execute(transaction);
  await removeTerms(transaction, editions, terms);
  const now = await readDatabaseClock(transaction);
  const retracted = await retractEntries(transaction, {
    records,
    identifiers: localIds.map((localId) => recordIdentifier(target.systemId, localId)),
    editions,
    formerly: await findFormerEditions(transaction, target.systemId, localIds),
    names: localIds.map((localId) => `(${target.systemId})${localId}`),
    now,
  });
  await noteEntries(transaction, id, retracted);
}

async function noteRecords(
  transaction: Tx,
  takeBack: string,
  { systemId }: IngestTarget,
  localIds: readonly string[],
  heads: ReadonlyMap<string, RecordHead>,
): Promise<void> {
  const digests = localIds.map((localId) => heads.get(localId)?.digest.toString('hex') ?? null);
  await sql`
    INSERT INTO taken_back_record (take_back, system_id, record_id, digest)
    SELECT ${takeBack}::uuid, ${systemId}, r.record, r.digest
    FROM unnest(${textArray(localIds)}::text[], ${textArray(digests)}::text[])
      AS r(record, digest)`.execute(transaction);
}

/** The editions that say something of the records, or did when they were published last. */
async function findEditions(
  transaction: Tx,
  systemId: string,
  localIds: readonly string[],
  records: readonly number[],
): Promise<readonly number[]> {
  const wanted = bigintArray(records);
  const { rows } = await sql<{ edition: number }>`
    SELECT edition FROM member WHERE record = ANY(${wanted}::bigint[])
    UNION SELECT edition FROM record_edition WHERE system_id = ${systemId} AND record_id = ANY(${textArray(localIds)}::text[])
    UNION SELECT edition FROM feed_entry
      WHERE replaced_at IS NULL AND record IS NOT NULL AND record = ANY(${wanted}::bigint[])`.execute(transaction);
  return rows.map(({ edition }) => edition);
}

/** Those that the records were in before the last one: who read them then has the record. */
async function findFormerEditions(
  transaction: Tx,
  systemId: string,
  localIds: readonly string[],
): Promise<readonly number[]> {
  const { rows } = await sql<{ edition: number }>`
    SELECT DISTINCT unnest(formerly) AS edition FROM record_edition
    WHERE system_id = ${systemId} AND record_id = ANY(${textArray(localIds)}::text[])`.execute(transaction);
  return rows.map(({ edition }) => edition);
}

/** Position 0 stands for an entry of which the log may have lost older versions: nobody knows who was the first to read it. */
async function noteEntries(
  transaction: Tx,
  takeBack: string,
  entries: readonly { readonly repository: string; readonly identifier: string }[],
): Promise<void> {
  if (entries.length === 0) return;
  await sql`
    INSERT INTO taken_back_entry (take_back, repository, identifier, epoch, position, published_at)
    SELECT ${takeBack}::uuid, r.name, e.identifier, s.epoch,
      CASE WHEN min(e.position) > s.pruned_to THEN min(e.position) ELSE 0 END, min(e.datestamp)
    FROM unnest(${textArray(entries.map(({ repository }) => repository))}::text[],
        ${textArray(entries.map(({ identifier }) => identifier))}::text[]) AS given(repository, identifier)
      JOIN feed_repository r ON r.name = given.repository
      JOIN feed_entry e ON e.repository = r.id AND e.identifier = given.identifier
      CROSS JOIN feed_state s
    GROUP BY r.name, e.identifier, s.epoch, s.pruned_to
    ON CONFLICT DO NOTHING`.execute(transaction);
}

/** A record of which nothing is known but that it is there. */
function toNothing(localId: string): HarvestedDescription {
  return {
    deleted: false,
    localId,
    changedAt: null,
    visibility: 'ILL_TEMPORARY',
    raw: new Uint8Array(),
    format: 'iso2709',
    marc: { leader: '', fields: [] },
    repairs: [],
    items: [],
    leftOutItems: [],
    holdings: [],
  };
}

export interface TakeBackOptions extends HideOptions {
  readonly db: Kysely<Database>;
  /** Writes lines into the register of this machine; {@link appendToRegister}. */
  readonly register: (records: readonly RegisteredRecord[]) => Promise<void>;
}

/**
 * Hides records from everybody, at once. What is left to be cleaned afterwards shows to nobody. The register is written before the
 * transaction ends: if this process dies in between, whoever starts next hides them.
 */
export async function takeBack({ db, register, ingest, order }: TakeBackOptions): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await hideRecords(transaction, { ingest, order });
    await register(await listRegistered(transaction, order.id));
  });
}
