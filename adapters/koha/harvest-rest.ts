/** Harvest by REST, for sites without OAI-PMH: record by record number, changes by timestamp. */
import type { HarvestFrom, HarvestPage } from '#contract/adapter.ts';
import { lastBehind, MAX_QUERY_LENGTH, numberIn } from './lists.ts';
import { harvestPage, refuseIfAllFail, readCursor, readState, writeState } from '../shared/harvest-page.ts';
import { cursorSchema, restStateSchema, type Cursor, type RestState } from './harvest-state.ts';
import { askShownOffset, deviationOf } from './clock.ts';
import { endCopyCensus, takeCopyCensus } from './copy-census.ts';
import { fetchByIds, fetchRecords, type FetchContext, type FetchedPage } from './record-fetch.ts';
import { sinceWallTime } from './wall-time.ts';

export interface RestHarvestContext extends FetchContext {
  readonly now: () => number;
}

/** Comparing all ids of so small a catalogue costs no more than a few calls: done every time. */
const ALWAYS_SWEEP_BELOW = 5_000;
const SWEEP_PAGE = 1_000;
const ALL_FAIL_FROM = 10;
/** Ids of the changed items of one page; each may bring another record. */
const LONGEST_ID = 10;
const MAX_CHANGED_ITEMS = Math.floor(MAX_QUERY_LENGTH / LONGEST_ID);

export async function* restPages(
  context: RestHarvestContext,
  from: HarvestFrom,
  signal: AbortSignal,
): AsyncGenerator<HarvestPage> {
  const { site } = context;
  const cursor = from.run.kind === 'changes' ? readCursor(cursorSchema, site.system.id, from.run.cursor) : null;
  const resumed = readState(restStateSchema, from.resumeAt);
  let state = resumed ?? (await firstState(context, cursor, signal));
  const seen = resumed === null && cursor === null ? new Set<string>() : null;

  while (state.phase !== 'end') {
    const fetched =
      state.phase === 'records'
        ? await recordsPage(context, state, signal)
        : await changedItemsPage(context, state, signal);
    refuseIfNoneIsWritten(context, fetched);
    const mark = state.mark ?? new Date(fetched.serverTime ?? context.now()).toISOString();
    for (const id of fetched.ids) seen?.add(String(id));
    state = { ...state, mark, ...afterPage(state, fetched) };
    if (fetched.next === null && fetched.records.length === 0) continue;
    const { records, rejects } = fetched;
    yield harvestPage({ records, rejects, resumeAt: writeState(state) });
  }

  const at = state.mark ?? new Date(context.now()).toISOString();
  const sweeps = cursor === null || isSweepDue(context, cursor);
  const copies = await endCopyCensus(context, state.copies ?? cursor?.copies, signal);
  const allLocalIds = sweeps ? (seen ?? (await sweepByRest(context, signal))) : null;
  const next: Cursor = {
    v: 1,
    at,
    sweptAt: sweeps ? new Date(context.now()).toISOString() : cursor.sweptAt,
    count: allLocalIds?.size ?? cursor?.count ?? null,
    copies: copies.census,
  };
  yield harvestPage({
    resumeAt: writeState(state),
    nextCursor: writeState(next),
    allLocalIds,
    goneItems: copies.gone,
  });
}

async function firstState(context: RestHarvestContext, cursor: Cursor | null, signal: AbortSignal): Promise<RestState> {
  const state = { v: 1, way: 'rest', phase: 'records', mark: null, last: 0 } as const;
  if (cursor === null) return { ...state, since: null, copies: await takeCopyCensus(context, signal) };
  return { ...state, since: await sinceOf(context, cursor, signal) };
}

/** A page on which so many records fail together is no page with bad records: something else is wrong. */
export function refuseIfNoneIsWritten({ site }: RestHarvestContext, { written, rejects }: FetchedPage): void {
  const what = 'harvest by REST: Koha could not write a single record of a page as MARC';
  refuseIfAllFail({ system: site.system.id, what, from: ALL_FAIL_FROM }, { read: written, failed: rejects.length });
}

