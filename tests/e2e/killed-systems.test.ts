import { DEMO_SYSTEMS, generateDemoRegion } from '#demo/generate.ts';
import type { DemoSystemId } from '#demo/libraries.ts';
import { SHOWCASE } from '#demo/showcase.ts';
import type { KohaFaults } from '#simulators/koha/index.ts';
import { BEFORE_RELEASE } from '../release.ts';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startDemoGraph, type DemoGraph } from './support/whole-graph.ts';

/** What a call may take, so that a system that hangs is free again soon. */
const CALL_TIMEOUT_MS = 4000;
const CONCURRENT = 10;
const EDITIONS = 5;
/** A breaker, a pause or a call that still hangs takes seconds; a busy machine may take longer. */
const POLL = { timeout: 45_000, interval: 50 };

interface Availability {
  readonly state: string;
  readonly asOf: string | null;
  readonly reason: { readonly code: string; readonly message: string; readonly system: string } | null;
  readonly itemCount: number | null;
  readonly availableCount: number | null;
  readonly unknownCount: number | null;
  readonly holdQueue: number | null;
  readonly items: { readonly edges: readonly { readonly node: { readonly state: string } }[] } | null;
}

interface Page {
  readonly editions: readonly {
    readonly editions: readonly {
      readonly holdings: readonly {
        readonly id: string;
        readonly library: { readonly system: { readonly id: DemoSystemId } };
        readonly availability: Availability;
      }[];
    }[];
  }[];
}

const PAGE = `query ($by: [EditionKey!]!) {
  editions(by: $by) {
    editions {
      title
      holdings {
        id callNumbers
        library { name system { id } }
        availability {
          state asOf reason { code message system } itemCount availableCount unknownCount holdQueue
          earliestDue { on at }
          items { edges { node { id state status due { on at } permanentLocation { siteCode } currentLocation { siteCode } } } }
        }
      }
    }
  }
}`;

let graph: DemoGraph;
let keys: readonly { readonly isbn: string }[];

beforeAll(async () => {
  graph = await startDemoGraph({ callTimeoutMs: CALL_TIMEOUT_MS });
  const { truth } = generateDemoRegion({ now: Date.now() });
  const books = truth.filter((row) => row.visibility === 'PUBLIC' && /^\d{13}$/.test(row.edition));
  keys = [...Map.groupBy(books, (row) => row.edition)]
    .filter(([, rows]) => new Set(rows.map((row) => row.system)).size === DEMO_SYSTEMS.length)
    .map(([isbn]) => ({ isbn }));
}, 120_000);
afterAll(() => graph.close());

/** The facts of each system by holding; the moment at which they were stated changes with every answer. */
function factsBySystem(page: Page): ReadonlyMap<DemoSystemId, ReadonlyMap<string, Availability>> {
  const holdings = page.editions
    .flatMap(({ editions }) => editions.flatMap((edition) => edition.holdings))
    // The two that give an export are not killed here.
    .filter(({ library }) => DEMO_SYSTEMS.some((id) => id === library.system.id));
  const bySystem = Map.groupBy(holdings, ({ library }) => library.system.id);
  return new Map(
    [...bySystem].map(([system, own]) => [
      system,
      new Map(
        own.map(({ id, availability }) => [id, { ...availability, asOf: availability.asOf === null ? null : 'then' }]),
      ),
    ]),
  );
}

async function askFor(by: readonly object[], budgetMs = 10_000): Promise<Page> {
  const { data, errors } = await graph.ask<Page>(PAGE, { variables: { by }, budgetMs });
  expect(errors).toBeUndefined();
  expect(data).not.toBeNull();
  return data;
}

/** Pages that have no edition in common, so that no two of them can share a call. */
const pagesOfKeys = (): readonly (readonly object[])[] =>
  Array.from({ length: CONCURRENT }, (_, index) => keys.slice(index * EDITIONS, (index + 1) * EDITIONS));

