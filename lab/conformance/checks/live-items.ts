/** Checks of how copies stand now, at a system that works. */
import type { Capability, LmsAdapter } from '#contract/adapter.ts';
import { createId, type ItemId } from '#domain/ids.ts';
import { mayBeOnLoan } from '#domain/item-status.ts';
import type { HoldingFacts, HoldingRef, ItemFacts } from '#domain/facts.ts';
import { MerciaError } from '#platform/errors.ts';
import { agree, holds, none } from '../agree.ts';
import { harvestFully } from '../apply-harvest.ts';
import { NotTried, type Check } from '../check.ts';
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
    agree(
      ids.length,
      3 + unknown.length,
      'another number of slots comes back than was asked: give one for each holding, in its place',
    );
    if (unknown.length > 0)
      agree(
        ids[1],
        null,
        'a record that the system does not have is told otherwise than as null: say null of what it says that it does not have',
      );
    const [one, other, again] = [ids[0], ids.at(-2), ids.at(-1)];
    agree(one, again, 'the same holding asked twice is told in two ways: give each place of the question its answer');
    for (const told of [one, other]) {
      holds(
        Array.isArray(told) && told.length > 0,
        'a holding with copies is told without any: find them by its live keys',
        told,
      );
    }
    holds(
      JSON.stringify(one) !== JSON.stringify(other),
      'two holdings are told with the copies of one: pick by record and owner',
      one,
    );
  }),

  reads('gives items by id in the order asked, null for one that does not exist', async (bench) => {
    const [first, second] = await someItems(bench);
    const noNumber = createId(bench.adapter.system.id, 'item', 'no number');
    const unknown = bench.missingItem === null ? [] : [bench.missingItem];

    const answers = await itemsOf(bench).findItems([second, ...unknown, first, second, noNumber], bench.signal);

    if (asksWithHolding(bench, answers)) return;
    const ids = answers.map((answer) => (answer instanceof MerciaError ? answer : (answer?.item.id ?? null)));
    agree(
      ids,
      [second, ...unknown.map(() => null), first, second, null],
      'copies asked for by their ids come in another order: give each the place of its id, null where there is none',
    );
  }),

  reads('answers an empty batch without a call', async (bench) => {
    bench.wire.setMode('pass');
    agree(
      await itemsOf(bench).findAvailability([], bench.signal),
      [],
      'a slot comes where no holding was asked for: give as many as were asked',
    );
    agree(
      await itemsOf(bench).findItems([], bench.signal),
      [],
      'a slot comes where no copy was asked for: give as many as were asked',
    );
    agree(bench.wire.most, 0, 'the system is asked where nothing is wanted: return at once for an empty batch');
  }),

  reads('dates its facts, and says of each copy what it is', async (bench) => {
    for (const { asOf, items } of await factsOf(bench)) {
      holds(
        isMoment(asOf),
        'facts are dated in another form than RFC 3339 in UTC: write the moment with toISOString()',
        asOf,
      );
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
    agree(
      together.map(idsOf),
      alone.map(idsOf),
      'asked together, a holding has other copies than alone: pick the answer by its record and its owner',
    );
    const all = together.flatMap(({ items }) => items.map(({ id }) => id));
    agree(
      new Set(all).size,
      all.length,
      'a copy stands in two holdings: give it to the one of its record and its owner',
    );
  }),

  reads('lets live keys that it did not write cost their own slot only', async (bench) => {
    const [first] = await bench.sample();

    const answers = await itemsOf(bench).findAvailability([{ id: first.id, liveKeys: ['?'] }, first], bench.signal);

    holds(
      answers[0] instanceof MerciaError,
      'live keys that nobody wrote are answered: refuse them with an error in their slot',
      answers[0],
    );
    holds(
      !(answers[1] instanceof MerciaError),
      'live keys that cannot be read cost their neighbour its answer: put the error into their slot alone',
      answers[1],
    );
  }),

  reads('holds no more sockets open than the system allows, whatever is asked at once', async (bench) => {
    const holdings = await bench.sample();
    bench.wire.setMode('pass');

    await Promise.all(Array.from({ length: 12 }, () => itemsOf(bench).findAvailability(holdings, bench.signal)));

    holds(bench.wire.most > 0, 'nothing came over the wire');
    holds(
      bench.wire.most <= bench.connections,
      'more sockets are open than the system allows: let every call go through one client with limits.connections',
      bench.wire.most,
    );
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
        holds(item !== null, 'a copy of a holding is not found by its id: read ids as they were written');
        const isTold = item.status === status || item.limitations.includes(limitation);
        holds(
          isTold,
          `a copy that ${where} is told as ${item.status}, without a limitation: map that state, or name in limitations what is not told`,
          item.limitations,
        );
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
    agree(lent.length, 1, 'a copy was lent, and is told as it was before: ask the system each time');
  }),

  changes('lets one unreadable record cost its own slot only', async (bench) => {
    const [first, second, third] = await bench.sample();
    if (bench.system.spoilRecord === null) throw new NotTried('no single answer of this system can be spoiled');
    bench.system.spoilRecord(recordOf(second));

    const answers = await itemsOf(bench).findAvailability([first, second, third], bench.signal);

    agree(
      answers.map((answer) => answer instanceof MerciaError && answer.code),
      [false, 'LMS_BAD_RESPONSE', false],
      'a record that cannot be read is told all the same, or costs others: read row by row, and put LMS_BAD_RESPONSE into its slot alone',
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
  holds(
    item.id.startsWith(`${adapter.system.id}:item:`),
    'a copy has the id of another system: make it with createId',
    item.id,
  );
  holds(
    item.id.length > `${adapter.system.id}:item:`.length,
    'a copy has no id of its own: build one from what the answer has',
    item.id,
  );
  if (item.status === 'ON_LOAN')
    holds(item.due !== null, 'a copy is on loan and due on no day: read when its loan is due');
  if (item.due !== null)
    holds(
      mayBeOnLoan(item.status),
      `a copy that is ${item.status} is told with a day on which it is due: give due to what is lent alone`,
    );
}

export const tellsQueue: Check<Bench> = {
  ...reads('tells a queue only where it declares one, and then for each holding', async (bench) => {
    const declared = bench.adapter.capabilities.includes('HOLD_QUEUE');
    const queues = (await factsOf(bench)).map(({ holdQueue }) => holdQueue);
    if (declared)
      none(
        queues.filter((queue) => queue === null),
        'HOLD_QUEUE is declared, and no queue is told: give holdQueue of each holding, 0 where nobody waits',
      );
    else
      none(
        queues.filter((queue) => queue !== null),
        'a queue is told, and HOLD_QUEUE is not declared: declare it, or say null',
      );
  }),
  learn: ({ adapter, signal }) => adapter.probe(signal),
};