export interface Step extends FetchedPage {
  /** The last id of the page; null behind the last one. */
  readonly next: number | null;
}

/** Full harvests end with the records; changes go on with those whose copies changed. */
function afterPage(state: RestState, step: Step): Pick<RestState, 'phase' | 'last'> {
  if (step.next !== null) return { phase: state.phase, last: step.next };
  return state.phase === 'records' && state.since !== null
    ? { phase: 'items', last: 0 }
    : { phase: 'end', last: state.last };
}

/** `timestamp` alone is ambiguous: records are joined with their items' data. Ends on an empty page, as a short one may have been cut. */
async function recordsPage(context: RestHarvestContext, state: RestState, signal: AbortSignal): Promise<Step> {
  const changed = state.since === null ? {} : { 'me.timestamp': { '>=': state.since } };
  const q = { ...changed, biblio_id: { '>': state.last } };
  const fetched = await fetchRecords(
    context,
    { q, perPage: context.site.system.harvest.pageSize, orderBy: 'biblio_id' },
    signal,
  );
  return { ...fetched, next: lastBehind(context.site.system.id, 'records', fetched.ids, state.last) };
}

/** Records whose copies changed: loans, returns, edits and new copies stamp the copy, not the record. */
export async function changedItemsPage(
  context: RestHarvestContext,
  state: { readonly since: string | null; readonly last: number },
  signal: AbortSignal,
  read: (biblioIds: readonly number[]) => Promise<FetchedPage> = (ids) => fetchByIds(context, ids, signal),
): Promise<Step> {
  const { client, site } = context;
  const q = { 'me.timestamp': { '>=': state.since ?? '' }, item_id: { '>': state.last } };
  const perPage = Math.min(site.system.harvest.pageSize, MAX_CHANGED_ITEMS);
  const listed = await client.list('changed items', '/items', { q, perPage, orderBy: 'item_id' }, signal);
  const rows = listed.rows.flatMap(readIds);
  const biblioIds = [...new Set(rows.map((row) => row.biblioId))];
  const itemIds = rows.map((row) => row.itemId);
  const next = lastBehind(site.system.id, 'changed items', itemIds, state.last);
  if (biblioIds.length === 0)
    return { ids: [], records: [], rejects: [], written: 0, serverTime: listed.serverTime, next };
  return { ...(await read(biblioIds)), next };
}

function readIds(row: unknown): readonly { readonly itemId: number; readonly biblioId: number }[] {
  const [itemId, biblioId] = [numberIn(row, 'item_id'), numberIn(row, 'biblio_id')];
  return itemId === null || biblioId === null ? [] : [{ itemId, biblioId }];
}

/** The region file may name another zone than Koha's clock shows: then that clock counts. */
export async function sinceOf(
  { site, client, now }: RestHarvestContext,
  cursor: Cursor,
  signal: AbortSignal,
): Promise<string> {
  const sinceMs = Date.parse(cursor.at) - site.settings.rest.overlapSeconds * 1000;
  const shown = await askShownOffset(client, signal);
  const deviation = shown === null ? 0 : deviationOf(site, shown);
  return sinceWallTime(sinceMs, now(), site.system.timeZone, deviation);
}

function isSweepDue({ site, now }: RestHarvestContext, cursor: Cursor): boolean {
  if (cursor.sweptAt === null || cursor.count === null || cursor.count < ALWAYS_SWEEP_BELOW) return true;
  return now() - Date.parse(cursor.sweptAt) >= site.settings.rest.sweepEverySeconds * 1000;
}

/** All ids that Koha still has. */
export async function sweepByRest(
  { client, site }: RestHarvestContext,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  let last = 0;
  for (;;) {
    const page = await client.list(
      'record numbers',
      '/biblios',
      { q: { biblio_id: { '>': last } }, perPage: SWEEP_PAGE, orderBy: 'biblio_id' },
      signal,
    );
    const numbers = page.rows.flatMap((row) => numberIn(row, 'biblio_id') ?? []);
    for (const id of numbers) ids.add(String(id));
    const next = lastBehind(site.system.id, 'record numbers', numbers, last);
    if (next === null) return ids;
    last = next;
  }
}