const othersThan = (id: DemoSystemId): readonly DemoSystemId[] => DEMO_SYSTEMS.filter((other) => other !== id);

/** What is told of a system that does not answer: what it said before, as what it is and with the reason. */
const lastKnown = (before: Availability | undefined, code: string, system: string) => ({
  ...before,
  state: 'LAST_KNOWN',
  asOf: 'then',
  reason: { code: expect.stringMatching(code) as string, system, message: expect.any(String) as string },
  items: {
    edges: before?.items?.edges.map(({ node }) => ({
      node: node.state === 'LIVE' ? { ...node, state: 'LAST_KNOWN' } : node,
    })),
  },
});

/** Refused at the door, or no longer tried for a while. */
const DEAD = '^(UNREACHABLE|CIRCUIT_OPEN)$';

/** Asks until the system is live again: a breaker, a pause or a call that still hangs may take its time. */
async function expectLiveAgain(id: DemoSystemId, before: Page): Promise<void> {
  const by = keys.slice(0, EDITIONS);
  await expect.poll(async () => factsBySystem(await askFor(by)).get(id), POLL).toEqual(factsBySystem(before).get(id));
}

/** A system that came back is not tried again at once. */
async function expectAllLive(): Promise<void> {
  const statesOf = async () =>
    [...factsBySystem(await askFor(keys.slice(0, EDITIONS))).values()].flatMap((facts) =>
      [...facts.values()].map(({ state }) => state),
    );
  await expect.poll(async () => new Set(await statesOf()), POLL).toEqual(new Set(['LIVE']));
}

/** What each is asked for the copies of a page. */
const LIVE_CALL: Readonly<Record<DemoSystemId, string>> = {
  'koha-a': 'items',
  'koha-b': 'items',
  'koha-c': 'items',
  'symphony-d': 'titles',
};

// The gate kills one of each kind.
describe.each(BEFORE_RELEASE ? DEMO_SYSTEMS : (['koha-a', 'symphony-d'] as const))('while %s is killed', (id) => {
  it('costs nobody else a fact in queries that are under way, and says why in its own', async () => {
    await expectAllLive();
    const pages = pagesOfKeys();
    const before = await Promise.all(pages.map((by) => askFor(by)));
    const simulator = graph.simulator(id);
    simulator.calls.clear();
    await simulator.faults.set({ slowMs: 30 });

    const asked = Promise.all(pages.map((by) => askFor(by)));
    while (simulator.calls.count(LIVE_CALL[id]) === 0) await nextTurn();
    await simulator.kill();
    const during = await asked;
    const after = await Promise.all(pages.map((by) => askFor(by)));

    const told = during.flatMap((page) => [...(factsBySystem(page).get(id)?.values() ?? [])]);
    expect(told.map(({ state }) => state)).toContain('LAST_KNOWN');
    for (const [index, whole] of before.entries()) {
      const then = factsBySystem(whole);
      for (const page of [during[index], after[index]]) {
        const now = factsBySystem(page ?? { editions: [] });
        for (const other of othersThan(id)) expect(now.get(other)).toEqual(then.get(other));
        expect(new Set(now.get(id)?.keys())).toEqual(new Set(then.get(id)?.keys()));
      }
      for (const [holding, fact] of factsBySystem(during[index] ?? { editions: [] }).get(id) ?? []) {
        const before = then.get(id)?.get(holding);
        expect(fact).toEqual(fact.state === 'LIVE' ? before : lastKnown(before, DEAD, id));
      }
      for (const [holding, fact] of factsBySystem(after[index] ?? { editions: [] }).get(id) ?? []) {
        expect(fact).toEqual(lastKnown(then.get(id)?.get(holding), DEAD, id));
      }
    }

    await simulator.faults.clear();
    await simulator.restart();
    await expectLiveAgain(id, before[0] ?? { editions: [] });
  });
});

