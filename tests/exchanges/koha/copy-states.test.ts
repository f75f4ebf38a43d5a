/** What is said of a copy in each of 28 states of a running Koha, by each way in which a Koha is asked: never that it is in place when it is not. */
import { harvestFully } from '#conformance/apply-harvest.ts';
import { createId, type LibraryId } from '#domain/ids.ts';
import type { HoldingFacts, ItemFacts } from '#domain/facts.ts';
import { MerciaError } from '#platform/errors.ts';
import { createKohaSimulator } from '#simulators/koha/index.ts';
import { addOAuthClient, addUser } from '#simulators/koha/world.ts';
import { createSip2Simulator } from '#simulators/sip2/index.ts';
import { kohaLibrary } from '#simulators/sip2/koha-library.ts';
import { SYSTEM, TEST_SECRETS, testConfig } from '#tests/conformance/koha-system.ts';
import { createWholeAdapter } from '#tests/conformance/koha-without-rest.ts';
import { readStates, worldOf } from '#tests/simulators/koha-states.ts';
import { sharedAvailable } from '#tests/support/shared.ts';
import { describe, expect, it, onTestFinished } from 'vitest';

const NEVER = new AbortController().signal;
const SIP2_LOGIN = { SIP_USER: 'terminal', SIP_PASSWORD: 'terminal-password' };
const MAY_TRAVEL = ['TRANSIT_NOT_TOLD'];

/** What that Koha's region file would say. */
const SETTINGS = {
  codes: { LOST: { '6': 'CLAIMED_RETURNED' }, NOT_LOAN: { '-2': 'IN_PROCESS', '4': 'REFERENCE' } },
  itemTypes: { BK: 'LOAN', MU: 'LOAN', CF: 'LOAN', JR: 'LOAN', VM: 'REFERENCE', REF: 'REFERENCE' },
  suppression: { hiddenItems: { location: ['STAFF'] } },
};
const BY_HAND = { ...SETTINGS, transfers: 'manual' };

/** What REST tells an account of a copy, null for nothing; and what is so in truth, where that is another thing. */
const STATES: Readonly<Record<string, readonly [told: string | null, truth?: string]>> = {
  'available, at its home branch': ['AVAILABLE'],
  'on loan': ['ON_LOAN'],
  overdue: ['ON_LOAN'],
  'on-site loan': ['IN_USE_ON_SITE'],
  'on loan and lost': ['LOST'],
  'on loan, claimed returned': ['CLAIMED_RETURNED'],
  'lost (1)': ['LOST'],
  'missing (4)': ['MISSING'],
  damaged: ['DAMAGED'],
  withdrawn: ['WITHDRAWN'],
  restricted: ['AVAILABLE'],
  'not for loan 1': ['AVAILABLE'],
  'not for loan 2': ['AVAILABLE'],
  'not for loan 3': ['UNAVAILABLE'],
  'not for loan 4': ['AVAILABLE'],
  'not for loan -1': ['ON_ORDER'],
  'not for loan -2': ['IN_PROCESS'],
  'waiting on the hold shelf': ['ON_HOLD_SHELF'],
  'in transit for a hold': ['IN_TRANSIT'],
  'hold in processing': ['IN_TRANSIT'],
  'returned elsewhere, transfer home sent': ['AVAILABLE', 'IN_TRANSIT'],
  'returned elsewhere, transfer home requested, not sent': ['AVAILABLE', 'away from home'],
  'sent to another branch by hand': ['AVAILABLE', 'IN_TRANSIT'],
  'transfer by hand requested, not sent': ['AVAILABLE'],
  'shelving cart': ['AVAILABLE'],
  'in process (location PROC)': ['IN_PROCESS'],
  'interlibrary item type': [null],
  'hidden by OpacHiddenItems (location)': [null],
};
/** Unseen by an account at a site that has not said that staff send copies out. */
const SENT_BY_HAND = 'sent to another branch by hand';

interface Way {
  readonly settings: object;
  /** How it is harvested: by OAI-PMH with the copies where not said. */
  readonly harvest?: 'rest';
  readonly login?: 'oauth' | 'none';
  readonly sip2?: boolean;
}

const WAYS: Readonly<Record<string, Way>> = {
  'REST, where copies travel home': { settings: SETTINGS },
  'REST alone, where copies travel home': { settings: SETTINGS, harvest: 'rest' },
  'REST, where staff send copies out': { settings: BY_HAND },
  'REST alone, where staff send copies out': { settings: BY_HAND, harvest: 'rest' },
  'REST, where copies are recalled': { settings: { ...SETTINGS, recalls: true } },
  'REST and SIP2': { settings: SETTINGS, sip2: true },
  'public REST': { settings: SETTINGS, login: 'none' },
  'ILS-DI': { settings: { ...SETTINGS, interface: 'ils-di' }, login: 'none' },
  'ILS-DI and SIP2': { settings: { ...SETTINGS, interface: 'ils-di' }, login: 'none', sip2: true },
};

type Told = Pick<ItemFacts, 'status' | 'limitations'>;
interface ToldByState {
  readonly live: ReadonlyMap<string, Told>;
  readonly harvested: ReadonlyMap<string, Told>;
}

