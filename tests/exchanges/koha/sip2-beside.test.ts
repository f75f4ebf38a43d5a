/** A Koha that is asked by SIP2 as well, over one world: what neither REST nor ILS-DI tells, transfers first of all. */
import type { HoldingFacts, HoldingRef, ItemFacts } from '#domain/facts.ts';
import { createId } from '#domain/ids.ts';
import type { SystemConfig } from '#domain/region.ts';
import { MerciaError } from '#platform/errors.ts';
import type { LmsAdapter } from '#contract/adapter.ts';
import { createKohaSimulator, type KohaSimulator } from '#simulators/koha/index.ts';
import {
  checkOut,
  editItem,
  placeHold,
  receiveTransfer,
  requestTransfer,
  setWaiting,
  startTransfer,
} from '#simulators/koha/world.ts';
import { createSip2Simulator, type Sip2Simulator } from '#simulators/sip2/index.ts';
import type { KohaWorld } from '#simulators/koha/world.ts';
import { kohaLibrary } from '#simulators/sip2/koha-library.ts';
import { harvestFully } from '#conformance/apply-harvest.ts';
import { createTestWorld, SYSTEM, testConfig } from '#tests/conformance/koha-system.ts';
import type { KohaTestOptions } from '#tests/conformance/koha-options.ts';
import { createWholeAdapter } from '#tests/conformance/koha-without-rest.ts';
import { describe, expect, it, onTestFinished } from 'vitest';

const NEVER = new AbortController().signal;
const SECRETS = { SIP_USER: 'terminal', SIP_PASSWORD: 'terminal-password' };

interface RunningBoth {
  readonly simulator: KohaSimulator;
  readonly sip: Sip2Simulator;
  readonly adapter: LmsAdapter;
  /** The copies of a record, library by library, as they are told now. */
  ask(record: number, library?: string): Promise<readonly ItemFacts[]>;
}

interface Beside {
  readonly ofSip?: object;
  /** What is so before the first harvest. */
  readonly prepare?: (world: KohaWorld) => void;
}

async function start(options: KohaTestOptions, { ofSip = {}, prepare }: Beside = {}): Promise<RunningBoth> {
  const world = createTestWorld(options);
  prepare?.(world);
  const simulator = await createKohaSimulator({ world });
  const logins = new Map([[SECRETS.SIP_USER, SECRETS.SIP_PASSWORD]]);
  const sip = await createSip2Simulator({
    library: kohaLibrary(world, { logins, institution: 'A1' }),
    dialect: 'koha',
  });
  const main = testConfig(simulator.url, options);
  const none = { clientIdEnv: null, clientSecretEnv: null };
  const system: SystemConfig = {
    ...main,
    live: {
      kind: 'sip2',
      address: sip.url,
      credentials: { ...none, userEnv: 'SIP_USER', passwordEnv: 'SIP_PASSWORD' },
      limits: main.limits,
      settings: { dialect: 'koha', institution: 'A1', ...ofSip },
    },
  };
  const adapter = createWholeAdapter(system, SECRETS);
  onTestFinished(async () => {
    await adapter.close();
    await Promise.all([simulator.close(), sip.close()]);
  });
  if (adapter.harvest === undefined) throw new Error('no harvest');
  const { described } = await harvestFully(adapter.harvest);
  const refOf = (record: number, library: string): HoldingRef => {
    const holding = described.get(String(record))?.holdings.find((one) => one.library === library);
    if (holding === undefined) throw new Error(`no holding of ${record} at ${library}`);
    return { id: createId(SYSTEM, 'holding', `${record}@${library}`), liveKeys: holding.liveKeys };
  };
  return {
    simulator,
    sip,
    adapter,
    async ask(record, library = 'alder') {
      const [slot] = (await adapter.items?.findAvailability([refOf(record, library)], NEVER)) ?? [];
      return factsOf(slot).items;
    },
  };
}

function factsOf(slot: HoldingFacts | MerciaError | null | undefined): HoldingFacts {
  if (slot === undefined || slot === null || slot instanceof MerciaError) throw new Error(`no facts: ${String(slot)}`);
  return slot;
}

const REST: KohaTestOptions = { login: 'oauth' };
const ILS_DI: KohaTestOptions = {
  login: 'none',
  preferences: { 'ILS-DI': true },
  settings: { interface: 'ils-di', itemTypes: { BK: 'LOAN' } },
};

