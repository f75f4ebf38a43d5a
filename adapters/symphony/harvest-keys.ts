/** Harvest without an export: title by title, over the range of catalogue keys. Slow, and complete. */
import type { HarvestFrom, HarvestPage, HarvestReject, HarvestedRecord, FoundRecords } from '#contract/adapter.ts';
import { writeMarcInJson } from '#marc/index.ts';
import { TREE, isOfOneTitle, marcOfBib, readBib } from './bib.ts';
import type { SymphonyClient } from './client.ts';
import {
  harvestPage,
  refuseIfAllFail,
  deletedRecord,
  readCursor,
  readState,
  writeState,
} from '../shared/harvest-page.ts';
import { cursorSchema, keysStateSchema, type Cursor, type KeysState } from './harvest-state.ts';
import { copiesOfBib } from './copy.ts';
import { toHarvestedDescription } from './harvested-record.ts';
import type { Policies, PolicySource } from './policies.ts';
import { shadowOf } from './shadows.ts';
import type { SymphonySite } from './site.ts';
import type { WireBib } from './wire.ts';

export interface KeysHarvestContext {
  readonly site: SymphonySite;
  readonly client: SymphonyClient;
  readonly policies: PolicySource;
  readonly now: () => number;
}

/** A page on which so many titles fail, and none is read, is no page with bad titles: something else is wrong. */
const ALL_FAIL_FROM = 3;

/**
 * The pages of one run. A title does not say that one of its copies is gone, so that a run of changes reads everything
 * again: plan it seldom, or have the site write an export.
 */
export async function* keysPages(
  context: KeysHarvestContext,
  from: HarvestFrom,
  signal: AbortSignal,
): AsyncGenerator<HarvestPage> {
  const { site } = context;
  if (from.run.kind === 'changes') readCursor(cursorSchema, site.system.id, from.run.cursor);
  const { keys } = site.settings;
  const policies = await context.policies.read(signal);
  const resumed = readState(keysStateSchema, from.resumeAt);
  const begin: KeysState = { v: 1, way: 'keys', last: keys.from - 1, empty: 0 };
  let state = resumed ?? begin;
  const ids = new Set<string>();
  while (!isEnd(site, state)) {
    const records: HarvestedRecord[] = [];
    const rejects: HarvestReject[] = [];
    for (let asked = 0; asked < site.system.harvest.pageSize && !isEnd(site, state); asked += 1) {
      const key = state.last + 1;
      const found = await readTitle(context, policies, String(key), signal);
      state = { ...state, last: key, empty: found === null ? state.empty + 1 : 0 };
      if (found === null) continue;
      ids.add(String(key));
      if ('reason' in found) rejects.push(found);
      else records.push(found);
    }
    const what = 'harvest by key: Symphony could not write a single title of a page';
    refuseIfAllFail(
      { system: site.system.id, what, from: ALL_FAIL_FROM },
      { read: records.length, failed: rejects.length },
    );
    yield harvestPage({ records, rejects, resumeAt: writeState(state) });
  }
  if (resumed !== null) await addIdsBefore(context, resumed.last, ids, signal);
  yield harvestPage({
    resumeAt: writeState(state),
    nextCursor: writeState({ v: 1, digest: null } satisfies Cursor),
    allLocalIds: ids,
  });
}

function isEnd(site: SymphonySite, state: KeysState): boolean {
  const { to, gap } = site.settings.keys;
  return to === null ? state.empty >= gap : state.last >= to;
}

/** What a run that was interrupted had seen before: asked for again, without the trees. */
async function addIdsBefore(
  { site, client }: KeysHarvestContext,
  last: number,
  ids: Set<string>,
  signal: AbortSignal,
): Promise<void> {
  for (let key = site.settings.keys.from; key <= last; key += 1) {
    try {
      const body = await client.resource('title', `/catalog/bib/key/${key}`, 'shadowed', signal);
      if (body !== null) ids.add(String(key));
    } catch (error) {
      // A title that cannot be written is still there.
      if (!isOfOneTitle(error)) throw error;
      ids.add(String(key));
    }
  }
}

/** One title, as harvest reads it; null if there is none of that key. */
async function readTitle(
  { site, client, now }: KeysHarvestContext,
  policies: Policies,
  titleId: string,
  signal: AbortSignal,
): Promise<HarvestedRecord | HarvestReject | null> {
  const asOf = new Date(now()).toISOString();
  let bib: WireBib | null;
  try {
    bib = await readBib(site.system.id, client, titleId, TREE, signal);
  } catch (error) {
    if (isOfOneTitle(error)) return reject(titleId, error.message, null);
    throw error;
  }
  if (bib === null) return null;
  const marc = marcOfBib(bib);
  if (marc === null) return reject(titleId, 'the title has no MARC that can be read', bib);
  return toHarvestedDescription(site, policies, {
    titleId,
    changedAt: bib.systemModifiedDate,
    raw: Buffer.from(JSON.stringify(writeMarcInJson(marc)), 'utf8'),
    format: 'marc-in-json',
    marc,
    repairs: [],
    ...copiesOfBib(bib),
    shadow: shadowOf(bib),
    asOf,
  });
}

function reject(titleId: string, reason: string, bib: WireBib | null): HarvestReject {
  return {
    localId: titleId,
    place: `title ${titleId}`,
    reason,
    raw: bib === null ? new Uint8Array() : Buffer.from(JSON.stringify(bib), 'utf8'),
    format: 'unknown',
  };
}

export async function findByKeys(
  context: KeysHarvestContext,
  titleIds: readonly string[],
  signal: AbortSignal,
): Promise<FoundRecords> {
  const policies = await context.policies.read(signal);
  const records: HarvestedRecord[] = [];
  const rejects: HarvestReject[] = [];
  for (const titleId of titleIds) {
    const found = await readTitle(context, policies, titleId, signal);
    if (found === null) records.push(deletedRecord(titleId));
    else if ('reason' in found) rejects.push(found);
    else records.push(found);
  }
  return { records, rejects };
}
