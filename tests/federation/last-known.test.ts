import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { ItemFacts, Reason } from '#domain/facts.ts';
import type { HoldingId, SystemId } from '#domain/ids.ts';
import { AS_OF, createCopy } from './support/fake-adapter.ts';
import { startGraph } from './support/start-graph.ts';
import type { TestGraph } from './support/start-graph.ts';

const severn = 'severn' as SystemId;
const query = `{
  edition(id: "region:edition:1") { holdings { availability {
    state asOf reason { code system message } itemCount availableCount unknownCount holdQueue earliestDue { on }
    services { service available }
    items { edges { node { id state asOf status reason { code } } } }
  } } }
  items(barcode: "B1.1") { item { id state asOf status barcode reason { code system } } }
}`;

interface Answer {
  readonly edition: { readonly holdings: readonly { readonly availability: Availability }[] };
  readonly items: readonly { readonly item: Readonly<Record<string, unknown>> }[];
}

interface Availability extends Readonly<Record<string, unknown>> {
  readonly items: { readonly edges: readonly { readonly node: unknown }[] } | null;
}

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph({ callTimeoutMs: 60_000 });
});
beforeEach(() => {
  graph.reset();
});
afterAll(() => graph.close());

const askSevern = async (from = graph, headers: Record<string, string> = {}) => {
  const { data, errors, extensions } = await from.ask(query, {}, headers);
  expect(errors).toEqual([]);
  const { edition, items } = data as Answer;
  return { availability: edition.holdings[1]?.availability, item: items[1]?.item, extensions };
};

/** Of its own: who comes next would join a call that hangs. */
async function startHanging(): Promise<TestGraph> {
  const own = await startGraph({ callTimeoutMs: 60_000 });
  onTestFinished(() => own.close());
  return own;
}

const UNREACHABLE = {
  code: 'UNREACHABLE',
  system: 'severn',
  message: 'Severn Koha could not be reached; ask again later.',
};

describe('a system that answered before', () => {
  it('is told as it was then when it fails, with its age, why, and counts of that moment', async () => {
    await graph.ask(query);
    graph.adapters.severn.behaviour = { kind: 'fails', code: 'LMS_UNAVAILABLE' };

    const { availability, item } = await askSevern();

    expect(availability).toMatchObject({
      state: 'LAST_KNOWN',
      asOf: AS_OF,
      reason: UNREACHABLE,
      itemCount: 3,
      availableCount: 2,
      unknownCount: 0,
      earliestDue: { on: '2026-02-01' },
      services: [
        { service: 'LOAN', available: true },
        { service: 'REFERENCE_USE', available: true },
      ],
    });
    expect(availability?.items?.edges.map(({ node }) => node)).toEqual(
      ['AVAILABLE', 'AVAILABLE', 'ON_LOAN'].map((status, index) => ({
        id: `severn:item:1.${index + 1}`,
        state: 'LAST_KNOWN',
        asOf: AS_OF,
        status,
        reason: { code: 'UNREACHABLE' },
      })),
    );
    expect(item).toMatchObject({ state: 'LAST_KNOWN', asOf: AS_OF, status: 'AVAILABLE', barcode: 'B1.1' });
  });

  it('is told as it was then when it hangs, in time', async () => {
    const own = await startHanging();
    await own.ask(query);
    own.adapters.severn.behaviour = { kind: 'ignores the signal' };

    const { availability, item } = await askSevern(own, { prefer: 'wait=0.4' });

    expect(availability).toMatchObject({ state: 'LAST_KNOWN', availableCount: 2, reason: { code: 'TIMEOUT' } });
    expect(item).toMatchObject({ state: 'LAST_KNOWN', reason: { code: 'TIMEOUT', system: 'severn' } });
  });

  it('is looked up once for a whole page', async () => {
    await graph.ask('{ search(query: "title") { edges { node { holdings { availability { state } } } } } }');
    graph.adapters.severn.behaviour = { kind: 'fails', code: 'LMS_UNAVAILABLE' };

    await graph.ask('{ search(query: "title") { edges { node { holdings { availability { state } } } } } }');

    expect(graph.lastKnown.lookUps).toEqual([['severn:holding:1', 'severn:holding:2', 'severn:holding:3']]);
  });

  it('is not looked up while all is live', async () => {
    await graph.ask(query);
    await graph.ask(query);

    expect(graph.lastKnown.lookUps).toEqual([]);
  });

  it('had no copies when it no longer had the record', async () => {
    graph.adapters.severn.behaviour = { kind: 'has nothing' };
    await graph.ask(query);
    graph.adapters.severn.behaviour = { kind: 'fails', code: 'LMS_UNAVAILABLE' };

    const { availability } = await askSevern();

    expect(availability).toMatchObject({ state: 'LAST_KNOWN', itemCount: 0, availableCount: 0, reason: UNREACHABLE });
  });

  it('is kept by the answer that came too late for whoever asked', async () => {
    const own = await startHanging();
    own.adapters.severn.behaviour = { kind: 'is late' };
    const { availability: early } = await askSevern(own, { prefer: 'wait=0.3' });
    expect(early).toMatchObject({ state: 'UNKNOWN', reason: { code: 'TIMEOUT' }, availableCount: null });

    own.adapters.severn.answerLate();
    await expect.poll(() => own.lastKnown.holdings.has('severn:holding:1' as HoldingId)).toBe(true);
    own.adapters.severn.behaviour = { kind: 'fails', code: 'LMS_UNAVAILABLE' };

    expect((await askSevern(own)).availability).toMatchObject({ state: 'LAST_KNOWN', availableCount: 2 });
  });
});

