import type { OwnerCode } from '#domain/catalogue.ts';
import type { Logger } from '#platform/logger.ts';
import { deleteContents, insertHoldings, insertItems, NOTHING_REMOVED } from '../repositories/contents.ts';
import type { HoldingRow, ItemRow } from '../repositories/contents.ts';
import { deleteKeys, insertKeys, settleKeys } from '../repositories/match-keys.ts';
import { deleteDescriptions, insertDescriptions } from '../repositories/public-descriptions.ts';
import type { DescriptionRow, StoredDescription } from '../repositories/public-descriptions.ts';
import { findRecordHeads, findVanishedRecords, markDeleted, upsertRecords } from '../repositories/records.ts';
import type { RecordHead } from '../repositories/records.ts';
import { holdSystemRules, writeRecordRules } from '../repositories/reading-rules.ts';
import { deleteRejects, insertRejects } from '../repositories/rejects.ts';
import { insertUnmatched, waitsAtLeast } from '../repositories/unmatched.ts';
import type { UnmatchedRow } from '../repositories/unmatched.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely, Transaction } from 'kysely';
import { createPairWeigher } from '../cluster/weigh/pair-weigher.ts';
import { matchRecords } from '../cluster/match-records.ts';
import { matchNextWaiting } from '../cluster/match-waiting.ts';
import { RULES_VERSION } from '../description.ts';
import { RulesReplacedError } from '../ingest-contract.ts';
import type { CondensedDescription, CondensedPage, Ingest, IngestTarget, PageCounts } from '../ingest-contract.ts';
import { condensePage } from './condense-page.ts';
import { ensureKeyCap } from './key-cap.ts';
import { updateLastKnown } from './last-known.ts';
import { toHoldingRows, toInstant, toItemRows } from './page-rows.ts';
import type { PreparedRecord } from './prepare/prepare-record.ts';
import { createPreparer, type Preparer } from './prepare/preparer.ts';
import { readAgain } from './read-again.ts';
import { createRegionNames } from './region-names.ts';
import { takeRules } from './take-rules.ts';

export interface IngestOptions {
  /** Named in the log: one server may hold several regions, each in its database. */
  readonly regionId: string;
  /** Every system's owner codes, in the order of the region file. */
  readonly owners: readonly OwnerCode[];
  readonly logger: Logger;
  /** Waiting records that are matched together; five hundred where not said. */
  readonly matchedTogether?: number | undefined;
  /** From so many waiting records on the store is put in order first, and a second thread compares them: both pay then. */
  readonly settleFrom?: number | undefined;
}

const SETTLE_FROM = 20_000;

type Tx = Transaction<Database>;

interface WrittenContents {
  readonly descriptions: readonly DescriptionRow[];
  readonly items: readonly ItemRow[];
  readonly holdings: readonly HoldingRow[];
}

/** A record of the page that is not in the store as it is, with what was read out of it. */
interface Changed {
  readonly harvested: CondensedDescription;
  readonly prepared: PreparedRecord;
}

