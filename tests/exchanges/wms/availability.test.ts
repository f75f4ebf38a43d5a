/** What is sent to WMS for a page of titles, and what becomes of tokens, refusals and limits. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { wmsKind } from '#adapters/wms/index.ts';
import type { CopyRef, LmsAdapter } from '#contract/adapter.ts';
import type { SystemId } from '#domain/ids.ts';
import type { SystemConfig } from '#domain/region.ts';
import { isMerciaError } from '#platform/errors.ts';
import { createHostGuards, type HostGuard } from '#platform/host-guard/index.ts';
import { createLogger } from '#platform/logger.ts';
import { addCopy, addRecord, createFilesWorld } from '#simulators/files/world.ts';
import { stockOfFiles } from '#simulators/sip2/files-stock.ts';
import { createSip2World, setState } from '#simulators/sip2/world.ts';
import { createWmsSimulator, INSTITUTION, KEY, SECRET, type WmsSimulator } from '#simulators/wms/index.ts';
import { freshGuard } from '#tests/support/host-guard.ts';

const LIMITS: SystemConfig['limits'] = {
  connections: 2,
  callTimeoutMs: 5_000,
  batchSize: 50,
  freshForMs: 0,
  breaker: { failures: 5, openMs: 1_000, maxOpenMs: 10_000 },
};
const ZONE = 'Europe/London';
const { signal } = new AbortController();
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

interface Hill {
  readonly simulator: WmsSimulator;
  readonly library: ReturnType<typeof createSip2World>;
  /** Two copies of each of 50 titles. */
  readonly copies: readonly CopyRef[];
  adapter(settings?: object, more?: Partial<SystemConfig>, guard?: HostGuard): LmsAdapter;
}

async function createHill(): Promise<Hill> {
  const files = createFilesWorld();
  const library = createSip2World({ timeZone: ZONE, stock: stockOfFiles(files, ZONE) });
  const copies = Array.from({ length: 50 }, () => {
    const record = addRecord(files, { leader: '00000nam a2200000 a 4500', fields: [] });
    return [1, 2].map((): CopyRef => {
      const { barcode } = addCopy(files, record, { branch: 'HILL' });
      return { localId: `${record.id}/${barcode}`, barcode, recordLocalId: record.id };
    });
  }).flat();
  const simulator = await createWmsSimulator({ files, library });
  closing.push(() => simulator.close());
  return {
    simulator,
    library,
    copies,
    adapter(settings = {}, more = {}, guard) {
      const system: SystemConfig = {
        id: 'hill' as SystemId,
        name: 'Hill',
        kind: 'wms',
        address: simulator.url,
        timeZone: ZONE,
        credentials: { clientIdEnv: 'WMS_KEY', clientSecretEnv: 'WMS_SECRET', userEnv: null, passwordEnv: null },
        owners: [],
        limits: LIMITS,
        harvest: { method: 'auto', pageSize: 10, everySeconds: 60, fullEverySeconds: 604_800 },
        settings: { institution: INSTITUTION, tokenUrl: '/token', numberPrefix: 'b', ...settings },
        ...more,
      };
      const secrets: Readonly<Record<string, string>> = { WMS_KEY: KEY, WMS_SECRET: SECRET, WRONG: 'wrong' };
      const adapter = wmsKind.create({
        system,
        guard: guard ?? freshGuard(system),
        secret: (name) => secrets[name],
        logger: createLogger('silent'),
        now: Date.now,
      });
      closing.push(() => adapter.close());
      return adapter;
    },
  };
}

/** A word for each slot. */
async function ask({ copies }: LmsAdapter, asked: readonly CopyRef[]): Promise<readonly string[]> {
  const slots = (await copies?.findCopies(asked, signal)) ?? [];
  return slots.map((slot) => (isMerciaError(slot) ? slot.code : (slot?.status ?? 'no such copy')));
}

