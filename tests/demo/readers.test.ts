/** The readers whom the demonstration knows by name, asked for as a hub asks: by adapters, from its region file. */
import { adapterKinds, createAdapter } from '#adapters/registry.ts';
import type { LmsAdapter } from '#contract/adapter.ts';
import type { AccountFacts } from '#domain/accounts.ts';
import { changeOnce } from '#demo/changes.ts';
import { startDemoRegion } from '#demo/index.ts';
import type { RunningDemo } from '#demo/index.ts';
import { CODES } from '#demo/libraries.ts';
import { DEMO_PERSONS } from '#demo/persons.ts';
import { DEMO_CARDS, READER_SURNAMES } from '#demo/readers.ts';
import type { DemoCard } from '#demo/readers.ts';
import { DEMO_CLASHES, registrationsOf, type DemoRegistration } from '#demo/registrations.ts';
import { cardText } from '#domain/reader-identity.ts';
import { changeSymphonyOnce } from '#demo/symphony-changes.ts';
import { namedPatrons } from '#demo/symphony-readers.ts';
import { createLogger } from '#platform/logger.ts';
import { loadRegion } from '#region/load-region.ts';
import { createRandom } from '#simulators/random.ts';
import { freshGuard } from '#tests/support/host-guard.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOW } from './made-region.ts';

const { signal } = new AbortController();
const logger = createLogger('silent');

let demo: RunningDemo;
const adapters = new Map<string, LmsAdapter>();

beforeAll(async () => {
  demo = await startDemoRegion({ logger, now: () => NOW, changeEveryMs: 0 });
  const region = loadRegion({ text: demo.regionText }, { kinds: adapterKinds });
  for (const system of region.systems) {
    const secret = (name: string): string | undefined => demo.env[name];
    const [guard, liveGuard] = [freshGuard(system), freshGuard(system)];
    adapters.set(system.id, createAdapter({ system, secret, logger, guard, liveGuard, now: () => NOW }));
  }
});
afterAll(async () => {
  await Promise.all([...adapters.values()].map((adapter) => adapter.close()));
  await demo.close();
});

async function accountOf({ system, card, pin }: DemoCard): Promise<AccountFacts> {
  const patrons = adapters.get(system)?.patrons;
  const identity = await patrons?.verify?.(card, pin, signal);
  const facts = await patrons?.account(identity?.account ?? '', signal);
  if (facts === null || facts === undefined) throw new Error(`${card} opens no account`);
  return facts;
}

function cardOf(person: string, library: string): DemoCard {
  const found = DEMO_CARDS.find((card) => card.person === person && card.library === library);
  if (found === undefined) throw new Error(`${person} has no card of ${library}`);
  return found;
}

describe('the named readers of the demonstration', () => {
  it.each(DEMO_CARDS.map((card) => [card.library, card.surname, card] as const))(
    'at %s open an account with card and PIN: %s',
    async (_library, _surname, card) => {
      const facts = await accountOf(card);

      expect(facts.homeSite).toBe(card.branch);
      expect(facts.loans).not.toEqual([]);
      const blocked = { good: [], expired: ['EXPIRED'], barred: ['BARRED', 'OWES'] }[card.standing];
      expect(facts.blocks?.map(({ code }) => code)).toEqual(blocked);
    },
  );

  it('are persons who can sign in, or are there to be looked at', () => {
    const persons: readonly string[] = DEMO_PERSONS.map(({ id }) => id);

    for (const { person } of DEMO_CARDS) if (person !== null) expect(persons).toContain(person);
    expect(new Set(DEMO_CARDS.map(({ card }) => card)).size).toBe(DEMO_CARDS.length);
  });

  it('have no name that stands on a record, where finding one proves a leak', () => {
    for (const { surname } of DEMO_CARDS) expect(READER_SURNAMES).not.toContain(surname);
  });

  it('show the junior doctor loans of every kind, holds and charges', async () => {
    const { loans, holds, charges } = await accountOf(cardOf('reader', 'severnhythe'));

    const refusals = loans?.map(({ renewable }) => renewable?.refusal?.code ?? null);
    expect(refusals).toEqual([null, 'LIMIT_REACHED', 'ON_HOLD_FOR_OTHER', null, 'LIMIT_REACHED']);
    expect(loans?.map(({ overdue }) => overdue)).toEqual([false, false, false, true, false]);
    expect(loans?.filter(({ due }) => due?.at !== null)).toHaveLength(1);
    expect(holds?.map(({ status }) => status).toSorted()).toEqual(['QUEUED', 'READY']);
    expect(charges?.map(({ amount }) => amount.amount)).toEqual(['1.20', '2.50']);
  });

  it('are joined by readers to be counted: every category with every end, and cards that two libraries gave out', () => {
    const [north, south] = (['koha-a', 'koha-b'] as const).map(registrationsOf);
    const texts = (rows: readonly DemoRegistration[] | undefined) =>
      new Map(rows?.map((row) => [cardText(row.card), row]));
    const [at, there] = [texts(north), texts(south)];
    const both = [...at.keys()].filter((card) => there.has(card));

    expect([at.size, there.size]).toEqual([north?.length, south?.length]);
    expect(both).toHaveLength(Object.values(DEMO_CLASHES).reduce((sum, count) => sum + count, 0));
    const same = both.filter((card) => {
      const [one, other] = [at.get(card), there.get(card)];
      return one?.forenames === other?.forenames && one?.birthDate === other?.birthDate;
    });
    expect(same).toHaveLength(DEMO_CLASHES.SAME_PERSON);
    const kinds = new Set(north?.map(({ category, endsInDays }) => `${category} ${String(endsInDays)}`));
    expect(kinds.size).toBe(12);
  });

  it('show the junior doctor another kind of system by the same words', async () => {
    const { loans, holds, charges } = await accountOf(cardOf('reader', 'temestead'));

    const refusals = loans?.map(({ renewable }) => renewable?.refusal?.code ?? null);
    expect(refusals).toEqual([null, 'TOO_SOON', 'LIMIT_REACHED', 'RECALLED']);
    expect(holds?.map(({ status }) => status).toSorted()).toEqual(['QUEUED', 'READY']);
    expect(charges).toMatchObject([{ amount: { amount: '1.50', currency: 'GBP' }, reason: 'Returned late' }]);
  });

  it('keep what they have of the Symphony, too', () => {
    const found = demo.systems.find((system) => system.id === 'symphony-d');
    if (found?.id !== 'symphony-d') throw new Error('the demonstration has no Symphony');
    const { world } = found.simulator;
    const named = namedPatrons(world);
    const theirs = () =>
      JSON.stringify(
        [world.circRecords, world.holds].map((rows) => [...rows.values()].filter((row) => named.has(row.patronKey))),
      );
    const before = theirs();
    const random = createRandom(3);

    for (let times = 0; times < 200; times += 1) changeSymphonyOnce(world, new Set(), random);

    expect(named.size).toBe(2);
    expect(theirs()).toBe(before);
  });

  it('keep what they have while the region changes around them', () => {
    for (const { id, simulator } of demo.systems) {
      if (id === 'symphony-d') continue;
      const { world } = simulator;
      const named = new Set([...world.patrons.values()].flatMap((one) => (one.userid === null ? [] : [one.patron_id])));
      const theirs = () =>
        JSON.stringify(
          [world.checkouts, world.holds].map((rows) => [...rows.values()].filter((row) => named.has(row.patron_id))),
        );
      const before = theirs();
      const random = createRandom(3);

      for (let times = 0; times < 200; times += 1) changeOnce(world, CODES[id], new Set(), random);

      expect(theirs()).toBe(before);
    }
  });
});
