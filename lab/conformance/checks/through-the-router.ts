/**
 * Checks of what the graph says where something is broken: UNKNOWN with the right reason and without a single count, or what was
 * last known with its age. "Not available" is never the answer to a fault.
 */
import { reasonCodeOf } from '#contract/reason-codes.ts';
import type { HoldingFacts, HoldingRef } from '#domain/facts.ts';
import { MerciaError } from '#platform/errors.ts';
import type { AvailabilityModel, ItemModel } from '#subgraphs/circulation/models.ts';
import { agree, given, holds } from '../agree.ts';
import type { Check } from '../check.ts';
import type { FaultRow } from '../faults.ts';
import { askGraph } from '../graph-model.ts';
import type { Bench } from '../system.ts';
import { factsOf, itemsOf, LIVE } from './live-items.ts';

/** One for each row of a table of faults. */
export function routerFaultTable<B extends Bench>(
  rows: readonly FaultRow<B>[],
  touches: 'wire faults' | 'system faults',
): readonly Check<B>[] {
  return rows
    .filter(({ codes }) => codes.length > 0)
    .map((row) => ({
      name: `shows ${row.fault} as ${reasonsOf(row).join(' or ')} without a count, and what was known with its age`,
      needs: LIVE,
      touches,
      fault: row.fault,
      run: (bench) => judgeFault(bench, row),
    }));
}

async function judgeFault<B extends Bench>(bench: B, row: FaultRow<B>): Promise<void> {
  const [first, second] = await bench.sample();
  const before = given((await factsOf(bench))[0], 'a holding that is there came without facts');
  const withId = itemsOf(bench).needsHolding !== true;
  const [copy] = before.items;
  // Its connections may be all that the system allows.
  if (row.endsWithTime) await bench.adapter.close();
  const adapter = row.endsWithTime ? bench.impatient() : bench.adapter;
  // Said a while ago: what is known must be shown with its own age.
  const known: HoldingFacts = { ...before, asOf: new Date(Date.parse(before.asOf) - 3_600_000).toISOString() };
  await row.set(bench);

  const asked: readonly HoldingRef[] = [first, second];
  const told = await askGraph(
    adapter,
    { holdings: asked, items: withId && copy !== undefined ? [copy.id] : [] },
    { holdings: new Map([[first.id, known]]), items: new Map() },
  );

  const [lastKnown, unknown] = told.holdings;
  isLastKnown(given(lastKnown, 'a holding is gone from the graph where its system fails'), known, row);
  isUnknown(given(unknown, 'a holding is gone from the graph where its system fails'), row);
  for (const item of told.items) {
    isUnknownItem(given(item, 'a copy is gone from the graph where its system fails'), row);
  }
}

function isLastKnown(model: AvailabilityModel, known: HoldingFacts, row: FaultRow<never>): void {
  if (model.state === 'LIVE') {
    // The system answered of its copies only that it does not know: each is shown as it was.
    for (const item of model.items ?? []) {
      agree(item.state, 'LAST_KNOWN', `a copy is ${item.state}, where nothing could be known now`);
      agree(item.asOf, known.asOf, 'what was last known of a copy has the age of something else');
    }
    agree(
      statusesOf(model),
      known.items.map(({ id, status }) => [id, status]),
      'what was last known of copies is told otherwise',
    );
    return;
  }
  agree(model.state, 'LAST_KNOWN', `a holding that was known is ${model.state}`);
  agree(model.asOf, known.asOf, 'what was last known has the age of something else');
  saysReason(model, row);
  agree(
    statusesOf(model),
    known.items.map(({ id, status }) => [id, status]),
    'what was last known of copies is told otherwise',
  );
}

function isUnknown(model: AvailabilityModel, row: FaultRow<never>): void {
  if (model.state === 'LIVE') {
    holds((model.items ?? []).length > 0, 'a holding is told to have no copies, where nothing could be known');
    for (const item of model.items ?? []) isUnknownItem(item, row);
    agree(model.availableCount, null, 'copies are counted, where nothing could be known');
    return;
  }
  agree(model.state, 'UNKNOWN', `a holding of which nothing is known is ${model.state}`);
  saysReason(model, row);
  const { asOf, items, itemCount, availableCount, unknownCount, holdQueue, earliestDue, services } = model;
  agree(
    [asOf, items, itemCount, availableCount, unknownCount, holdQueue, earliestDue, services],
    Array.from({ length: 8 }, () => null),
    'something is told or counted of a holding of which nothing is known',
  );
}

function isUnknownItem(item: ItemModel, row: FaultRow<never>): void {
  agree(
    [item.state, item.status, item.due],
    ['UNKNOWN', 'UNKNOWN', null],
    `a copy is told as ${item.state} ${item.status}`,
  );
  saysReason(item, row);
}

function saysReason({ reason }: Pick<AvailabilityModel, 'reason'>, row: FaultRow<never>): void {
  // Asked again and again, a system that fails is left alone: that is said as it is, too.
  const allowed: readonly string[] = [...reasonsOf(row), 'CIRCUIT_OPEN'];
  holds(reason !== null && allowed.includes(reason.code), `${row.fault} is shown as ${reason?.code ?? 'nothing'}`);
}

function statusesOf({ items }: AvailabilityModel): readonly unknown[] {
  return (items ?? []).map(({ id, status }) => [id, status]);
}

function reasonsOf({ codes }: FaultRow<never>): readonly string[] {
  return [...new Set(codes.map((code) => reasonCodeOf(new MerciaError(code, ''))))];
}