describe('a page of titles', () => {
  it('takes one call for each title, whatever copies it has, and one for a token', async () => {
    const { simulator, adapter, copies } = await createHill();
    const hill = adapter();

    expect(new Set(await ask(hill, copies))).toEqual(new Set(['AVAILABLE']));
    expect([simulator.calls.count('availability'), simulator.calls.count('login')]).toEqual([50, 1]);
    await ask(hill, copies);
    expect([simulator.calls.count('availability'), simulator.calls.count('login')]).toEqual([100, 1]);
  });

  it('is asked in its order, so that what does not come in time is at its end', async () => {
    const { simulator, adapter, copies } = await createHill();

    await ask(adapter(), copies);

    const numbers = simulator.calls.list.flatMap(({ kind, query }) =>
      kind === 'availability' ? [Number(/no%3A(\d+)/.exec(query)?.[1])] : [],
    );
    // Two at a time: no title is asked for before one that stands two places in front of it.
    expect(numbers.every((number, place) => Math.abs(number - 1_000_001 - place) <= 2)).toBe(true);
  });

  it('tells a copy that the title does not have, one without barcode, and one whose record has no OCLC number', async () => {
    const { adapter, copies } = await createHill();
    const [one] = copies;
    const refs = [
      { localId: 'x', barcode: '999', recordLocalId: one?.recordLocalId ?? '' },
      { localId: 'x', barcode: ' ', recordLocalId: one?.recordLocalId ?? '' },
      { localId: 'x', barcode: '999', recordLocalId: 'pamphlet' },
      { localId: 'x', barcode: '999', recordLocalId: 'b777' },
    ];

    expect(await ask(adapter(), refs)).toEqual([
      'no such copy',
      'CAPABILITY_UNSUPPORTED',
      'CAPABILITY_UNSUPPORTED',
      'no such copy',
    ]);
  });
});

describe('a token', () => {
  it('that ends in the middle is renewed, and the question asked once more', async () => {
    const { simulator, adapter, copies } = await createHill();
    simulator.oddities.endsTokensAfter = 20;

    expect(new Set(await ask(adapter(), copies))).toEqual(new Set(['AVAILABLE']));
    // At most three questions were under way with the token that ended.
    expect(simulator.calls.count('availability')).toBeLessThanOrEqual(53);
    expect(simulator.calls.count('login')).toBe(2);
  });

  it('that is refused stops the page: a key that OCLC has taken away is not tried for each title', async () => {
    const { simulator, adapter, copies } = await createHill();
    const hill = adapter();
    await ask(hill, copies.slice(0, 2));
    simulator.calls.clear();
    await simulator.faults.set({ wrongCredentials: true });

    await expect(ask(hill, copies)).rejects.toMatchObject({ code: 'LMS_AUTH_FAILED' });
    expect(simulator.calls.count('login')).toBe(1);
    expect(simulator.calls.count('availability')).toBeLessThanOrEqual(3);
  });

  it('for another institution is told as what it is, and no title after it is asked for', async () => {
    const { simulator, adapter, copies } = await createHill();
    // The scope of the token follows the setting, so the simulated key is refused by number.
    expect(new Set(await ask(adapter({ institution: '91475' }), copies))).toEqual(new Set(['LMS_BAD_RESPONSE']));
    expect(simulator.calls.count('login')).toBe(1);
  });

  it('is not asked for where no key is named', async () => {
    const { adapter } = await createHill();

    expect(() =>
      adapter({}, { credentials: { clientIdEnv: null, clientSecretEnv: null, userEnv: null, passwordEnv: null } }),
    ).toThrow(/clientIdEnv/);
  });

  it('and key and secret are in no error, though OCLC writes them into its refusals', async () => {
    const { simulator, adapter, copies } = await createHill();
    const credentials = { clientIdEnv: 'WMS_KEY', clientSecretEnv: 'WRONG', userEnv: null, passwordEnv: null };
    const refused = await adapter({}, { credentials })
      .copies?.findCopies(copies, signal)
      .catch((error: unknown) => error);
    const hill = adapter();
    await ask(hill, copies.slice(0, 1));
    await simulator.faults.set({ wrongCredentials: true, only: ['availability'] });
    const slots = await hill.copies?.findCopies(copies.slice(0, 2), signal);

    const words = [refused, ...(slots ?? [])].map((error) => (isMerciaError(error) ? error.message : ''));
    expect(words.every((text) => text.includes('refused'))).toBe(true);
    expect(words.join()).not.toMatch(/tk_|wrong|simulated|Basic|Bearer/);
  });
});

