/** Checks of how copies stand over everything that a simulated system has: order, owners, age, live keys, and what is given up. */
import { setTimeout as delay } from 'node:timers/promises';
import type { LmsAdapter, Slot } from '#contract/adapter.ts';
import { versionKey, versionOf } from '#adapters/shared/live-keys.ts';
import type { HoldingFacts, HoldingRef, ItemFacts } from '#domain/facts.ts';
import { createId, parseId } from '#domain/ids.ts';
import { isMerciaError, MerciaError } from '#platform/errors.ts';
import { agree, holds } from '../agree.ts';
import { harvestFully } from '../apply-harvest.ts';
import { NotTried, type Check } from '../check.ts';
import type { Bench, SimulatedBench } from '../system.ts';
import { GIVEN_UP_MS, untilGivenUp } from './given-up.ts';
import { factsOf, itemsOf, LIVE } from './live-items.ts';

const check = (
  name: string,
  run: Check<SimulatedBench>['run'],
  touches: Check<SimulatedBench>['touches'] = 'system faults',
): Check<SimulatedBench> => ({ name, needs: LIVE, touches, run });

/** A layout that nobody has written yet. */
const LATER_LAYOUT = 999_999;
/** Systems date their answers by the second. */
const ROUNDED_MS = 1_000;
/** Of so many holdings one is asked for alone, too. */
const ASKED_ALONE = 4;

interface Held {
  readonly holding: HoldingRef;
  readonly library: string;
  readonly record: string;
}

async function allHeld({ adapter }: Bench): Promise<readonly Held[]> {
  if (adapter.harvest === undefined) throw new NotTried('it harvests nothing, so that no holding is known');
  const { described } = await harvestFully(adapter.harvest);
  return [...described].flatMap(([record, { holdings }]) =>
    holdings
      .filter(({ copies, liveKeys }) => copies !== 0 && liveKeys.length > 0)
      .map(({ library, liveKeys }) => ({
        holding: { id: createId(adapter.system.id, 'holding', `${record}@${library}`), liveKeys },
        library,
        record,
      })),
  );
}

export const liveBatches: readonly Check<SimulatedBench>[] = [
  check('answers everything at once in the order asked, as each slot came', async (bench) => {
    const holdings = (await allHeld(bench)).map(({ holding }) => holding);
    const came = new Map<number, Slot<HoldingFacts | null>>();

    const answers = await itemsOf(bench).findAvailability(holdings, bench.signal, (place, slot) => {
      came.set(place, slot);
    });

    agree(answers.length, holdings.length, 'a large batch comes back with another length than was asked');
    for (const [place, holding] of holdings.entries()) {
      if (place % ASKED_ALONE !== 0) continue;
      const [alone] = await itemsOf(bench).findAvailability([holding], bench.signal);
      const words =
        'a large batch comes back in another order than was asked: give each answer the place of its question';
      agree(idsOf(answers[place]), idsOf(alone), words);
    }
    for (const [place, slot] of came) {
      agree(idsOf(slot), idsOf(answers[place]), 'a slot that came early is another holding’s: tell its own place');
    }
  }),

  check('gives every copy to its own library and its own record', async (bench) => {
    // One copy is lent then.
    bench.system.change();
    const held = await allHeld(bench);
    const facts = await factsOf(
      bench,
      held.map(({ holding }) => holding),
    );
    const ids = facts.map(({ items }) => items.map(({ id }) => id));
    for (const [record, places] of Map.groupBy(held.keys(), (place) => held[place]?.record)) {
      const ofRecord = places.flatMap((place) => ids[place] ?? []);
      const words = 'a copy stands in the holdings of two libraries: give each library its own only';
      agree(new Set(ofRecord).size, ofRecord.length, words);
      holds(ofRecord.length > 0, 'a record with copies is told without any', record);
    }
    const shared = held.filter(({ record }, place) => held.findIndex((one) => one.record === record) !== place);
    holds(
      shared.length > 0,
      'the simulated system has no record of two libraries, so that nothing is proven of owners',
    );
    if (itemsOf(bench).needsHolding === true) return;
    const named = await itemsOf(bench).findItems(ids.flat(), bench.signal);
    agree(
      named.map((one) => (one === null || isMerciaError(one) ? one : one.library)),
      held.flatMap(({ library }, place) => (ids[place] ?? []).map(() => library)),
      'a copy is another library’s if it is asked for by its id: read its owner',
    );
    const stateOf = ({ status, due }: ItemFacts) => [status, due?.on];
    agree(
      named.map((one) => (one === null || isMerciaError(one) ? one : stateOf(one.item))),
      facts.flatMap(({ items }) => items.map(stateOf)),
      'a copy asked for by its id stands otherwise than in its holding: map both by one function',
    );
    const { described } = await harvestFully(bench.adapter.harvest ?? nothing());
    const records = named.map((one) => (one === null || isMerciaError(one) ? '' : one.recordLocalId));
    for (const [place, record] of records.entries()) {
      const local = parseId(ids.flat()[place] ?? '', 'item')?.local;
      const isOwn = described.get(record)?.items.some(({ localId }) => localId === local) === true;
      holds(isOwn, 'a copy is another record’s if it is asked for by its id', [local, record]);
    }
    const ofItem = named.map((one) => (one === null || isMerciaError(one) ? one : one.item.id));
    agree(ofItem, ids.flat(), 'copies asked for by their ids come in another order than was asked');
  }),

  check('dates its facts by the moment of the answer', async (bench) => {
    const startedAt = Date.now();
    const facts = await factsOf(bench);
    for (const { asOf } of facts) {
      const at = Date.parse(asOf);
      const isNow = at >= startedAt - ROUNDED_MS && at <= Date.now() + ROUNDED_MS;
      holds(isNow, 'a live answer is dated by another moment than its own: date it when it is asked', asOf);
    }
  }),

  check('refuses live keys of a layout that it does not know', async (bench) => {
    const [first, second] = await bench.sample();
    const version = versionOf(first.liveKeys) ?? 0;
    const words =
      'live keys do not say by which layout they are written: put a versionKey into them (shared/live-keys.ts)';
    holds(version > 0, words, first.liveKeys);
    const later = first.liveKeys.map((key) => (key === versionKey(version) ? versionKey(LATER_LAYOUT) : key));

    const [refused, told] = await itemsOf(bench).findAvailability(
      [{ ...first, liveKeys: later }, second],
      bench.signal,
    );

    const misread = 'live keys of another layout are read as if they were its own: refuse them in their slot';
    holds(refused instanceof MerciaError, misread, refused);
    holds(told !== null && !(told instanceof MerciaError), 'the neighbour of keys that are refused is not told', told);
  }),

  check('takes no code, place or mark of a copy from another one', async (bench) => {
    const { described } = await harvestFully(bench.adapter.harvest ?? nothing());
    const held = await allHeld(bench);
    const facts = await factsOf(
      bench,
      held.map(({ holding }) => holding),
    );
    // A copy in which several titles are bound is harvested with one of them.
    const items = new Map([...described.values()].flatMap((one) => one.items.map((item) => [item.localId, item])));
    for (const { items: told } of facts) {
      for (const item of told) {
        const harvested = items.get(parseId(item.id, 'item')?.local ?? '');
        holds(harvested !== undefined, 'a copy is told live by another id than it is harvested by', item.id);
        agree(item.barcode, harvested.barcode, 'a copy is told live with another barcode than it was harvested with');
        const site = item.permanentLocation?.siteCode ?? null;
        if (site !== null) agree(site, harvested.ownerCode, 'a copy is told to belong to a site of somebody else');
      }
    }
  }),

  givesUp('copies by their ids', LIVE, async (bench) => {
    const { items } = bench.adapter;
    if (items === undefined || items.needsHolding === true)
      throw new NotTried('copies are asked for with their holding');
    const [facts] = await factsOf(bench);
    const ids = facts?.items.map(({ id }) => id) ?? [];
    return (signal) => items.findItems(ids, signal).then(throwSlots);
  }),
];