/** Builds what writes harvested pages into the union index. */
export function createIngest({
  regionId,
  owners,
  logger,
  matchedTogether,
  settleFrom = SETTLE_FROM,
}: IngestOptions): Ingest {
  const log = logger.child({ region: regionId });
  const region = createRegionNames(owners);
  const preparer = createPreparer(log);
  const weigher = createPairWeigher(log);

  async function applyPage(
    transaction: Tx,
    target: IngestTarget,
    page: CondensedPage,
    at: Date,
    newRecords: 'match' | 'later',
    readBy: string | null = page.rules ?? target.rules?.digest ?? null,
  ): Promise<PageCounts> {
    await assertRulesInForce(transaction, target);
    const { described, deleted } = lastOfEach(page);
    const localIds = [...described.keys(), ...deleted];
    const heads = await findRecordHeads(transaction, target.number, localIds);
    const changed = await findChanged(preparer, [...described.values()], heads);
    const vanished =
      page.allLocalIds === null ? [] : await findVanishedRecords(transaction, target.number, [...page.allLocalIds]);
    const gone = [...new Set([...idsOf(deleted, heads, (head) => !head.deleted), ...vanished])];

    if (gone.length > 0) await markDeleted(transaction, gone, at);
    const ids = await writeRecords(transaction, target, changed, readBy, at);
    const unchanged = [...described.keys()].filter((localId) => !ids.has(localId));
    if (readBy !== null) {
      const readOtherwise = idsOf(unchanged, heads, (head) => head.readBy !== readBy);
      await writeRecordRules(transaction, readOtherwise, readBy);
    }
    const rewritten = idsOf(
      changed.map(({ harvested }) => harvested.localId),
      heads,
      () => true,
    );
    const emptied = [...rewritten, ...gone];
    const formerKeys = emptied.length === 0 ? [] : await deleteKeys(transaction, emptied);
    if (emptied.length > 0) await deleteDescriptions(transaction, emptied);
    const removed = emptied.length === 0 ? NOTHING_REMOVED : await deleteContents(transaction, emptied);
    const written = await writeContents(transaction, target, changed, ids);
    if (localIds.length > 0) await deleteRejects(transaction, target.number, localIds);
    await insertRejects(transaction, target.number, page.rejects, at);

    await ensureKeyCap(transaction, region.keyCap);
    const waiting = newRecords === 'later' ? findWaiting(changed, heads, ids) : [];
    await insertUnmatched(transaction, target.number, waiting);
    const waits = new Set(waiting.map(({ record }) => record));
    const touched = [...new Set([...ids.values(), ...gone])].filter((record) => !waits.has(record));
    const known = toKnown(target, written.descriptions, new Set(touched));
    await matchRecords(transaction, { records: touched, formerKeys }, region, at, known);
    await updateLastKnown(transaction, target, { ...written, removed, described: described.values() });

    const counts = {
      records: described.size,
      unchanged: described.size - changed.length,
      deletions: gone.length,
      rejects: page.rejects.length,
    };
    log.debug({ system: target.systemId, ...counts }, 'page written');
    return counts;
  }

  async function writeRecords(
    transaction: Tx,
    target: IngestTarget,
    changed: readonly Changed[],
    readBy: string | null,
    at: Date,
  ): Promise<ReadonlyMap<string, number>> {
    if (changed.length === 0) return new Map();
    const rows = changed.map(({ harvested, prepared: { digest, title } }) => ({
      localId: harvested.localId,
      visibility: harvested.visibility,
      changedAt: toInstant(harvested.changedAt),
      format: harvested.format,
      raw: harvested.raw,
      digest,
      repairs: harvested.repairs,
      title,
      kept: harvested.kept,
    }));
    return upsertRecords(transaction, target.number, rows, RULES_VERSION, readBy, at);
  }

  /** Descriptions, keys, items and holdings of public records only: of the others nothing must be found, counted or matched. */
  async function writeContents(
    transaction: Tx,
    target: IngestTarget,
    changed: readonly Changed[],
    ids: ReadonlyMap<string, number>,
  ): Promise<WrittenContents> {
    const items: ItemRow[] = [];
    const holdings: HoldingRow[] = [];
    const descriptions: DescriptionRow[] = [];
    for (const { harvested, prepared } of changed) {
      const record = ids.get(harvested.localId);
      if (record === undefined || harvested.visibility !== 'PUBLIC') continue;
      items.push(...toItemRows(record, harvested.items, (code) => region.libraryOf(target.systemId, code)));
      const held = toHoldingRows(target.systemId, record, harvested.localId, harvested.holdings);
      holdings.push(...held);
      const holders = held.map(({ library, siteCodes }) => ({ library, siteCodes }));
      const { description, keys } = prepared;
      descriptions.push({ record, localId: harvested.localId, holders, description, keys });
    }
    await insertDescriptions(transaction, target.number, descriptions);
    await insertKeys(transaction, descriptions);
    await insertItems(transaction, target.number, items);
    await insertHoldings(transaction, target.number, holdings);
    return { descriptions, items, holdings };
  }

  async function matchWaiting(db: Kysely<Database>, clock: () => Date, signal: AbortSignal): Promise<void> {
    await readAgain(db, clock, signal);
    const isLarge = await waitsAtLeast(db, settleFrom);
    if (isLarge) {
      await settleKeys(db).catch((error: unknown) => {
        log.warn({ err: error }, 'keys are looked up the slower way: the store could not be put in order first');
      });
    }
    const options = { batch: matchedTogether, weigher: isLarge ? weigher : null };
    while (!signal.aborted && (await matchNextWaiting(db, region, clock(), options)));
  }

  /** By which rules harvest read the records stays as it was: what was hidden until now waits for harvest. */
  async function takeStoredRules(db: Kysely<Database>, target: IngestTarget, clock: () => Date) {
    const write = (transaction: Tx, page: CondensedPage): Promise<PageCounts> =>
      applyPage(transaction, target, page, clock(), 'match', null);
    return takeRules({ db, target, clock, sites: region.sitesDigest(target.systemId), write });
  }

  return { condense: condensePage, takeRules: takeStoredRules, applyPage, readAgain, matchWaiting };
}

