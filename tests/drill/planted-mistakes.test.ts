/** A drill that cannot fail proves nothing: it finds adapters that make mistakes. */
import type { ItemSource, LmsAdapter, PatronSource, Slot } from '#contract/adapter.ts';
import type { AccountFacts } from '#domain/accounts.ts';
import type { HoldingFacts, ItemFacts } from '#domain/facts.ts';
import type { HoldingId } from '#domain/ids.ts';
import { runDrill } from '#drill/drill.ts';
import type { Tally } from '#drill/tally.ts';
import { isMerciaError } from '#platform/errors.ts';
import { describe, expect, it } from 'vitest';

const SHORT = 300;
/** More than enough: what is looked for ends it, after some twenty faults where few systems are drilled. */
const LONG = 1500;
/** Some twenty seconds where nothing else keeps the machine busy. */
const TIMEOUT_MS = 180_000;

/** An adapter whose source of copies makes a mistake. */
function mistaken(adapter: LmsAdapter, mistake: (items: ItemSource) => Partial<ItemSource>): LmsAdapter {
  return adapter.items === undefined ? adapter : { ...adapter, items: { ...adapter.items, ...mistake(adapter.items) } };
}

/** An adapter that tells of holdings something else. */
function told(adapter: LmsAdapter, change: (facts: HoldingFacts) => HoldingFacts): LmsAdapter {
  const toldOf = (slot: Slot<HoldingFacts | null>): Slot<HoldingFacts | null> =>
    slot === null || isMerciaError(slot) ? slot : change(slot);
  return mistaken(adapter, (items) => ({
    async findAvailability(holdings, signal, onSlot) {
      const slots = await items.findAvailability(holdings, signal, (index, slot) => onSlot?.(index, toldOf(slot)));
      return slots.map(toldOf);
    },
  }));
}

function withItems(facts: HoldingFacts, change: (item: ItemFacts) => ItemFacts): HoldingFacts {
  return { ...facts, items: facts.items.map(change) };
}

function asUnavailable(item: ItemFacts): ItemFacts {
  return item.status === 'UNKNOWN' ? { ...item, status: 'UNAVAILABLE', reason: null } : item;
}

function asInItsPlace(item: ItemFacts): ItemFacts {
  return item.status === 'WITHDRAWN' ? { ...item, status: 'AVAILABLE' } : item;
}

/** As if the answer of each copy came for the one behind it. */
function answeredOneLate(facts: HoldingFacts): HoldingFacts {
  const { items } = facts;
  return {
    ...facts,
    items: items.map((item, place) => {
      const { status, due, limitations, reason } = items.at(place - 1) ?? item;
      return { ...item, status, due, limitations, reason };
    }),
  };
}

/** Other breaches that a planted mistake brings with it do not end the drill. */
const hasBreach =
  (found: RegExp) =>
  ({ breaches }: Tally): boolean =>
    breaches.some(({ what }) => found.test(what));

/** An adapter that tells of an account something else where its system fails. */
function misread(adapter: LmsAdapter, instead: (last: AccountFacts | null) => AccountFacts | null): LmsAdapter {
  const { patrons } = adapter;
  if (patrons === undefined) return adapter;
  let last: AccountFacts | null = null;
  const account: PatronSource['account'] = async (...asked) => {
    try {
      return (last = await patrons.account(...asked));
    } catch (error) {
      if (isMerciaError(error, 'CAPABILITY_UNSUPPORTED')) throw error;
      return instead(last);
    }
  };
  return { ...adapter, patrons: { ...patrons, account } };
}

/** As of now, and without anything. */
function nothingOwed(): AccountFacts {
  const lists = { loans: [], holds: [], charges: [], blocks: [] };
  return {
    ...lists,
    asOf: new Date().toISOString(),
    category: null,
    homeSite: null,
    expiresOn: null,
    limitation: null,
  };
}

/** Remembers what it told, and tells it again with no copy available. */
function tellUnavailable({ findAvailability }: ItemSource): Partial<ItemSource> {
  const told = new Map<HoldingId, HoldingFacts>();
  return {
    async findAvailability(holdings, signal) {
      try {
        const answers = await findAvailability(holdings, signal);
        for (const [index, { id }] of holdings.entries()) {
          const facts = answers[index];
          if (facts !== undefined && facts !== null && !isMerciaError(facts)) told.set(id, facts);
        }
        return answers;
      } catch {
        return holdings.map(({ id }) => {
          const items = (told.get(id)?.items ?? []).map((item) => ({
            ...item,
            status: 'UNAVAILABLE' as const,
            due: null,
          }));
          return { asOf: new Date().toISOString(), items, holdQueue: null, limitation: null };
        });
      }
    },
  };
}

