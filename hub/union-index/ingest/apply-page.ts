import type { Logger } from '#platform/logger.ts';
import type { Tx } from '#store/tables.ts';
import { matchRecords } from '../cluster/match-records.ts';
import { RULES_VERSION } from '../description.ts';
import {
  RulesReplacedError,
  type CondensedDescription,
  type CondensedPage,
  type IngestTarget,
  type PageCounts,
} from '../ingest-contract.ts';
import { wantTermCount } from '../repositories/changes.ts';
import {
  deleteContents,
  insertHoldings,
  insertItems,
  NOTHING_REMOVED,
  updateLiveKeys,
  type HoldingRow,
  type ItemRow,
  type RemovedContents,
} from '../repositories/contents.ts';
import { deleteHiddenContents } from '../repositories/hidden-contents.ts';
import { deleteKeys, insertKeys, ensureKeyCap } from '../repositories/match-keys.ts';
import {
  deleteDescriptions,
  insertDescriptions,
  type DescriptionRow,
  type StoredDescription,
} from '../repositories/public-descriptions.ts';
import { holdSystemRules, writeRecordRules } from '../repositories/reading-rules.ts';
import { deleteProfiles, insertProfiles } from '../repositories/record-profiles.ts';
import {
  findRecordHeads,
  findVanishedRecords,
  markDeleted,
  upsertRecords,
  type RecordHead,
} from '../repositories/records.ts';
import { deleteRejects, insertRejects } from '../repositories/rejects.ts';
import { insertUnmatched } from '../repositories/unmatched.ts';
import { updateStates, writeHiddenContents } from './hidden-contents.ts';
import { updateLastKnown } from './last-known.ts';
import { findChanged, findWaiting, idsOf, lastOfEach, toProfileRows, type ChangedRecord } from './page-changes.ts';
import { toHoldingRows, toInstant, toItemRows, toVolatileKeys } from './page-rows.ts';
import type { Preparer } from './prepare/prepare-record.ts';
import type { RegionNames } from './region-names.ts';
import { hideWhatStaysHidden } from './stay-hidden.ts';

export interface PageOptions {
  readonly target: IngestTarget;
  readonly at: Date;
  /** Whether records that are new to the index wait to be matched. */
  readonly newRecords: 'match' | 'later';
  /** Digest of the rules that read the page; null to leave what the store says of that. */
  readonly readBy: string | null;
  readonly region: RegionNames;
  readonly preparer: Preparer;
  readonly log: Logger;
}

/** Writes one page and matches what it touches; see `Ingest.applyPage`. */
export async function applyPage(transaction: Tx, page: CondensedPage, options: PageOptions): Promise<PageCounts> {
  const { target, at, newRecords, readBy, region, preparer, log } = options;
  await assertRulesInForce(transaction, target);
  const { described, deleted } = await hideWhatStaysHidden(transaction, target, lastOfEach(page), at);
  const localIds = [...described.keys(), ...deleted];
  const heads = await findRecordHeads(transaction, target.number, localIds);
  const changed = await findChanged(preparer, [...described.values()], heads);
  const vanished =
    page.allLocalIds === null ? [] : await findVanishedRecords(transaction, target.number, [...page.allLocalIds]);
  const gone = [...new Set([...idsOf(deleted, heads, (head) => !head.deleted), ...vanished])];

  if (gone.length > 0) await markDeleted(transaction, gone, at);
  const ids = await writeRecords(transaction, changed, options);
  if (readBy !== null) {
    const unchanged = [...described.keys()].filter((localId) => !ids.has(localId));
    const readOtherwise = idsOf(unchanged, heads, (head) => head.readBy !== readBy);
    await writeRecordRules(transaction, readOtherwise, readBy);
  }
  const rewritten = changed.map(({ harvested }) => harvested.localId);
  const { formerKeys, removed } = await emptyRecords(transaction, [...idsOf(rewritten, heads), ...gone]);
  const written = await writeContents(transaction, changed, ids, options);
  await insertProfiles(transaction, toProfileRows(target.number, changed, ids));
  await writeHiddenContents(transaction, changed, ids, options);
  await updateStates(transaction, described.values(), ids, heads);
  await updateLiveKeys(transaction, toVolatileKeys(target.systemId, described.values(), ids));
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
  if (changed.some(({ harvested }) => namesNoLonger(harvested, heads.get(harvested.localId)))) {
    await wantTermCount(transaction);
  }

  const counts = {
    records: described.size,
    unchanged: described.size - changed.length,
    added: changed.filter(({ harvested }) => heads.get(harvested.localId)?.deleted !== false).length,
    hidden: changed.filter(({ harvested: { visibility } }) => visibility !== 'PUBLIC').length,
    deletions: gone.length,
    rejects: page.rejects.length,
  };
  log.debug({ system: target.systemId, ...counts }, 'page written');
  return counts;
}

