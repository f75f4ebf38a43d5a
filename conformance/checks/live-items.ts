/** Checks of how copies stand now, at a system that works. */
import type { Capability, LmsAdapter } from '#adapters/adapter.ts';
import { createId } from '#domain/ids.ts';
import type { ItemId } from '#domain/ids.ts';
import { mayBeOnLoan } from '#domain/item-status.ts';
import type { HoldingFacts, HoldingRef, ItemFacts } from '#domain/facts.ts';
import { MerciaError } from '#platform/errors.ts';
import { agree, holds, none } from '../agree.ts';
import { harvestFully } from '../apply-harvest.ts';
import { NotTried } from '../check.ts';
import type { Check } from '../check.ts';
import { recordOf } from '../sample.ts';
import type { Bench, SimulatedBench } from '../system.ts';

export const LIVE: readonly Capability[] = ['LIVE_ITEMS', 'HARVEST_FULL'];

const reads = (name: string, run: Check<Bench>['run']): Check<Bench> => ({ name, needs: LIVE, touches: 'reads', run });
const changes = (name: string, run: Check<SimulatedBench>['run']): Check<SimulatedBench> => ({
  name,
  needs: LIVE,
  touches: 'changes',
  run,
});

/** The live half of an adapter that declares it. */
export function itemsOf({ adapter }: Bench): NonNullable<LmsAdapter['items']> {
  if (adapter.items === undefined) throw new NotTried('this adapter has no live items');
  return adapter.items;
}

/** Facts of holdings that are there. */
export async function factsOf(bench: Bench, holdings?: readonly HoldingRef[]): Promise<readonly HoldingFacts[]> {
  const answers = await itemsOf(bench).findAvailability(holdings ?? (await bench.sample()), bench.signal);
  return answers.map((answer) => {
    holds(answer !== null && !(answer instanceof MerciaError), 'a holding that is there came without facts', answer);
    return answer;
  });
}

async function someItems(bench: Bench): Promise<readonly [ItemId, ItemId]> {
  const [first, second] = (await factsOf(bench)).flatMap(({ items }) => items.map(({ id }) => id));
  if (first === undefined || second === undefined) throw new NotTried('too few copies are told');
  return [first, second];
}

/** In every slot, because a copy can only be asked for with its holding. */
function asksWithHolding(bench: Bench, answers: readonly unknown[]): boolean {
  if (itemsOf(bench).needsHolding !== true) return false;
  const codes = answers.map((answer) => (answer instanceof MerciaError ? answer.code : answer));
  agree(
    codes,
    answers.map(() => 'CAPABILITY_UNSUPPORTED'),
    'a copy is told by its id, which is declared to be impossible',
  );
  return true;
}

export const liveReads: readonly Check<Bench>[] = [
  reads('answers a batch in its order and length, duplicates and unknown records included', async (bench) => {
    const [first, second] = await bench.sample();
    const unknown = bench.missing === null ? [] : [bench.missing];

    const answers = await itemsOf(bench).findAvailability([second, ...unknown, first, second], bench.signal);

    const ids = answers.map((answer) =>
      answer instanceof MerciaError || answer === null ? answer : answer.items.map((item) => item.id),
    );
    agree(ids.length, 3 + unknown.length, 'as many slots come back as were asked');
    if (unknown.length > 0) agree(ids[1], null, 'a record that the system does not have is null');
    const [one, other, again] = [ids[0], ids.at(-2), ids.at(-1)];
    agree(one, again, 'the same holding asked twice is told the same');
    for (const told of [one, other]) {
      holds(Array.isArray(told) && told.length > 0, 'a holding with copies is told with its copies', told);
    }
    holds(JSON.stringify(one) !== JSON.stringify(other), 'two holdings are told with the copies of one', one);
  }),

  reads('gives items by id in the order asked, null for one that does not exist', async (bench) => {
    const [first, second] = await someItems(bench);
    const noNumber = createId(bench.adapter.system.id, 'item', 'no number');
    const unknown = bench.missingItem === null ? [] : [bench.missingItem];

    const answers = await itemsOf(bench).findItems([second, ...unknown, first, second, noNumber], bench.signal);

    if (asksWithHolding(bench, answers)) return;
    const ids = answers.map((answer) => (answer instanceof MerciaError ? answer : (answer?.item.id ?? null)));
    agree(ids, [second, ...unknown.map(() => null), first, second, null], 'copies come by id in the order asked');
  }),

  reads('answers an empty batch without a call', async (bench) => {
    bench.wire.setMode('pass');
    agree(await itemsOf(bench).findAvailability([], bench.signal), [], 'no holding asked, no slot');
    agree(await itemsOf(bench).findItems([], bench.signal), [], 'no copy asked, no slot');
    agree(bench.wire.most, 0, 'nothing is asked where nothing is wanted');
  }),

  reads('dates its facts, and says of each copy what it is', async (bench) => {
    for (const { asOf, items } of await factsOf(bench)) {
      holds(isMoment(asOf), 'facts are dated by RFC 3339 in UTC', asOf);
      for (const item of items) saysWhatItIs(bench, item);
    }
  }),

  reads('gives each copy to the holding that it belongs to, and to no other', async (bench) => {
    const [first, second, third] = await bench.sample();
    const together = await factsOf(bench);
    const alone = await Promise.all(
      [first, second, third].map(async (holding) => (await factsOf(bench, [holding]))[0]),
    );

    const idsOf = (facts: HoldingFacts | undefined) => facts?.items.map(({ id }) => id);
    agree(together.map(idsOf), alone.map(idsOf), 'asked together, holdings have the copies that they have alone');
    const all = together.flatMap(({ items }) => items.map(({ id }) => id));
    agree(new Set(all).size, all.length, 'a copy stands in one holding only');
  }),

  reads('lets live keys that it did not write cost their own slot only', async (bench) => {
    const [first] = await bench.sample();

    const answers = await itemsOf(bench).findAvailability([{ id: first.id, liveKeys: ['?'] }, first], bench.signal);

    holds(answers[0] instanceof MerciaError, 'keys that nobody wrote are an error in their slot', answers[0]);
    holds(!(answers[1] instanceof MerciaError), 'the neighbour of a bad key is told', answers[1]);
  }),

  reads('holds no more sockets open than the system allows, whatever is asked at once', async (bench) => {
    const holdings = await bench.sample();
    bench.wire.setMode('pass');

    await Promise.all(Array.from({ length: 12 }, () => itemsOf(bench).findAvailability(holdings, bench.signal)));

    holds(bench.wire.most > 0, 'nothing came over the wire');
    holds(bench.wire.most <= bench.connections, 'more sockets are open than the system allows', bench.wire.most);
  }),
];

