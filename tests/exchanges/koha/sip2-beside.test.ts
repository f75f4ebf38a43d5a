/** A Koha that is asked by SIP2 as well, over one world: what neither REST nor ILS-DI tells, transfers first of all. */
import type { HoldingFacts, HoldingRef, ItemFacts } from '#domain/facts.ts';
import { createId } from '#domain/ids.ts';
import type { SystemConfig } from '#domain/region.ts';
import { MerciaError } from '#platform/errors.ts';
import type { LmsAdapter } from '#adapters/adapter.ts';
import { createKohaSimulator } from '#simulators/koha/index.ts';
import type { KohaSimulator } from '#simulators/koha/index.ts';
import { checkOut, editItem, placeHold, receiveTransfer, setWaiting, startTransfer } from '#simulators/koha/world.ts';
import { createSip2Simulator } from '#simulators/sip2/index.ts';
import type { Sip2Simulator } from '#simulators/sip2/index.ts';
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

async function start(options: KohaTestOptions): Promise<RunningBoth> {
  const world = createTestWorld(options);
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
      settings: { dialect: 'koha', institution: 'A1' },
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

  it('tells a copy in plain transit, and that another one is in its place', async () => {
    const { simulator, ask } = await start(options);
    startTransfer(simulator.world, 30, 'B1');

    const [travelling, inPlace] = await ask(3);

    expect(travelling).toMatchObject({ status: 'IN_TRANSIT', limitations: [], currentLocation: null });
    expect(inPlace).toMatchObject({ status: 'AVAILABLE', limitations: [] });

    receiveTransfer(simulator.world, 30);
    expect((await ask(3))[0]).toMatchObject({ status: 'AVAILABLE', limitations: [] });
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

  it('asks SIP2 for nothing that it knows: neither loans nor what is lost', async () => {
    const { simulator, sip, ask } = await start(options);
    const { world } = simulator;
    checkOut(world, { item_id: 30, patron_id: 5 });
    editItem(world, 31, { lost_status: 1 });
    sip.calls.clear();

    expect((await ask(3)).map(({ status }) => status)).toEqual(['ON_LOAN', 'LOST']);
    expect(sip.calls.count()).toBe(0);
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
