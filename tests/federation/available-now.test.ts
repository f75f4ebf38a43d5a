/** Which editions of a page of search results can be had now, and which only seem to be gone because a system is silent. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { ItemFacts } from '#domain/facts.ts';
import type { SystemId } from '#domain/ids.ts';
import { AS_OF, createCopy } from './support/fake-adapter.ts';
import { startGraph, SYSTEMS } from './support/start-graph.ts';
import type { TestGraph, TestSystem } from './support/start-graph.ts';

type Copy = Partial<ItemFacts>;
const LENT: Copy = { status: 'ON_LOAN', due: { on: '2026-02-01', at: null } };

let graph: TestGraph;
/** At each system, the copies of each edition by its number; none where not said. */
let copies: Partial<Record<TestSystem, Readonly<Record<string, readonly Copy[]>>>>;
let budgetMs: number;

beforeAll(async () => {
  const adapterOptions = Object.fromEntries(
    SYSTEMS.map((id) => [
      id,
      {
        copies: (edition: string) =>
          (copies[id]?.[edition] ?? []).map((copy, at) =>
            createCopy(id as string as SystemId, `${edition}.${at}`, copy),
          ),
      },
    ]),
  );
  graph = await startGraph({ adapterOptions, budgetMs: () => budgetMs });
});
beforeEach(() => {
  graph.reset();
  copies = {};
  budgetMs = 2_000;
});
afterAll(() => graph.close());

const LISTS = 'available { id title } unavailable { id } unknown { id } checkedAt';

async function ask(args = '', first = 3, asked = graph) {
  const { data, errors } = await asked.ask(
    `{ search(query: "title", first: ${first}) { totalCount availableNow${args} { ${LISTS} } } }`,
  );
  const { search } = data as {
    readonly search: {
      readonly totalCount: number;
      readonly availableNow: {
        readonly available: readonly { readonly id: string; readonly title: string }[];
        readonly unavailable: readonly { readonly id: string }[];
        readonly unknown: readonly { readonly id: string }[];
        readonly checkedAt: string;
      } | null;
    };
  };
  const now = search.availableNow;
  const numbers = (list: readonly { readonly id: string }[] = []) => list.map(({ id }) => Number(id.split(':')[2]));
  return {
    errors,
    search,
    lists: [numbers(now?.available), numbers(now?.unavailable), numbers(now?.unknown)],
  };
}

describe('what is available now', () => {
  it('parts a page into what can be had, what cannot, and nothing else where all systems answer', async () => {
    copies = {
      arden: { 1: [LENT], 2: [LENT], 3: [{ use: 'REFERENCE' }] },
      severn: { 1: [{}], 2: [LENT, { status: 'MISSING' }] },
    };

    const { errors, search, lists } = await ask();

    expect(errors).toEqual([]);
    expect(lists).toEqual([[1, 3], [2], []]);
    expect(search.availableNow?.available[0]?.title).toBe('Title 1');
    expect(search.availableNow?.checkedAt).toBe(AS_OF);
  });

  it('never says unavailable because a system does not answer', async () => {
    copies = { arden: { 1: [{}], 2: [LENT] }, severn: { 2: [{}] }, wyre: { 1: [LENT] } };
    graph.adapters.severn.behaviour = { kind: 'fails', code: 'LMS_UNAVAILABLE' };

    const { errors, lists } = await ask();

    expect(errors).toEqual([]);
    expect(lists).toEqual([[1], [], [2, 3]]);
  });

  it('takes what was last known for unknown, also that a copy was in its place', async () => {
    copies = { arden: { 1: [{}], 2: [LENT] } };
    budgetMs = 400;
    await ask();
    for (const id of SYSTEMS) graph.adapters[id].behaviour = { kind: 'fails', code: 'LMS_TIMEOUT' };

    expect((await ask()).lists).toEqual([[], [], [1, 2, 3]]);
  });

  it('is there in time where a system hangs', async () => {
    copies = { arden: { 1: [{}] } };
    budgetMs = 500;
    graph.adapters.wyre.behaviour = { kind: 'hangs' };
    const startedAt = performance.now();

    expect((await ask()).lists).toEqual([[1], [], [2, 3]]);
    expect(performance.now() - startedAt).toBeLessThan(1_500);
  });

  it.each<readonly [string, Copy, readonly (readonly number[])[]]>([
    ['of an unknown status', { status: 'UNKNOWN' }, [[], [], [1]]],
    ['of an unknown use', { use: 'UNKNOWN' }, [[], [], [1]]],
    ['restricted to certain readers', { use: 'RESTRICTED' }, [[], [1], []]],
    ['that may be on its way to another reader', { limitations: ['HOLD_SHELF_NOT_TOLD'] }, [[], [], [1]]],
    ['on a hold shelf', { status: 'ON_HOLD_SHELF' }, [[], [1], []]],
    ['read online', { use: 'ONLINE' }, [[1], [], []]],
  ])('puts a copy %s where it belongs', async (_, copy, lists) => {
    copies = { arden: { 1: [copy] } };

    expect((await ask('', 1)).lists).toEqual(lists);
  });

  it('takes a system that cannot tell of its copies for unknown', async () => {
    const silent = await startGraph({
      editions: 1,
      adapterOptions: { arden: { live: false }, severn: { copies: () => [] } },
    });
    onTestFinished(() => silent.close());
    silent.adapters.wyre.behaviour = { kind: 'has nothing' };

    expect((await ask('', 3, silent)).lists).toEqual([[], [], [1]]);
  });

  it('counts only the libraries named, and asks only their systems', async () => {
    copies = { arden: { 1: [{}] }, severn: { 2: [{}] } };
    graph.adapters.wyre.behaviour = { kind: 'fails', code: 'LMS_UNAVAILABLE' };

    expect((await ask('(libraries: ["lib-arden"])')).lists).toEqual([[1], [2, 3], []]);
    expect(SYSTEMS.map((id) => graph.adapters[id].calls.length)).toEqual([1, 0, 0]);
    expect((await ask('(libraries: ["lib-arden", "lib-wyre"])')).lists).toEqual([[1], [], [2, 3]]);
    const { errors } = await ask('(libraries: ["lib-ardn"])');
    expect(errors).toMatchObject([
      { message: expect.stringContaining('lib-ardn') as string, extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  it('costs the systems no call beyond those for the availability of the same page, and is refused for more than fifty', async () => {
    const large = await startGraph({ editions: 60, freshForMs: 2_000 });
    onTestFinished(() => large.close());

    const { errors } = await large.ask(`{ search(query: "title", first: 50) {
      availableNow { available { id } } edges { node { holdings { availability { state } } } } } }`);

    expect(errors).toEqual([]);
    expect(SYSTEMS.map((id) => large.adapters[id].calls.map(({ keys }) => keys.length))).toEqual([[50], [50], [50]]);
    expect((await ask('', 50, large)).lists[0]).toHaveLength(50);
    const refused = await ask('', 51, large);
    expect(refused.search).toEqual({ totalCount: 60, availableNow: null });
    expect(refused.errors).toMatchObject([
      {
        path: ['search', 'availableNow'],
        message: expect.stringMatching(/at most 50 editions; this one has 51/) as string,
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });

  it('of an empty page has nothing in it', async () => {
    expect((await ask('', 0)).lists).toEqual([[], [], []]);
  });

  it('keeps what it is told to itself', async () => {
    const { errors } = await graph.ask('{ search(query: "title") { page } }');

    expect(errors).toMatchObject([{ message: expect.stringContaining('Cannot query field "page"') as string }]);
  });
});
