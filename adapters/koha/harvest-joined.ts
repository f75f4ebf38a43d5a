/**
 * Harvest of a stock Koha with a log-in: records as OAI-PMH tells them, copies as REST does. Either alone misses edits:
 * REST shows no change of a record that is no column of its biblio table, and OAI-PMH no change of a copy.
 */
import type { HarvestFrom, HarvestPage } from '#contract/adapter.ts';
import { endCopyCensus, takeCopyCensus } from './copy-census.ts';
import { findByOai } from './find-records.ts';
import { oaiPages, type OaiHarvestContext } from './harvest-oai.ts';
import { changedItemsPage, refuseIfNoneIsWritten, sinceOf, type RestHarvestContext } from './harvest-rest.ts';
import { harvestPage, readCursor, readState, writeState } from '../shared/harvest-page.ts';
import { cursorSchema, joinedStateSchema, type JoinedState } from './harvest-state.ts';
import type { FetchedPage } from './record-fetch.ts';
import { sweepByOai } from './oai.ts';

export type JoinedHarvestContext = OaiHarvestContext & RestHarvestContext;

/** The pages of one run: records, then, in a run of changes, those whose copies changed. */
export async function* joinedPages(
  context: JoinedHarvestContext,
  from: HarvestFrom,
  signal: AbortSignal,
): AsyncGenerator<HarvestPage> {
  const { site, oai } = context;
  const cursor = from.run.kind === 'changes' ? readCursor(cursorSchema, site.system.id, from.run.cursor) : null;
  let state: JoinedState = readState(joinedStateSchema, from.resumeAt) ?? {
    v: 1,
    way: 'joined',
    phase: 'records',
    oai: null,
    since: cursor === null ? null : await sinceOf(context, cursor, signal),
    last: 0,
    ...(cursor === null ? { copies: await takeCopyCensus(context, signal) } : {}),
    next: null,
  };
  let told: HarvestPage['allLocalIds'] | undefined;

  if (state.phase === 'records') {
    for await (const page of oaiPages(context, { run: from.run, resumeAt: state.oai }, signal)) {
      state = { ...state, oai: page.resumeAt, ...behindRecords(context, state, page) };
      if (page.nextCursor !== null) told = page.allLocalIds;
      yield { ...page, resumeAt: writeState(state), nextCursor: null, allLocalIds: null };
    }
  }
  while (state.phase === 'items') {
    const step = await changedItemsPage(context, state, signal, readerOf(context, signal));
    refuseIfNoneIsWritten(context, step);
    state = step.next === null ? { ...state, phase: 'end' } : { ...state, last: step.next };
    const { records, rejects } = step;
    if (records.length + rejects.length > 0) yield harvestPage({ records, rejects, resumeAt: writeState(state) });
  }

  const copies = await endCopyCensus(context, state.copies ?? cursor?.copies, signal);
  // A run that was taken up behind its records did not see their ids.
  const sweeps = cursor === null || (await oai.identify(signal))?.deletedRecord === 'no';
  yield harvestPage({
    resumeAt: writeState(state),
    nextCursor: state.next === null ? null : writeState({ ...state.next, copies: copies.census }),
    allLocalIds: sweeps ? (told === undefined ? await sweepByOai(site, oai, signal) : told) : null,
    goneItems: copies.gone,
  });
}

/** Full harvests end with the records; changes go on with those whose copies changed. */
function behindRecords(
  { site }: JoinedHarvestContext,
  { since }: JoinedState,
  { nextCursor }: HarvestPage,
): Partial<JoinedState> {
  if (nextCursor === null) return {};
  return { phase: since === null ? 'end' : 'items', next: readCursor(cursorSchema, site.system.id, nextCursor) };
}

/** Whether a record is in the set that is harvested only OAI-PMH tells, one record at a time. */
function readerOf(
  context: JoinedHarvestContext,
  signal: AbortSignal,
): ((biblioIds: readonly number[]) => Promise<FetchedPage>) | undefined {
  if (context.site.settings.oai.set === undefined) return undefined;
  return async (ids) => {
    const found = await findByOai(context, ids.map(String), signal);
    return { ...found, ids, written: found.records.length, serverTime: null };
  };
}
