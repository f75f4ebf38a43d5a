/** What two parts can do together, as they are configured, as they were probed, and when one of them learns otherwise. */
import { describe, expect, it } from 'vitest';
import type { ItemSource, LmsAdapter, PatronSource, Probe, ProbeStep } from '#contract/adapter.ts';
import { describeSystem } from '../files/folder.fixture.ts';
import { composeAdapter } from './compose.ts';
import { createFakeCopies, createFakeServer } from './live.fixture.ts';

const SIGNAL = new AbortController().signal;
const system = describeSystem('/', {});
const copies = createFakeCopies(createFakeServer());
const items: ItemSource = { findAvailability: () => Promise.resolve([]), findItems: () => Promise.resolve([]) };
const patrons: PatronSource = { find: () => Promise.resolve(null), account: () => Promise.resolve(null) };

function step(ok: boolean): ProbeStep {
  return { what: ok ? 'item information' : 'test card', ok, elapsedMs: 1, detail: '' };
}

function part(of: Partial<LmsAdapter>, probed: Partial<Probe> = {}): LmsAdapter {
  const probe: Probe = {
    reachable: true,
    product: null,
    steps: [step(true)],
    capabilities: [],
    unmapped: [],
    ...probed,
  };
  return {
    system: { id: system.id, kind: system.kind, name: system.name },
    capabilities: [],
    probe: () => Promise.resolve(probe),
    close: () => Promise.resolve(),
    ...of,
  };
}

function compose(main: LmsAdapter, live: LmsAdapter | null): LmsAdapter {
  const names = { system, liveTitle: 'Fake', shelves: () => ({}), itemTypes: {} };
  return composeAdapter({ system, main, live, names, now: () => 0 });
}

const canOf = async (main: LmsAdapter, live: LmsAdapter | null) =>
  (await compose(main, live).probe(SIGNAL)).capabilities;

describe('a probe of two parts', () => {
  const files = part({ capabilities: ['HARVEST_FULL'] }, { capabilities: ['HARVEST_FULL'] });

  it('loses by a step that failed only what that step speaks of', async () => {
    const steps = [step(true), step(false)];
    const live = part(
      { copies, patrons, capabilities: ['LIVE_ITEMS', 'PATRON_ACCOUNT', 'VERIFY_PATRON'] },
      {
        steps,
        capabilities: ['LIVE_ITEMS', 'PATRON_ACCOUNT'],
      },
    );

    expect(await canOf(files, live)).toEqual(['HARVEST_FULL', 'LIVE_ITEMS', 'PATRON_ACCOUNT']);
  });

  it('tells of no live copies where their source failed, whatever else is well', async () => {
    const live = part(
      { copies, patrons, capabilities: ['LIVE_ITEMS', 'PATRON_ACCOUNT'] },
      {
        capabilities: ['PATRON_ACCOUNT'],
      },
    );
    const ilsDi = part({ copies, capabilities: ['HARVEST_FULL', 'LIVE_ITEMS'] }, { capabilities: ['HARVEST_FULL'] });
    const rest = part({ items, capabilities: ['HARVEST_FULL', 'LIVE_ITEMS'] }, { capabilities: ['HARVEST_FULL'] });
    const well = part(
      { copies, capabilities: ['LIVE_ITEMS', 'HOLD_QUEUE'] },
      { capabilities: ['LIVE_ITEMS', 'HOLD_QUEUE'] },
    );

    expect(await canOf(files, live)).toEqual(['HARVEST_FULL', 'PATRON_ACCOUNT']);
    expect(await canOf(ilsDi, null)).toEqual(['HARVEST_FULL']);
    expect(await canOf(ilsDi, well)).toEqual(['HARVEST_FULL']);
    expect(await canOf(rest, well)).toEqual(['HARVEST_FULL']);
  });

  it('takes nothing from a live part that cannot be reached', async () => {
    const live = part({ copies, capabilities: ['LIVE_ITEMS'] }, { reachable: false, capabilities: [] });

    expect(await canOf(files, live)).toEqual(['HARVEST_FULL']);
  });
});

it('can what its live part can at the moment', async () => {
  const sources: { now: PatronSource; can: LmsAdapter['capabilities'] } = {
    now: { ...patrons, verify: () => Promise.resolve(null) },
    can: ['LIVE_ITEMS', 'PATRON_ACCOUNT', 'VERIFY_PATRON'],
  };
  const live: LmsAdapter = {
    ...part({ copies }),
    get capabilities() {
      return sources.can;
    },
    get patrons() {
      return sources.now;
    },
  };
  const adapter = compose(part({ capabilities: ['HARVEST_FULL'] }), live);
  expect(adapter.patrons?.verify).toBeDefined();

  // It turned out that the server takes any PIN.
  sources.now = patrons;
  sources.can = ['LIVE_ITEMS', 'PATRON_ACCOUNT'];

  expect(adapter.patrons).toBe(patrons);
  expect(adapter.capabilities).toEqual(['HARVEST_FULL', 'LIVE_ITEMS', 'PATRON_ACCOUNT']);
});