it('answers with what was last known while every system is down', async () => {
  await expectAllLive();
  const before = await askFor(keys.slice(0, EDITIONS));
  await Promise.all(DEMO_SYSTEMS.map((id) => graph.simulator(id).kill()));

  const page = await askFor(keys.slice(0, EDITIONS));
  await Promise.all(DEMO_SYSTEMS.map((id) => graph.simulator(id).restart()));

  const then = factsBySystem(before);
  for (const [id, facts] of factsBySystem(page)) {
    for (const [holding, fact] of facts) expect(fact).toEqual(lastKnown(then.get(id)?.get(holding), DEAD, id));
  }
  for (const id of DEMO_SYSTEMS) await expectLiveAgain(id, before);
});

describe('a system with a fault', () => {
  const BUDGET_MS = 1500;
  const FAULTS: readonly { readonly does: string; readonly fault: Partial<KohaFaults>; readonly code: string }[] = [
    { does: 'is slow', fault: { slowMs: 2500 }, code: 'TIMEOUT' },
    { does: 'hangs', fault: { hang: true }, code: 'TIMEOUT' },
    { does: 'resets connections', fault: { reset: true }, code: 'UNREACHABLE' },
    { does: 'answers a web page', fault: { garbage: 'html' }, code: 'BAD_ANSWER' },
    { does: 'cuts its answers', fault: { garbage: 'truncated' }, code: 'BAD_ANSWER' },
    { does: 'answers 500', fault: { status: 500 }, code: 'BAD_ANSWER' },
    { does: 'answers 503', fault: { status: 503 }, code: 'UNREACHABLE' },
    { does: 'asks for patience', fault: { status: 503, retryAfterSeconds: 1 }, code: 'RATE_LIMITED' },
    { does: 'closed its port', fault: { down: true }, code: 'UNREACHABLE' },
    // Last: a refused client is not tried again for a minute, lest Koha locks the account.
    { does: 'refuses the credentials', fault: { wrongCredentials: true }, code: 'REFUSED' },
  ];
  // The other Koha logs in and is asked in another way: what differs there is what its host and its door do.
  const OTHERWISE = ['hangs', 'resets connections', 'answers 503', 'refuses the credentials'];
  const cases = [
    ...FAULTS.map((fault) => ({ id: 'koha-a' as const, ...fault })),
    ...FAULTS.filter(({ does }) => BEFORE_RELEASE && OTHERWISE.includes(does)).map((fault) => ({
      id: 'koha-b' as const,
      ...fault,
    })),
  ];
  let faulty: DemoSystemId;

  afterEach(() => graph.simulator(faulty).faults.clear());

  function statesOf(page: Page): ReadonlySet<string> {
    return new Set([...(factsBySystem(page).get(faulty)?.values() ?? [])].map(({ state }) => state));
  }

  it.each(cases)('$id is told as it last was, within the budget, when it $does: $code', async ({ id, fault, code }) => {
    faulty = id;
    const by = [{ isbn: SHOWCASE.pathology }, { isbn: SHOWCASE.publicationManual }];
    // Whoever asks for what a hanging call was asked for shares its end; then all is well again.
    await expect.poll(async () => statesOf(await askFor(by)), POLL).toEqual(new Set(['LIVE']));
    const before = factsBySystem(await askFor(by));
    await graph.simulator(id).faults.set(fault);
    // A call that hangs has the longer time of the system; how late answers are depends on the machine.
    const callsEnd = delay(CALL_TIMEOUT_MS, null, { ref: false });

    const page = await Promise.race([askFor(by, BUDGET_MS), callsEnd]);

    if (page === null) throw new Error('the answer waited for a call that hangs');
    const facts = factsBySystem(page);
    expect(facts.get(id)?.size).toBeGreaterThan(0);
    for (const [holding, fact] of facts.get(id) ?? []) {
      expect(fact).toEqual(lastKnown(before.get(id)?.get(holding), `^${code}$`, id));
    }
    for (const other of othersThan(id)) expect(facts.get(other)).toEqual(before.get(other));
  });
});
