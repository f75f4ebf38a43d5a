/** A journal of 4,000 issues on a page with ordinary titles: told whole or truthfully less, and nobody waits for it. */
import type { LmsAdapter } from '#contract/adapter.ts';
import type { HoldingRef } from '#domain/facts.ts';
import { createId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import { createLogger } from '#platform/logger.ts';
import { createContextSigner, createContextVerifier } from '#platform/signed-context.ts';
import { createCirculationSubgraph } from '#subgraphs/circulation/index.ts';
import { harvestFully } from '#conformance/apply-harvest.ts';
import { describe, expect, it } from 'vitest';
import { createKoha, createRemoteKoha, createSymphony, ISSUES, JOURNAL } from './large-title-systems.ts';
import type { LargeTitleSystem } from './large-title-systems.ts';
import { LARGE_FROM } from '#adapters/shared/live-keys.ts';

const SECRET = 'a secret for the tests of large titles';
const never = new AbortController().signal;

interface Page {
  readonly journal: HoldingRef;
  readonly others: readonly HoldingRef[];
}

/** What harvest finds: the journal, and up to 24 holdings beside it. */
async function harvestPage({ harvest, system }: LmsAdapter): Promise<Page> {
  if (harvest === undefined) throw new Error('no harvest');
  const holdings: HoldingRef[] = [];
  for (const [localId, record] of (await harvestFully(harvest)).described) {
    // What hidden records have is harvested for moves, and never asked for.
    if (record.visibility !== 'PUBLIC') continue;
    for (const { library, liveKeys } of record.holdings) {
      holdings.push({ id: createId(system.id, 'holding', `${localId}@${library}`), liveKeys });
    }
  }
  const journal = holdings.find(({ id }) => id.includes(`:${JOURNAL}@`));
  if (journal === undefined) throw new Error('the journal was not harvested');
  return { journal, others: holdings.filter((holding) => holding !== journal).slice(0, 24) };
}

interface Told {
  readonly id: string;
  readonly availability: {
    readonly state: string;
    readonly reason: { readonly code: string } | null;
    readonly itemCount: number | null;
    readonly availableCount: number | null;
    readonly items: { readonly edges: readonly unknown[]; readonly pageInfo: { readonly hasNextPage: boolean } } | null;
  };
}

const QUESTION = `query ($page: [_Any!]!) { _entities(representations: $page) { ... on Holding { id availability {
  state reason { code } itemCount availableCount items(first: 50) { edges { node { id } } pageInfo { hasNextPage } }
} } } }`;

/** Asks the circulation router for a page, with so many milliseconds for the answer. */
async function ask({ adapter, config }: LargeTitleSystem, { journal, others }: Page, budgetMs: number) {
  const system = { ...config, limits: { ...config.limits, callTimeoutMs: 10_000 } };
  const { execute } = createCirculationSubgraph({
    region: {
      id: 'r',
      name: 'R',
      budgetMs,
      networks: [],
      organisations: [],
      libraries: [],
      systems: [system],
      issuers: [],
    },
    adapters: new Map([[config.id, adapter]]),
    verify: createContextVerifier(SECRET),
    clock: Date.now,
    logger: createLogger('silent'),
  });
  const page = [...others, journal].map(({ id, liveKeys }) => ({ __typename: 'Holding', id, liveKeys }));
  const receivedAt = Date.now();
  const caller = { role: 'public', subject: null, correlationId: 'c' } as const;
  const context = await createContextSigner(SECRET)({ ...caller, receivedAt, deadline: receivedAt + budgetMs });
  const { data, errors } = await execute({ query: QUESTION, variables: { page }, context });
  expect(errors).toBeUndefined();
  const told = (data as { readonly _entities: readonly Told[] })._entities;
  const ofJournal = told.at(-1);
  if (ofJournal === undefined) throw new Error('nothing was told');
  return { ofJournal: ofJournal.availability, ofOthers: told.slice(0, -1).map(({ availability }) => availability) };
}

describe.each([
  ['Koha', createKoha],
  ['a Koha behind an adapter server', createRemoteKoha],
  ['Symphony', createSymphony],
] as const)('a journal at %s', (_name, create) => {
  it('is told apart by harvest, and told whole, in pages that a reader can turn', async () => {
    const system = await create();
    const page = await harvestPage(system.adapter);

    const { ofJournal, ofOthers } = await ask(system, page, 8_000);

    expect([page.journal, ...page.others].map((one) => system.adapter.items?.isLarge?.(one))).toEqual([
      true,
      ...page.others.map(() => false),
    ]);
    expect(ofJournal).toMatchObject({ state: 'LIVE', itemCount: ISSUES, availableCount: ISSUES });
    expect(ofJournal.items?.edges).toHaveLength(50);
    expect(ofJournal.items?.pageInfo.hasNextPage).toBe(true);
    expect(ofOthers.map(({ state }) => state)).toEqual(ofOthers.map(() => 'LIVE'));
  });

  it('costs its neighbours nothing where its system needs longer for it than there is', async () => {
    const system = await create(1_000);
    const page = await harvestPage(system.adapter);
    await system.faults.set({ slowMsPerKilobyte: 6, only: [system.itemCalls] });

    const { ofJournal, ofOthers } = await ask(system, page, 1_500);

    expect(ofOthers.map(({ state }) => state)).toEqual(ofOthers.map(() => 'LIVE'));
    expect(ofJournal).toMatchObject({
      state: 'UNKNOWN',
      reason: { code: 'TIMEOUT' },
      itemCount: null,
      availableCount: null,
      items: null,
    });
  });

  it('is not asked for where it has more issues than any call could tell, and no count is made up', async () => {
    const system = await create(5_100);
    const page = await harvestPage(system.adapter);

    const { ofJournal, ofOthers } = await ask(system, page, 8_000);

    expect(ofOthers.map(({ state }) => state)).toEqual(ofOthers.map(() => 'LIVE'));
    expect(ofJournal).toMatchObject({ state: 'UNKNOWN', reason: { code: 'TOO_MANY_ITEMS' }, itemCount: null });
  });
});

describe('a journal at Koha', () => {
  it('is read in small pages, each behind the last, so that no call keeps the host long', async () => {
    const { adapter, calls } = await createKoha();
    const { journal } = await harvestPage(adapter);
    calls.clear();

    await adapter.items?.findAvailability([journal], never);

    const asked = calls.list.filter(({ kind }) => kind === 'items').map(({ query }) => new URLSearchParams(query));
    expect(asked.map((query) => query.get('_per_page'))).toEqual(
      Array.from({ length: ISSUES / LARGE_FROM }, () => String(LARGE_FROM)),
    );
    expect(new Set(asked.map((query) => query.get('q'))).size).toBe(asked.length);
  });

  it('that grew beyond all measure since harvest is given up at its first page', async () => {
    const { adapter, calls } = await createKoha(5_100);
    const { journal, others } = await harvestPage(adapter);
    const asHarvested = { ...journal, liveKeys: journal.liveKeys.map((key) => (key === 'n:5100' ? 'n:4000' : key)) };
    calls.clear();

    const answers = await adapter.items?.findAvailability([asHarvested, ...others], never);

    expect(answers?.[0]).toBeInstanceOf(MerciaError);
    expect(answers?.[0]).toMatchObject({ code: 'LMS_TOO_MANY_ITEMS' });
    expect(answers?.slice(1).filter((answer) => answer instanceof MerciaError)).toEqual([]);
    expect(calls.count('items')).toBe(2);
  });
});

describe('a journal at Symphony', () => {
  it('is looked up by itself, beside the rest of its page', async () => {
    const { adapter, calls } = await createSymphony();
    const { journal, others } = await harvestPage(adapter);
    calls.clear();

    await adapter.items?.findAvailability([...others, journal], never);

    const asked = calls.list.filter(({ kind }) => kind === 'titles').map(({ query }) => new URLSearchParams(query));
    const withJournal = asked.filter((query) => query.getAll('titleID').includes(String(JOURNAL)));
    expect(withJournal.map((query) => query.getAll('titleID'))).toEqual([[String(JOURNAL)]]);
    expect(asked).toHaveLength(2);
  });
});