export const liveChanges: readonly Check<SimulatedBench>[] = [
  ...(
    [
      ['travels between sites, for nobody', 'sendAway', 'IN_TRANSIT', 'TRANSIT_NOT_TOLD'],
      ['is kept for a reader', 'keepForReader', 'ON_HOLD_SHELF', 'HOLD_SHELF_NOT_TOLD'],
    ] as const
  ).map(([where, act, status, limitation]) =>
    changes(`never says of a copy that ${where} that it is surely in its place`, async (bench) => {
      const [first] = await bench.sample();
      bench.system[act](recordOf(first));

      const [facts] = await factsOf(bench, [first]);
      const items = facts?.items ?? [];
      const named = await itemsOf(bench).findItems(
        items.map(({ id }) => id),
        bench.signal,
      );

      holds(items.length > 0, 'the holding has copies');
      const byId = asksWithHolding(bench, named)
        ? []
        : named.map((one) => (one === null || one instanceof MerciaError ? null : one.item));
      for (const item of [...items, ...byId]) {
        holds(item !== null, 'a copy of the holding is not found by its id');
        const isTold = item.status === status || item.limitations.includes(limitation);
        holds(isTold, `a copy that ${where} is told as ${item.status}, without a limitation`, item.limitations);
      }
    }),
  ),

  changes('tells now what is so now, not what it told before', async (bench) => {
    const holdings = await allHoldings(bench);
    const onLoan = async () => {
      const answers = await itemsOf(bench).findAvailability(holdings, bench.signal);
      const items = answers.flatMap((answer) => (answer === null || answer instanceof MerciaError ? [] : answer.items));
      return new Set(items.filter(({ status }) => status === 'ON_LOAN').map(({ id }) => id));
    };
    const before = await onLoan();

    bench.system.change();

    const lent = [...(await onLoan())].filter((id) => !before.has(id));
    agree(lent.length, 1, 'a copy was lent, and is told as it was before');
  }),

  changes('lets one unreadable record cost its own slot only', async (bench) => {
    const [first, second, third] = await bench.sample();
    if (bench.system.spoilRecord === null) throw new NotTried('no single answer of this system can be spoiled');
    bench.system.spoilRecord(recordOf(second));

    const answers = await itemsOf(bench).findAvailability([first, second, third], bench.signal);

    agree(
      answers.map((answer) => answer instanceof MerciaError && answer.code),
      [false, 'LMS_BAD_RESPONSE', false],
      'one unreadable record is LMS_BAD_RESPONSE, and its neighbours are told',
    );
  }),
];

async function allHoldings({ adapter }: Bench): Promise<readonly HoldingRef[]> {
  if (adapter.harvest === undefined) throw new NotTried('it harvests nothing, so that no holding is known');
  const { described } = await harvestFully(adapter.harvest);
  return [...described].flatMap(([localId, { holdings }]) =>
    holdings.map(({ library, liveKeys }) => ({
      id: createId(adapter.system.id, 'holding', `${localId}@${library}`),
      liveKeys,
    })),
  );
}

function isMoment(text: string): boolean {
  const at = new Date(text);
  return !Number.isNaN(at.getTime()) && at.toISOString() === text;
}

function saysWhatItIs({ adapter }: Bench, item: ItemFacts): void {
  holds(item.id.startsWith(`${adapter.system.id}:item:`), 'a copy has the id of its system', item.id);
  holds(item.id.length > `${adapter.system.id}:item:`.length, 'a copy has an id of its own', item.id);
  if (item.status === 'ON_LOAN') holds(item.due !== null, 'a copy on loan is due some day');
  if (item.due !== null) holds(mayBeOnLoan(item.status), `a copy that is ${item.status} is due on no day`);
}

/** A queue that is declared is told of each holding. */
export const tellsQueue: Check<Bench> = {
  ...reads('tells a queue only where it declares one, and then for each holding', async (bench) => {
    const declared = bench.adapter.capabilities.includes('HOLD_QUEUE');
    const queues = (await factsOf(bench)).map(({ holdQueue }) => holdQueue);
    if (declared)
      none(
        queues.filter((queue) => queue === null),
        'HOLD_QUEUE is declared, and no queue is told',
      );
    else
      none(
        queues.filter((queue) => queue !== null),
        'a queue is told, and HOLD_QUEUE is not declared',
      );
  }),
  learn: ({ adapter, signal }) => adapter.probe(signal),
};