/** What ends a harvest that nobody waits for any more. Of a system of two parts, the wire is that of the other one. */
export const harvestGivenUp: readonly Check<SimulatedBench>[] = [
  givesUp('a harvest', ['HARVEST_FULL'], async ({ adapter, missingItem, signal }) => {
    // Who is not logged in logs in for all callers, and so beyond the patience of one.
    if (missingItem !== null) await adapter.items?.findItems([missingItem], signal);
    return (caller) => firstPage(adapter, caller);
  }),
  givesUp('single records', ['HARVEST_FULL'], async (bench) => {
    const source = bench.adapter.harvest;
    if (source?.findRecords === undefined) throw new NotTried('it gives its records only all together');
    const [first = ''] = (await harvestFully(source)).records.keys();
    return async (signal) => source.findRecords?.([first], signal);
  }),
];

function givesUp(
  what: string,
  needs: Check<SimulatedBench>['needs'],
  prepare: (bench: SimulatedBench) => Promise<(signal: AbortSignal) => Promise<unknown>>,
): Check<SimulatedBench> {
  return {
    name: `gives up ${what} when its caller does, down to the socket`,
    needs,
    touches: 'system faults',
    fault: 'hang',
    async run(bench) {
      const ask = await prepare(bench);
      bench.wire.setMode('hang');
      const caller = new AbortController();
      const asked = bench.wire.untilAsked();
      const outcome = ask(caller.signal).then(
        () => 'an answer',
        (error: unknown) => (isMerciaError(error) ? error.code : 'no error of ours'),
      );
      await Promise.race([asked, outcome]);
      caller.abort();

      // Without a limit of its own, what goes on would go on for as long as a file may take.
      const told = await Promise.race([outcome, delay(GIVEN_UP_MS, 'nothing', { ref: false })]);
      const words = `${what} that nobody waits for any more: told is ${told}; pass the signal on, and say LMS_TIMEOUT`;
      agree(told, 'LMS_TIMEOUT', words);
      await untilGivenUp(bench.wire);
    },
  };
}

function idsOf(slot: Slot<HoldingFacts | null> | undefined): unknown {
  if (slot === undefined || slot === null) return slot;
  return slot instanceof MerciaError ? slot.code : slot.items.map(({ id, status }) => [id, status]);
}

function throwSlots(slots: readonly unknown[]): readonly unknown[] {
  const failed = slots.find((slot) => isMerciaError(slot));
  if (failed !== undefined) throw failed;
  return slots;
}

async function firstPage({ harvest }: LmsAdapter, signal: AbortSignal): Promise<void> {
  for await (const _ of harvest?.pages({ run: { kind: 'full' }, resumeAt: null }, signal) ?? []) return;
}

function nothing(): never {
  throw new NotTried('it harvests nothing');
}
