/**
 * Publishes what changed, a batch of editions at a time:
 *
 *     findCandidates    which editions to look at           ┐
 *     gatherEditions    everything public of them           │ one snapshot of the index
 *     render            their entries                       │
 *     compare           against the newest versions         ┘
 *     write             new versions, at the end of the log: a short transaction under the lock of the log
 *
 * The snapshot is taken after what changed was committed, and positions and datestamps are given under the lock until they
 * are committed: so their order is that of commits.
 */
import { writeIso2709 } from '#marc/index.ts';
import type { LibraryId } from '#domain/ids.ts';
import type { Logger } from '#platform/logger.ts';
import type { Database, Tx } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { createYielder } from '#union-index/cluster/yield-to-others.ts';
import { lookUpByIndex } from '#union-index/repositories/editions.ts';
import { canonicalHash } from '../canonical.ts';
import type { FeedEdition, FeedRenderer } from '../contract.ts';
import { editionIdentifier, recordIdentifier } from '../identifiers.ts';
import { findCandidates } from './candidates.ts';
import type { Batch, PublishOptions } from './batch.ts';
import { compare, type EntryNow, type EntryBefore } from './compare.ts';
import { digestSaid, gatherEditions } from './gather.ts';
import { findEditionsOf, findFates, findNewest } from './log-rows.ts';
import { findLogState, type LogState } from './state.ts';
import { LogMovedError, writeBatch } from './write-batch.ts';
import { bigintArray } from '#store/binary-array.ts';

const BATCH = 100;

/** Publishes the next batch; false if there is nothing to publish. The log was begun before (`ensureLog`). */
export async function publishNext(options: PublishOptions): Promise<boolean> {
  const { db, batch: size = BATCH } = options;
  const state = await startSweep(db, options.publication.renderer.rules);
  const batch = await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (transaction) => {
      await lookUpByIndex(transaction);
      const candidates = await findCandidates(transaction, state, size);
      const isIdle = candidates.editions.length === 0 && candidates.sweptTo === state.sweptTo;
      return isIdle ? null : readBatch(transaction, { state, candidates }, options);
    });
  if (batch === null) return false;
  try {
    await writeBatch(db, batch, options);
  } catch (error) {
    // It is read again from what stands now.
    if (!(error instanceof LogMovedError)) throw error;
  }
  return true;
}

/** Other rules than those of the last sweep may make other bytes of every edition. */
async function startSweep(db: Kysely<Database>, rules: string): Promise<LogState> {
  const state = await findLogState(db);
  if (state === null) throw new Error('the log of what is passed on was not begun');
  if (state.rules === rules) return state;
  await db.updateTable('feed_state').set({ rules, swept_to: 0 }).execute();
  return { ...state, rules, sweptTo: 0 };
}

async function readBatch(
  transaction: Tx,
  { state, candidates }: Pick<Batch, 'state' | 'candidates'>,
  { publication, logger }: PublishOptions,
): Promise<Batch> {
  const { region, scope, renderer, withheld } = publication;
  const gathered = await gatherEditions(transaction, scope, candidates.editions);
  const { entries, problems } = await renderAll(gathered, renderer, logger);
  const said = await digestSaid(transaction, candidates.editions);
  const now = entries.map((entry) =>
    entry.record === null ? { ...entry, said: said.get(entry.edition) ?? null } : entry,
  );
  const records = new Map(gathered.flatMap(({ edition, records }) => records.map(({ record }) => [record, edition])));
  const before = await findNewest(transaction, {
    editions: candidates.editions,
    identifiers: [
      ...new Set([
        ...now.map(({ identifier }) => identifier),
        ...gathered.flatMap((one) => one.records.map(({ system, localId }) => recordIdentifier(system, localId))),
      ]),
    ],
  });
  const others = before.flatMap(({ record }) => (record === null || records.has(record) ? [] : [record]));
  const withheldFrom = gathered.filter((edition) => isWithheld(edition, withheld)).map(({ edition }) => edition);
  const unheld = new Set([...withheldFrom, ...(await findHiddenEditions(transaction, before))]);
  const differences = compare({
    before,
    now,
    // Nothing is known of those that cannot be rendered, but that something of them must go.
    editions: new Set(candidates.editions.filter((edition) => !problems.has(edition) || unheld.has(edition))),
    inIndex: new Set(gathered.map(({ edition }) => edition)),
    editionOf: new Map([...records, ...(await findEditionsOf(transaction, others))]),
    fates: await findFates(transaction, candidates.editions, state.changeSeq),
    epochBeganAt: state.beganAt,
    toIdentifier: (edition) => editionIdentifier(region, edition),
  });
  return { ...differences, state, candidates, records: [...records.keys()], problems, unheld };
}