async function ask({ settings, harvest, login = 'oauth', sip2 = false }: Way): Promise<ToldByState> {
  const states = readStates();
  const world = worldOf(states);
  addUser(world, 'service', TEST_SECRETS['PASSWORD'] ?? '', ['superlibrarian']);
  addOAuthClient(world, 'client-1', TEST_SECRETS['CLIENT_SECRET'] ?? '', 'service');
  const koha = await createKohaSimulator({ world });
  const logins = new Map([[SIP2_LOGIN.SIP_USER, SIP2_LOGIN.SIP_PASSWORD]]);
  const sip = await createSip2Simulator({
    library: kohaLibrary(world, { logins, institution: 'CPL' }),
    dialect: 'koha',
  });
  const main = testConfig(koha.url, { login, settings, ...(harvest && { harvest }) });
  const owners = [...world.libraries.keys()].map((code) => ({
    system: SYSTEM,
    code,
    library: 'alder' as LibraryId,
    site: null,
  }));
  const credentials = { clientIdEnv: null, clientSecretEnv: null, userEnv: 'SIP_USER', passwordEnv: 'SIP_PASSWORD' };
  const live = { kind: 'sip2', address: sip.url, credentials, limits: main.limits, settings: { dialect: 'koha' } };
  const adapter = createWholeAdapter({ ...main, owners, ...(sip2 && { live }) }, SIP2_LOGIN);
  onTestFinished(async () => {
    await adapter.close();
    await Promise.all([koha.close(), sip.close()]);
  });
  const { described } = await harvestFully(adapter.harvest ?? expect.fail('no harvest'));
  const holdings = [...described].flatMap(([record, { holdings: own }]) =>
    own.map(({ liveKeys, facts }) => ({
      ref: { id: createId(SYSTEM, 'holding', `${record}@alder`), liveKeys },
      facts,
    })),
  );
  const slots = await adapter.items?.findAvailability(
    holdings.map(({ ref }) => ref),
    NEVER,
  );
  const byState = (facts: readonly (HoldingFacts | MerciaError | null | undefined)[]): ReadonlyMap<string, Told> => {
    const items = facts.flatMap((one) =>
      one === null || one === undefined || one instanceof MerciaError ? [] : one.items,
    );
    const byId = new Map(items.map((item) => [item.id, item]));
    return new Map(
      states.flatMap(({ state, rest_item }) => {
        const item = byId.get(createId(SYSTEM, 'item', String(rest_item.body.item_id)));
        return item === undefined ? [] : [[state, { status: item.status, limitations: item.limitations }]];
      }),
    );
  };
  return { live: byState(slots ?? []), harvested: byState(holdings.map(({ facts }) => facts)) };
}

describe.skipIf(!sharedAvailable)('a copy in each state of a running Koha', () => {
  it('is told by REST with what may be true instead', async () => {
    const { live } = await ask({ settings: BY_HAND });

    const shown = Object.entries(STATES).filter(([, [status]]) => status !== null);
    expect(Object.fromEntries(live)).toEqual(
      Object.fromEntries(
        shown.map(([state, [status]]) => [state, { status, limitations: lessThanTransit(status) ? MAY_TRAVEL : [] }]),
      ),
    );
  });

  it('at its home branch is known to be in its place, unless staff send copies out', async () => {
    const { live } = await ask({ settings: SETTINGS });

    const doubtful = [...live].filter(([, { limitations }]) => limitations.length > 0);
    expect(doubtful.map(([state]) => state)).toEqual([
      'returned elsewhere, transfer home sent',
      'returned elsewhere, transfer home requested, not sent',
    ]);
  });

  it.each(Object.entries(WAYS))('is never told to be in its place where it is not: %s', async (_way, way) => {
    const { live, harvested } = await ask(way);

    const inPlace = Object.entries(STATES).flatMap(([state, [told, truth = told]]) =>
      truth === 'AVAILABLE' ? [state] : [],
    );
    const wrong = (told: ReadonlyMap<string, Told>): readonly string[] =>
      [...told].flatMap(([state, one]) => (isIn(one) && !inPlace.includes(state) ? [state] : []));
    // Nobody said so in the settings, and nothing else tells it.
    const unseen = way.settings === SETTINGS && way.login === undefined && way.sip2 === undefined ? [SENT_BY_HAND] : [];
    expect(live.size).toBeGreaterThan(0);
    expect(wrong(live)).toEqual(unseen);
    expect(wrong(harvested)).toEqual(unseen);
  });

  it.each(Object.entries(WAYS))('as harvest brings it never contradicts what is told live: %s', async (_way, way) => {
    const { live, harvested } = await ask(way);

    const contradicted = [...harvested].filter(([state, then]) => {
      const now = live.get(state);
      return now !== undefined && ((isIn(then) && isOut(now)) || (isIn(now) && isOut(then)));
    });
    expect(contradicted).toEqual([]);
  });
});

/** Known to be in its place, and counted. */
function isIn({ status, limitations }: Told): boolean {
  return status === 'AVAILABLE' && limitations.length === 0;
}

function isOut({ status }: Told): boolean {
  return !['AVAILABLE', 'RESHELVING', 'UNKNOWN'].includes(status);
}

/** States in the place of which a copy could travel. */
function lessThanTransit(status: string | null): boolean {
  return ['MISSING', 'DAMAGED', 'IN_PROCESS', 'ON_ORDER', 'UNAVAILABLE', 'RESHELVING', 'AVAILABLE'].includes(
    status ?? '',
  );
}