describe('a drill', () => {
  it.each([
    {
      mistake: 'no copies',
      plant: (items: ItemSource): Partial<ItemSource> => ({
        findAvailability: (holdings, signal) =>
          items
            .findAvailability(holdings, signal)
            .catch(() =>
              holdings.map(() => ({ asOf: new Date().toISOString(), items: [], holdQueue: null, limitation: null })),
            ),
      }),
      found: /(is|are) left out/,
    },
    {
      mistake: 'no such record',
      plant: (items: ItemSource): Partial<ItemSource> => ({
        findAvailability: (holdings, signal) =>
          items.findAvailability(holdings, signal).catch(() => holdings.map(() => null)),
      }),
      found: /(is|are) left out/,
    },
    {
      mistake: 'copies that are not available',
      plant: tellUnavailable,
      found: /is shown as UNAVAILABLE|told to be away/,
    },
    {
      mistake: 'no such copy',
      plant: (items: ItemSource): Partial<ItemSource> => ({
        findItems: (ids, signal) => items.findItems(ids, signal).catch(() => ids.map(() => null)),
      }),
      found: /is shown as gone, and is there/,
    },
  ])(
    'finds an adapter that tells of $mistake where its system fails',
    async ({ plant, found }) => {
      const { breaches } = await runDrill({
        seed: 7,
        faults: SHORT,
        until: hasBreach(found),
        plant: (adapter) => mistaken(adapter, plant),
      });

      expect(breaches.map(({ what }) => what).join('\n')).toMatch(found);
    },
    TIMEOUT_MS,
  );

  it.each([
    {
      mistake: 'copies of which nothing is known as not available',
      mistaken: (facts: HoldingFacts) => withItems(facts, asUnavailable),
      found: 'is shown as UNAVAILABLE',
    },
    {
      mistake: 'copies that were withdrawn as in their place, as the live system has them',
      mistaken: (facts: HoldingFacts) => withItems(facts, asInItsPlace),
      found: 'is shown as AVAILABLE .*it was WITHDRAWN',
    },
    {
      mistake: 'a copy what was answered of the one before it',
      mistaken: answeredOneLate,
      found: 'is shown as (AVAILABLE|ON_LOAN|WITHDRAWN|LOST|MISSING|ON_HOLD_SHELF|IN_TRANSIT)',
    },
  ])(
    'finds, at a list of copies with SIP2 and at ILS-DI alike, what tells of $mistake',
    async ({ mistaken: mistake, found }) => {
      for (const { kind, login } of [
        { kind: 'sip2', login: 'files-sip2' },
        { kind: 'ils-di', login: 'koha-ils-di' },
      ]) {
        // Holdings and single copies both name theirs.
        const ofLogin = new RegExp(`copy ${login}(-apart)?:item:.* ${found}`);
        const { breaches } = await runDrill({
          seed: 7,
          kind,
          faults: LONG,
          until: hasBreach(ofLogin),
          plant: (adapter) => (adapter.system.id.startsWith(login) ? told(adapter, mistake) : adapter),
        });

        expect(breaches.map(({ what }) => what).join('\n')).toMatch(ofLogin);
      }
    },
    TIMEOUT_MS,
  );

  it.each([
    { what: 'a SIP2 beside a Koha', kind: 'sip2', login: 'koha-sip2' },
    { what: 'a Koha that shows which copies are away', kind: 'oauth', login: 'koha-oauth' },
  ])(
    'finds $what that tells of copies that travel as surely in their place',
    async ({ kind, login }) => {
      const change = (item: ItemFacts): ItemFacts =>
        item.status === 'IN_TRANSIT' ? { ...item, status: 'AVAILABLE' } : { ...item, limitations: [] };
      const found = /is shown as AVAILABLE|gives as limitations/;
      const { breaches } = await runDrill({
        seed: 7,
        kind,
        faults: LONG,
        until: hasBreach(found),
        plant: (adapter) =>
          adapter.system.id.startsWith(login) ? told(adapter, (facts) => withItems(facts, change)) : adapter,
      });

      expect(breaches.map(({ what }) => what).join('\n')).toMatch(found);
    },
    TIMEOUT_MS,
  );

  it.each([
    { mistake: 'no loans', instead: nothingOwed, found: /the account at .* has a loan too few/ },
    { mistake: 'no account', instead: () => null, found: /the account at .* is null/ },
    {
      mistake: 'what it told before',
      instead: (last: AccountFacts | null) => last ?? nothingOwed(),
      found: /the account at .* (is LIVE as of|has a loan too few|has a loan too many)/,
    },
  ])(
    'finds an adapter that tells of $mistake where it cannot read an account',
    async ({ instead, found }) => {
      const { breaches } = await runDrill({
        seed: 7,
        faults: SHORT,
        until: hasBreach(found),
        plant: (adapter) => misread(adapter, instead),
      });

      expect(breaches.map(({ what }) => what).join('\n')).toMatch(found);
    },
    TIMEOUT_MS,
  );
});