describe.each([
  ['REST', REST, []],
  ['ILS-DI', ILS_DI, ['HOLD_SHELF_NOT_TOLD']],
] as const)('a Koha asked by %s and SIP2', (_how, options, hidden) => {
  const limited = [...hidden, 'TRANSIT_NOT_TOLD'];

  it('counts no copy with an open transfer, sent or only wanted, and tells that another one is in its place', async () => {
    const { simulator, ask } = await start(options);
    const { world } = simulator;
    const told = async (): Promise<unknown> => (await ask(3)).map(({ status, limitations }) => [status, limitations]);
    const inPlace = ['AVAILABLE', []];
    const perhaps = ['AVAILABLE', ['TRANSIT_NOT_TOLD']];

    startTransfer(world, 30, 'B1');
    expect(await told()).toEqual([perhaps, inPlace]);

    receiveTransfer(world, 30);
    expect(await told()).toEqual([inPlace, inPlace]);

    requestTransfer(world, 31, 'B1', 'Manual');
    expect(await told()).toEqual([inPlace, perhaps]);
  });

  it('tells a copy on the hold shelf', async () => {
    const { simulator, ask } = await start(options);
    const { world } = simulator;
    setWaiting(world, placeHold(world, { biblio_id: 3, patron_id: 5, pickup_library_id: 'A1' }).hold_id, 31);

    expect((await ask(3)).map(({ status }) => status)).toEqual(['AVAILABLE', 'ON_HOLD_SHELF']);
  });

  it('says of nothing that it is surely in its place while SIP2 is down, nor that it is not', async () => {
    const { simulator, sip, ask } = await start(options);
    startTransfer(simulator.world, 30, 'B1');
    await sip.kill();

    const copies = await ask(3);

    expect(copies.map(({ status, limitations }) => [status, limitations])).toEqual([
      ['AVAILABLE', limited],
      ['AVAILABLE', limited],
    ]);
    await sip.restart();
  });

  it('loses neither time nor an answer to a SIP2 server that hangs', async () => {
    const { sip, ask } = await start(options);
    await sip.faults.set({ hang: true });

    expect((await ask(3)).map(({ status, limitations }) => [status, limitations])).toEqual([
      ['AVAILABLE', limited],
      ['AVAILABLE', limited],
    ]);
  });

  it('keeps the limitation of a copy that SIP2 does not know', async () => {
    const { simulator, ask } = await start(options);
    editItem(simulator.world, 31, { external_id: 'other barcode now' });
    // REST tells the new barcode; without it, the one of the last harvest is asked for.
    const [, changed] = await ask(3);

    expect(changed?.status).toBe('AVAILABLE');
    expect(changed?.limitations).toEqual(options.login === 'none' ? limited : []);
  });

  it('is found by doctor to tell transfers by SIP2', async () => {
    const { adapter } = await start(options);

    const { steps, capabilities } = await adapter.probe(NEVER);

    expect(steps.filter(({ ok }) => !ok)).toEqual([]);
    expect(steps.map(({ detail }) => detail).join('\n')).toContain('transfers: told by SIP2');
    expect(capabilities).toContain('LIVE_ITEMS');
  });
});

it('takes from a site that always sends a transfer at once that it is under way', async () => {
  const { simulator, ask } = await start(REST, { ofSip: { statuses: { '10': 'IN_TRANSIT' } } });
  startTransfer(simulator.world, 30, 'B1');

  expect((await ask(3))[0]).toMatchObject({ status: 'IN_TRANSIT', limitations: [], currentLocation: null });
});

it('asks SIP2 for nothing that REST tells: neither loans nor what is lost', async () => {
  const { simulator, sip, ask } = await start(REST);
  const { world } = simulator;
  checkOut(world, { item_id: 30, patron_id: 5 });
  editItem(world, 31, { lost_status: 1 });
  sip.calls.clear();

  expect((await ask(3)).map(({ status }) => status)).toEqual(['ON_LOAN', 'LOST']);
  expect(sip.calls.count()).toBe(0);
});

describe('what ILS-DI leaves out, SIP2 tells', () => {
  it('until when a copy is lent', async () => {
    const { simulator, ask } = await start(ILS_DI);
    checkOut(simulator.world, { item_id: 30, patron_id: 5, due: Date.parse('2031-05-01T12:00:00Z') });

    expect((await ask(3))[0]).toMatchObject({
      status: 'ON_LOAN',
      due: { on: '2031-05-01', at: '2031-05-01T14:00:00+02:00' },
    });
  });

  it('that what is lent is lost', async () => {
    const { simulator, ask } = await start(ILS_DI);
    const { world } = simulator;
    checkOut(world, { item_id: 30, patron_id: 5 });
    editItem(world, 30, { lost_status: 1 });

    expect((await ask(3))[0]).toMatchObject({ status: 'LOST', statusAtSource: 'lost' });
  });

  const notForLoan = (world: KohaWorld): void => {
    for (const id of [30, 31]) editItem(world, id, { not_for_loan_status: 1 });
  };

  it('how a copy stands that is not for loan', async () => {
    const { simulator, ask } = await start(ILS_DI, { prepare: notForLoan });
    checkOut(simulator.world, { item_id: 30, patron_id: 5, due: Date.parse('2031-05-01T12:00:00Z') });

    const [lent, inPlace] = await ask(3);

    expect(lent).toMatchObject({ status: 'ON_LOAN', reason: null, due: { on: '2031-05-01' }, use: 'REFERENCE' });
    expect(inPlace).toMatchObject({ status: 'AVAILABLE', limitations: [], reason: null, due: null, use: 'REFERENCE' });
  });

  it('that a copy is lent which is not for loan since the last harvest, and nothing of one that is in', async () => {
    const { simulator, ask } = await start(ILS_DI);
    notForLoan(simulator.world);
    checkOut(simulator.world, { item_id: 30, patron_id: 5 });

    const [lent, other] = await ask(3);

    expect(lent).toMatchObject({ status: 'ON_LOAN', use: 'UNKNOWN', reason: null });
    expect(other).toMatchObject({ status: 'UNKNOWN', use: 'UNKNOWN', reason: { code: 'BAD_ANSWER' } });
    expect(other?.reason?.message).toMatch(
      /^The list of copies of .+ has this copy for loan, and the system does not lend it now; ask the library\.$/,
    );
  });

  it('nothing while it is down', async () => {
    const { simulator, sip, ask } = await start(ILS_DI);
    checkOut(simulator.world, { item_id: 30, patron_id: 5 });
    editItem(simulator.world, 31, { not_for_loan_status: 1 });
    await sip.kill();

    const [lent, notForLoan] = await ask(3);

    expect(lent).toMatchObject({ status: 'ON_LOAN', due: null });
    expect(notForLoan).toMatchObject({ status: 'UNKNOWN', reason: { code: 'NOT_SUPPORTED' } });
    await sip.restart();
  });
});