/** Whether a record was public and is now one of which nobody may read anything. */
function namesNoLonger({ visibility }: CondensedDescription, head: RecordHead | undefined): boolean {
  return visibility === 'ILL_TEMPORARY' && head?.visibility === 'PUBLIC' && !head.deleted;
}

/** A harvest that began under another region file must not show what the one in force hides; nor may it change from here on. */
async function assertRulesInForce(transaction: Tx, target: IngestTarget): Promise<void> {
  const { rules } = await holdSystemRules(transaction, target.number);
  if (target.rules === undefined || rules === null) return;
  if (rules !== target.rules.digest) throw new RulesReplacedError(target);
}

/** Gives the number of each record by its local id. */
async function writeRecords(
  transaction: Tx,
  changed: readonly ChangedRecord[],
  { target, readBy, at }: PageOptions,
): Promise<ReadonlyMap<string, number>> {
  if (changed.length === 0) return new Map();
  const rows = changed.map(({ harvested, prepared: { digest, title, controlNumber } }) => ({
    localId: harvested.localId,
    visibility: harvested.visibility,
    changedAt: toInstant(harvested.changedAt),
    format: harvested.format,
    raw: harvested.raw,
    digest,
    repairs: harvested.repairs,
    title,
    controlNumber,
    kept: harvested.kept,
  }));
  return upsertRecords(transaction, target.number, rows, { rules: RULES_VERSION, readBy, at });
}

/** Deletes what was read from records that are written again or gone. */
async function emptyRecords(
  transaction: Tx,
  records: readonly number[],
): Promise<{ readonly formerKeys: readonly number[]; readonly removed: RemovedContents }> {
  if (records.length === 0) return { formerKeys: [], removed: NOTHING_REMOVED };
  const formerKeys = await deleteKeys(transaction, records);
  await deleteDescriptions(transaction, records);
  await deleteProfiles(transaction, records);
  await deleteHiddenContents(transaction, records);
  return { formerKeys, removed: await deleteContents(transaction, records) };
}

/** Descriptions, keys, items and holdings of public records only: of the others nothing must be found, counted or matched. */
async function writeContents(
  transaction: Tx,
  changed: readonly ChangedRecord[],
  ids: ReadonlyMap<string, number>,
  { target: { number: system, systemId }, region }: PageOptions,
) {
  const items: ItemRow[] = [];
  const holdings: HoldingRow[] = [];
  const descriptions: DescriptionRow[] = [];
  for (const { harvested, prepared } of changed) {
    const { localId, visibility } = harvested;
    const record = ids.get(localId);
    if (record === undefined || visibility !== 'PUBLIC') continue;
    items.push(...toItemRows(record, harvested.items, (code) => region.libraryOf(systemId, code)));
    const held = toHoldingRows(systemId, record, localId, harvested.holdings);
    holdings.push(...held);
    const holders = held.map(({ library, siteCodes }) => ({ library, siteCodes }));
    const { description, keys, outline } = prepared;
    descriptions.push({ record, localId, holders, description, keys, outline });
  }
  await insertDescriptions(transaction, system, descriptions);
  await insertKeys(transaction, descriptions);
  await insertItems(transaction, system, items);
  await insertHoldings(transaction, system, holdings);
  return { descriptions, items, holdings };
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