/** A record without holdings may be one of a library that forbids passing it on. */
function isWithheld({ records }: FeedEdition, withheld: readonly LibraryId[]): boolean {
  if (withheld.length === 0) return false;
  // Whoever hides holdings by mistake forbids nothing: such deletions are held like any other.
  return records.some(({ holdings, hiddenHolders = [] }) => {
    const holders = [...holdings.map(({ library }) => library), ...hiddenHolders];
    return holders.length === 0 || holders.some((library) => withheld.includes(library));
  });
}

/** An edition that cannot be rendered stays as it was published, and stops no other. */
async function renderAll(editions: readonly FeedEdition[], renderer: FeedRenderer, logger: Logger) {
  const entries = new Map<string, EntryNow>();
  const problems = new Map<number, string>();
  const yielder = createYielder();
  for (const edition of editions) {
    try {
      for (const entry of renderOne(edition, renderer)) {
        const key = `${entry.repository} ${entry.identifier}`;
        if (entries.has(key)) throw new RangeError(`another record is ${entry.identifier} in ${entry.repository}, too`);
        entries.set(key, entry);
      }
    } catch (error) {
      const problem = error instanceof Error ? error.message : 'it cannot be rendered';
      logger.warn({ edition: edition.edition, err: error }, 'an edition stays as it was published');
      problems.set(edition.edition, problem);
    }
    if (yielder.isDue()) await yielder.yieldToOthers();
  }
  return { entries: [...entries.values()].filter(({ edition }) => !problems.has(edition)), problems };
}

/** As far as anybody sees it, libraries that are moving alone hold it: a search does not find it either. */
function isShownNowhere({ records }: FeedEdition): boolean {
  return (
    records.every(({ holdings }) => holdings.length === 0) &&
    records.some(({ hiddenHolders = [] }) => hiddenHolders.length > 0)
  );
}

function renderOne(edition: FeedEdition, renderer: FeedRenderer): readonly EntryNow[] {
  if (isShownNowhere(edition)) return [];
  return renderer.render(edition).map(({ marc, record, repository, identifier, sets }) => ({
    edition: edition.edition,
    record,
    repository,
    identifier,
    sets,
    hash: canonicalHash(marc),
    said: null,
    body: writeIso2709(marc),
  }));
}

/**
 * The editions of which a record was published that is hidden now, or has a hidden copy. A record is hidden because
 * somebody decided so, perhaps because it names a reader; one that vanished with its system is not.
 */
async function findHiddenEditions(transaction: Tx, before: readonly EntryBefore[]): Promise<readonly number[]> {
  const published = before.filter(({ record, hash }) => record !== null && hash !== null);
  if (published.length === 0) return [];
  const { rows } = await sql<{ edition: number }>`
    SELECT DISTINCT p.edition
    FROM unnest(${bigintArray(published.map(({ edition }) => edition))}::bigint[],
        ${published.map(({ record }) => record)}::bigint[]) AS p(edition, record)
      JOIN record r ON r.id = p.record
    WHERE NOT r.deleted AND (r.visibility <> 'PUBLIC'
      OR EXISTS (SELECT FROM item i WHERE i.record = r.id AND i.visibility <> 'PUBLIC'))`.execute(transaction);
  return rows.map(({ edition }) => edition);
}