describe('a store that hangs', () => {
  it('costs what it knows, not the time: a system that fails is UNKNOWN within the budget', async () => {
    const own = await startHanging();
    await own.ask(query);
    own.lastKnown.hangs = true;
    own.adapters.severn.behaviour = { kind: 'fails', code: 'LMS_UNAVAILABLE' };
    own.adapters.wyre.behaviour = { kind: 'ignores the signal' };
    const started = performance.now();

    const { data } = await own.ask(query, {}, { prefer: 'mercia-budget-ms=400' });

    const [arden, ...silent] = (data as Answer).edition.holdings.map(({ availability }) => availability);
    expect(arden).toMatchObject({ state: 'LIVE', availableCount: 2 });
    expect(silent).toMatchObject([
      { state: 'UNKNOWN', asOf: null, availableCount: null, items: null, reason: UNREACHABLE },
      { state: 'UNKNOWN', asOf: null, availableCount: null, items: null, reason: { code: 'TIMEOUT' } },
    ]);
    // The call of the silent system would have ended after a minute.
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});

describe('a copy that could not be told beside live ones', () => {
  const unread: Reason = { code: 'BAD_ANSWER', message: 'This copy could not be read.', system: severn };
  let second: Partial<ItemFacts>;
  let other: TestGraph;

  beforeAll(async () => {
    other = await startGraph({
      adapterOptions: {
        severn: { copies: (local) => [createCopy(severn, `${local}.1`), createCopy(severn, `${local}.2`, second)] },
      },
    });
  });
  beforeEach(() => {
    other.reset();
  });
  afterAll(() => other.close());

  it('is told as it last was, with its own age, and stays unknown in the counts', async () => {
    second = { status: 'ON_LOAN' };
    await other.ask(query);
    second = { status: 'UNKNOWN', reason: unread };

    const { availability } = await askSevern(other);

    expect(availability).toMatchObject({
      state: 'LIVE',
      reason: null,
      itemCount: 2,
      availableCount: 1,
      unknownCount: 1,
    });
    expect(availability?.items?.edges.map(({ node }) => node)).toMatchObject([
      { state: 'LIVE', status: 'AVAILABLE', reason: null },
      { state: 'LAST_KNOWN', asOf: AS_OF, status: 'ON_LOAN', reason: { code: 'BAD_ANSWER' } },
    ]);
  });

  it('does not take the place of what was known of it', async () => {
    second = { status: 'ON_LOAN' };
    await other.ask(query);
    second = { status: 'UNKNOWN', reason: unread };
    await other.ask(query);
    other.adapters.severn.behaviour = { kind: 'fails', code: 'LMS_UNAVAILABLE' };

    const { availability } = await askSevern(other);

    expect(availability).toMatchObject({ state: 'LAST_KNOWN', unknownCount: 0, availableCount: 1 });
  });

  it('is UNKNOWN where nothing was known of it', async () => {
    second = { status: 'UNKNOWN', reason: unread };

    const { availability } = await askSevern(other);

    expect(availability?.items?.edges[1]?.node).toMatchObject({ state: 'UNKNOWN', asOf: null, status: 'UNKNOWN' });
    expect(availability).toMatchObject({ state: 'LIVE', unknownCount: 1 });
  });
});

describe('the list of what is not live', () => {
  it('names each system once for each reason, with how many facts stand how', async () => {
    await graph.ask('{ edition(id: "region:edition:1") { holdings { availability { state } } } }');
    graph.adapters.severn.behaviour = { kind: 'fails', code: 'LMS_UNAVAILABLE' };

    const { extensions } = await graph.ask(`{
      search(query: "title") { edges { node { holdings { availability { state } } } } }
      again: edition(id: "region:edition:1") { holdings { availability { state } } }
      items(barcode: "B1.1") { item { state } }
    }`);

    expect(extensions).toEqual({
      notLive: [{ system: 'severn', name: 'Severn Koha', code: 'UNREACHABLE', states: { LAST_KNOWN: 2, UNKNOWN: 3 } }],
    });
  });

  it('is absent where all is live', async () => {
    expect((await graph.ask(query)).extensions).toBeUndefined();
  });
});

describe('an observer', () => {
  it('is told of every call and of the states of every answer', async () => {
    const calls: unknown[] = [];
    const facts: unknown[] = [];
    const watched = await startGraph({
      observe: {
        call: (system, kind, outcome) => calls.push([system, kind, outcome]),
        facts: (system, state, count) => facts.push([system, state, count]),
        write: () => undefined,
      },
    });
    onTestFinished(() => watched.close());
    watched.adapters.severn.behaviour = { kind: 'fails', code: 'LMS_RATE_LIMITED' };

    await watched.ask('{ search(query: "title") { edges { node { holdings { availability { state } } } } } }');

    expect(calls.sort()).toEqual([
      ['arden', 'availability', 'ok'],
      ['severn', 'availability', 'LMS_RATE_LIMITED'],
      ['wyre', 'availability', 'ok'],
    ]);
    expect(facts.sort()).toEqual([
      ['arden', 'LIVE', 3],
      ['severn', 'UNKNOWN', 3],
      ['wyre', 'LIVE', 3],
    ]);
  });
});