it('counts calls in a folder, so that a limit a day holds over a restart', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mercia-wms-'));
  closing.push(() => rm(folder, { recursive: true }));
  const { simulator, adapter, copies } = await createHill();
  const settings = { dayLimit: { calls: 60, folder } };

  const before = adapter(settings);
  await ask(before, copies);
  await before.close();
  const again = await ask(adapter(settings), copies);

  expect(again.filter((one) => one === 'AVAILABLE')).toHaveLength(20);
  expect(again.filter((one) => one === 'LMS_RATE_LIMITED')).toHaveLength(80);
  expect(simulator.calls.count('availability')).toBe(60);
});

describe('a limit a day', () => {
  const FAILURES = 3;
  async function createLimited(calls: number) {
    const folder = await mkdtemp(join(tmpdir(), 'mercia-wms-'));
    closing.push(() => rm(folder, { recursive: true }));
    const hill = await createHill();
    const system = {
      id: 'hill' as SystemId,
      limits: { ...LIMITS, breaker: { ...LIMITS.breaker, failures: FAILURES } },
    };
    const guard = createHostGuards().for(system);
    return { ...hill, hill: hill.adapter({ dayLimit: { calls, folder } }, {}, guard) };
  }

  it('has no call more than it says, though connections break', async () => {
    const { simulator, hill, copies } = await createLimited(10);
    await ask(hill, copies.slice(0, 2));
    await simulator.faults.set({ reset: true, times: 2, only: ['availability'] });

    await ask(hill, copies);

    expect(simulator.calls.count('availability')).toBe(10);
  });

  it('is not used up by an outage, in which nothing is sent', async () => {
    const { simulator, hill, copies } = await createLimited(60);
    await ask(hill, copies.slice(0, 2));
    await simulator.faults.set({ down: true });
    for (let time = 0; time < 4; time += 1) await ask(hill, copies).catch(() => undefined);
    await simulator.faults.set({});
    const back = await vi.waitFor(async () => {
      const told = await ask(hill, copies.slice(0, 2));
      expect(told).toEqual(['AVAILABLE', 'AVAILABLE']);
      return ask(hill, copies);
    }, 5_000);

    expect(new Set(back)).toEqual(new Set(['AVAILABLE']));
  });
});

describe('mercia doctor', () => {
  it('tells what works, and gives each reason that nobody explains to paste', async () => {
    const { library, adapter, copies } = await createHill();
    setState(library, copies[0]?.barcode ?? '', 'DAMAGED');

    const probe = await adapter({ testTitle: '1000001' }).probe(signal);

    expect(probe).toMatchObject({
      reachable: true,
      capabilities: ['LIVE_ITEMS', 'HOLD_QUEUE'],
      unmapped: [{ list: 'reasonUnavailable', code: 'IN_REPAIR', where: 'settings.reasons' }],
      steps: [
        { what: 'log in', ok: true },
        { what: 'availability', ok: true, detail: '1000001 has 2 copies, 1 of them available; 0 wait for it' },
      ],
    });
  });

  it('names the key where it is refused, and tries nothing behind it', async () => {
    const { adapter } = await createHill();
    const credentials = { clientIdEnv: 'WMS_KEY', clientSecretEnv: 'WRONG', userEnv: null, passwordEnv: null };

    const probe = await adapter({ testTitle: '1000001' }, { credentials }).probe(signal);

    expect(probe.capabilities).toEqual([]);
    expect(probe.steps).toEqual([
      expect.objectContaining({ what: 'log in', ok: false, detail: expect.stringContaining('WRONG') as string }),
    ]);
  });

  it('warns of a title without copies, and says how to try one', async () => {
    const { adapter } = await createHill();

    expect(await adapter({ testTitle: '9' }).probe(signal)).toMatchObject({ steps: [{}, { warn: true }] });
    expect(await adapter().probe(signal)).toMatchObject({
      steps: [{}, { detail: expect.stringContaining('testTitle') as string }],
    });
  });
});
