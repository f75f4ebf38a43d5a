/** Copies of a library that moves: its system answers, and is told nothing of what is lent meanwhile. */
import type { ItemSource } from '#contract/adapter.ts';
import type { HoldingFacts, ItemFacts, LiveItem } from '#domain/facts.ts';
import type { HoldingId, LibraryId, SystemId } from '#domain/ids.ts';
import type { MovePhase } from '#domain/region.ts';
import { MerciaError } from '#platform/errors.ts';
import { createPatronDependencies, type LastKnown } from '#subgraphs/circulation/index.ts';
import { createCopy } from '#tests/federation/support/fake-adapter.ts';
import { describe, expect, it } from 'vitest';
import { askRouter, SECRET } from './support/asked-router.ts';
import { createFakeReaders } from './support/fake-readers.ts';

const SYSTEM = 'arden' as SystemId;
const HOLDING = `${SYSTEM}:holding:1@lib-arden` as HoldingId;
const ITEM = `${SYSTEM}:item:1`;
const NOW = '2026-07-20T09:00:00.000Z';
const SINCE = '2026-07-18';
/** Midnight at the library, in summer. */
const FROZEN_AT = '2026-07-17T23:00:00.000Z';
const WHY = {
  code: 'FROZEN',
  message:
    'The library is moving: Library system arden is not told what is lent and brought back since 18 July 2026; ask the library.',
  system: SYSTEM,
};
const FIELDS = 'state asOf reason { code message system }';
const QUESTION = `query ($asked: [_Any!]!) { _entities(representations: $asked) {
  ... on Holding { availability { ${FIELDS} availableCount services { service available overdue } items { nodes { ${FIELDS} status } } } }
  ... on Item { ${FIELDS} status }
} }`;
const ASKED = [
  { __typename: 'Holding', id: HOLDING, liveKeys: [] },
  { __typename: 'Item', id: ITEM },
];

const facts = (asOf: string, over: Parameters<typeof createCopy>[2] = {}): HoldingFacts => ({
  asOf,
  items: [createCopy(SYSTEM, '1', over)],
  holdQueue: 0,
  limitation: null,
});

const toLive = (item: ItemFacts, asOf: string): LiveItem => {
  const library = 'lib-arden' as LibraryId;
  return { item, asOf, library, recordLocalId: '1', limitation: null };
};

interface World {
  readonly phase: MovePhase;
  readonly since?: string;
  /** What the system says now, or fails with. */
  readonly now?: HoldingFacts | MerciaError;
  readonly known?: HoldingFacts;
}

async function ask({ phase, since = SINCE, now = facts(NOW), known }: World) {
  const items: ItemSource = {
    findAvailability: async (holdings) => holdings.map(() => now),
    findItems: async (ids) =>
      ids.map(() => {
        const item = now instanceof MerciaError ? undefined : now.items[0];
        if (now instanceof MerciaError || item === undefined) return now as MerciaError;
        return toLive(item, now.asOf);
      }),
  };
  const adapter = Object.assign(createFakeReaders(SYSTEM), { items });
  const item = known?.items[0];
  const lastKnown: LastKnown = {
    keepAvailability: (_holding, told) => told,
    keepItem: () => undefined,
    findAvailability: async () => new Map(known === undefined ? [] : [[HOLDING, known]]),
    findItems: async () =>
      new Map(known === undefined || item === undefined ? [] : [[item.id, toLive(item, known.asOf)]]),
    forget: () => undefined,
    close: async () => undefined,
  };
  const router = askRouter({
    adapters: [adapter],
    means: createPatronDependencies({ secret: SECRET, db: null, now: () => Date.parse(NOW) }),
    now: () => Date.parse(NOW),
    phases: { 'lib-arden': phase },
    since,
    lastKnown,
  });
  const { data, errors } = await router.ask(QUESTION, { asked: ASKED });
  expect(errors).toEqual([]);
  return data?.['_entities'];
}

describe.each<MovePhase>(['FROZEN', 'MOVED', 'ARCHIVED', 'TEST_LOADED'])('a library in the phase %s', (phase) => {
  it('has copies as they were when it began, whatever its system says now', async () => {
    const then = { state: 'LAST_KNOWN', asOf: FROZEN_AT, reason: WHY };

    expect(await ask({ phase })).toMatchObject([
      { availability: { ...then, availableCount: 1, items: { nodes: [{ ...then, status: 'AVAILABLE' }] } } },
      { ...then, status: 'AVAILABLE' },
    ]);
  });
});

describe('a frozen library', () => {
  it('has copies as of when its system said so, if that is older, or if the day is not known', async () => {
    const asOf = '2026-07-10T04:00:00.000Z';
    const old = { state: 'LAST_KNOWN', asOf, reason: { code: 'FROZEN' } };
    expect(await ask({ phase: 'FROZEN', now: facts(asOf) })).toMatchObject([{ availability: old }, old]);

    expect(await ask({ phase: 'FROZEN', since: '2026-08-01' })).toMatchObject([
      { availability: { state: 'LAST_KNOWN', asOf: NOW } },
      { state: 'LAST_KNOWN', asOf: NOW },
    ]);
  });

  it('does not say of a loan that should be over that it is: the copy may have been brought back', async () => {
    const lent = facts(NOW, { status: 'ON_LOAN', due: { on: '2026-07-19', at: null } });

    expect(await ask({ phase: 'FROZEN', now: lent })).toMatchObject([
      { availability: { services: [{ service: 'LOAN', available: false, overdue: null }, {}] } },
      { status: 'ON_LOAN' },
    ]);
    expect(await ask({ phase: 'LIVE', now: lent })).toMatchObject([
      { availability: { services: [{ service: 'LOAN', available: false, overdue: true }, {}] } },
      {},
    ]);
  });

  it('has copies as they were then, too, if its system is silent and said more since', async () => {
    const silent = new MerciaError('LMS_TIMEOUT', 'No answer.');
    const then = { state: 'LAST_KNOWN', asOf: FROZEN_AT, reason: { code: 'TIMEOUT' } };

    expect(await ask({ phase: 'FROZEN', now: silent, known: facts(NOW) })).toMatchObject([
      { availability: then },
      then,
    ]);
  });

  it('has unknown copies where its system could not tell of them', async () => {
    const reason = { code: 'TIMEOUT', message: 'No answer.', system: SYSTEM } as const;
    const unknown = { state: 'UNKNOWN', asOf: null, reason, status: 'UNKNOWN' };
    const now = facts(NOW, { status: 'UNKNOWN', reason });

    expect(await ask({ phase: 'FROZEN', now })).toMatchObject([{ availability: { items: { nodes: [unknown] } } }, {}]);
  });
});

it.each<MovePhase>(['LIVE', 'CATALOGUE_FROZEN'])(
  'a library in the phase %s lends, and its copies are live',
  async (phase) => {
    const live = { state: 'LIVE', asOf: NOW, reason: null };

    expect(await ask({ phase })).toMatchObject([{ availability: { ...live, items: { nodes: [live] } } }, live]);
  },
);