/** A harvest that began under another region file must not show what the one in force hides. */
async function assertRulesInForce(transaction: Tx, target: IngestTarget): Promise<void> {
  if (target.rules === undefined) return;
  const { rules } = await holdSystemRules(transaction, target.number);
  if (rules !== null && rules !== target.rules.digest) throw new RulesReplacedError(target);
}

/** A page may bring a record twice, or bring it and delete it: what comes last is true. */
function lastOfEach(page: CondensedPage): {
  readonly described: ReadonlyMap<string, CondensedDescription>;
  readonly deleted: ReadonlySet<string>;
} {
  const described = new Map<string, CondensedDescription>();
  const deleted = new Set<string>();
  for (const record of page.records) {
    if (record.deleted) {
      described.delete(record.localId);
      deleted.add(record.localId);
    } else {
      described.set(record.localId, record);
      deleted.delete(record.localId);
    }
  }
  return { described, deleted };
}

async function findChanged(
  preparer: Preparer,
  described: readonly CondensedDescription[],
  heads: ReadonlyMap<string, RecordHead>,
): Promise<readonly Changed[]> {
  const prepared = await preparer.prepare(
    described.map(({ localId, said, marcAt }) => {
      const head = heads.get(localId);
      const isCurrent = head !== undefined && !head.deleted && head.rules === RULES_VERSION;
      return { known: isCurrent ? head.digest : null, said, marcAt };
    }),
  );
  const changed: Changed[] = [];
  for (const [place, harvested] of described.entries()) {
    const own = prepared[place] ?? null;
    if (own !== null) changed.push({ harvested, prepared: own });
  }
  return changed;
}

/** Descriptions of records that are matched at once, so that they need not be read again. */
function toKnown(
  { number: system, systemId }: IngestTarget,
  written: readonly DescriptionRow[],
  touched: ReadonlySet<number>,
): ReadonlyMap<number, StoredDescription> {
  const known = new Map<number, StoredDescription>();
  for (const { record, localId, holders, description } of written) {
    if (touched.has(record)) known.set(record, { id: record, system, systemId, localId, holders, description });
  }
  return known;
}

/** Public records that are new to the index, with the first of their keys for a place to wait. */
function findWaiting(
  changed: readonly Changed[],
  heads: ReadonlyMap<string, RecordHead>,
  ids: ReadonlyMap<string, number>,
): readonly UnmatchedRow[] {
  return changed.flatMap(({ harvested: { localId, visibility }, prepared: { keys } }) => {
    const record = ids.get(localId);
    if (record === undefined || heads.has(localId) || visibility !== 'PUBLIC') return [];
    return [{ record, place: keys[0] ?? 0 }];
  });
}

function idsOf(
  localIds: Iterable<string>,
  heads: ReadonlyMap<string, RecordHead>,
  wanted: (head: RecordHead) => boolean,
): readonly number[] {
  return [...localIds]
    .map((localId) => heads.get(localId))
    .filter((head) => head !== undefined && wanted(head))
    .map((head) => head?.id ?? 0);
}
