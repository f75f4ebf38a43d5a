/** Harvest: pages as lines, single records out of turn. */
import { z } from 'zod';
import type { SystemId } from '#domain/ids.ts';
import { untilGone } from '#platform/departure.ts';
import type { HarvestSource, ListPage, LmsAdapter, LoanSource, ReadersWanted } from '#contract/adapter.ts';
import { harvestFrom, toPageLine, toWireRecords } from '../remote/harvest-shapes.ts';
import { sendLines } from './lines.ts';
import { cannot, read, type Routes, type SystemRequest } from './requests.ts';
import { LOAN_LISTS } from '../remote/facts-shapes.ts';
import { listWanted } from '../remote/loan-shapes.ts';

const recordKeys = z.object({ keys: z.array(z.string()) });

export function addHarvestRoutes(routes: Routes): void {
  const { wire, adapterFor } = routes;
  wire.get('/:system/harvest', async (request: SystemRequest, reply) => {
    const harvest = harvestOf(adapterFor(request));
    const signal = untilGone(reply);
    const unseen = await harvest.unseenEdits?.(signal);
    return { how: await harvest.describe(signal), ...(unseen && { unseen }) };
  });
  wire.post('/:system/harvest/records', async (request: SystemRequest, reply) => {
    const harvest = harvestOf(adapterFor(request));
    const { keys } = read(recordKeys, request);
    const found = harvest.findRecords?.(keys, untilGone(reply));
    const records = (await found) ?? cannot(request.params.system as SystemId, 'give single records');
    return toWireRecords({ ...records, rules: harvest.rules.digest });
  });
  wire.post('/:system/harvest/pages', (request: SystemRequest, reply) => {
    const harvest = harvestOf(adapterFor(request));
    const pages = harvest.pages(read(harvestFrom, request), untilGone(reply));
    return sendLines(routes, request, reply, pages, (page) => toPageLine({ ...page, rules: harvest.rules.digest }));
  });
}

function harvestOf({ harvest, system }: LmsAdapter): HarvestSource {
  return harvest ?? cannot(system.id, 'be harvested');
}

export function addLoanRoutes(routes: Routes): void {
  for (const list of LOAN_LISTS) {
    routes.wire.post(`/:system/loans/${list}`, (request: SystemRequest, reply) => {
      const wanted = read(listWanted, request);
      const parts = listOf(routes.adapterFor(request), { list, wanted }, untilGone(reply));
      return sendLines(routes, request, reply, parts, ({ rows, asOf }) => JSON.stringify({ rows, asOf }));
    });
  }
}

function listOf(
  { loans, system }: LmsAdapter,
  { list, wanted }: { readonly list: keyof LoanSource; readonly wanted: ReadersWanted },
  signal: AbortSignal,
): AsyncIterable<ListPage<unknown>> {
  return loans?.[list]?.(signal, wanted) ?? cannot(system.id, 'list its loans');
}
