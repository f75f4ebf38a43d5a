/** A region file that names another time zone than the clock of its Koha shows: no edit is lost, and doctor says so. */
import { createKohaSimulator } from '#simulators/koha/index.ts';
import { editItem, editRecord } from '#simulators/koha/world.ts';
import { collectPages, harvestFully } from '#conformance/apply-harvest.ts';
import type { HarvestSource, LmsAdapter } from '#contract/adapter.ts';
import { createTestWorld, marcOf, testConfig } from '#tests/conformance/koha-system.ts';
import type { KohaTestOptions } from '#tests/conformance/koha-options.ts';
import { createWholeAdapter, WITHOUT_REST } from '#tests/conformance/koha-without-rest.ts';
import { describe, expect, it, onTestFinished } from 'vitest';

const NEVER = new AbortController().signal;
const MINUTE = 60_000;

interface Running {
  readonly world: ReturnType<typeof createTestWorld>;
  readonly adapter: LmsAdapter;
  readonly harvest: HarvestSource;
  pass(ms: number): void;
}

/** `koha` is the zone of Koha's clock, `named` what the region file says. */
async function start(options: KohaTestOptions, koha: string, named: string): Promise<Running> {
  let now = Date.now();
  const world = createTestWorld({ ...options, timeZone: koha, now: () => now });
  const simulator = await createKohaSimulator({ world });
  const system = testConfig(simulator.url, { ...options, timeZone: named });
  const adapter = createWholeAdapter(system, {}, undefined, () => now);
  onTestFinished(async () => {
    await adapter.close();
    await simulator.close();
  });
  const { harvest } = adapter;
  if (harvest === undefined) throw new Error('no harvest');
  return { world, adapter, harvest, pass: (ms) => (now += ms) };
}

const REST: KohaTestOptions = { login: 'oauth', harvest: 'rest', preferences: { 'OAI-PMH': false } };
const JOINED: KohaTestOptions = { login: 'oauth', preferences: { 'OAI-PMH:include_items': false } };

/** None of them changes its clock within a year. */
const ZONES = [
  ['Africa/Lagos', 'Asia/Tokyo', 'UTC+01:00'],
  ['Africa/Lagos', 'America/Bogota', 'UTC+01:00'],
  ['UTC', 'Africa/Lagos', 'UTC+00:00'],
  ['Asia/Kolkata', 'Asia/Kolkata', 'UTC+05:30'],
] as const;

describe.each(ZONES)('of a Koha in %s that the region file puts into %s', (koha, named, shown) => {
  it.each([
    ['REST', REST],
    ['OAI-PMH and REST', JOINED],
  ])('edits are found by %s', async (_way, options) => {
    const { world, harvest, pass } = await start(options, koha, named);
    const { nextCursor } = await harvestFully(harvest);
    pass(10 * MINUTE);
    editItem(world, 30, { callnumber: 'W 3 new' });
    editRecord(world, 4, marcOf('Title 4, mended'));
    pass(MINUTE);

    const pages = await collectPages(harvest, { run: { kind: 'changes', cursor: nextCursor ?? '' }, resumeAt: null });

    const found = pages.flatMap(({ records }) => records.map(({ localId }) => localId));
    expect(found).toEqual(expect.arrayContaining(['3', '4']));
  });

  it.each([
    ['REST', JOINED],
    ['OAI-PMH alone', WITHOUT_REST],
  ])('doctor finds out by %s', async (_how, options) => {
    const { adapter } = await start(options, koha, named);

    const { steps } = await adapter.probe(NEVER);

    const clock = steps.find(({ what }) => what === 'clock');
    expect(clock?.ok).toBe(koha === named);
    expect(clock?.detail).toContain(shown);
    if (koha !== named) expect(clock?.detail).toContain(`timeZone: ${named} was UTC`);
  });
});

describe.each([
  ['ahead of ours', 10 * MINUTE],
  ['behind ours', -10 * MINUTE],
])('of a Koha whose OAI-PMH has a clock that is %s', (words, aheadMs) => {
  it('edits are found', async () => {
    const { world, harvest, pass } = await start(WITHOUT_REST, 'UTC', 'UTC');
    world.oaiClockAheadMs = aheadMs;
    const { nextCursor } = await harvestFully(harvest);
    pass(3 * MINUTE);
    editRecord(world, 4, marcOf('Title 4, mended'));
    pass(MINUTE);

    const pages = await collectPages(harvest, { run: { kind: 'changes', cursor: nextCursor ?? '' }, resumeAt: null });

    expect(pages.flatMap(({ records }) => records.map(({ localId }) => localId))).toContain('4');
  });

  it.each([
    ['REST', JOINED],
    ['OAI-PMH alone', WITHOUT_REST],
  ])('doctor names it by %s', async (_how, options) => {
    const { world, adapter } = await start(options, 'UTC', 'UTC');
    const found = async () => (await adapter.probe(NEVER)).steps.find(({ what }) => what === 'clock of OAI-PMH');

    expect(await found()).toMatchObject({ ok: true, detail: expect.stringContaining('as ours') as string });
    expect(await found()).not.toHaveProperty('warn');
    world.oaiClockAheadMs = aheadMs;
    expect(await found()).toMatchObject({
      ok: true,
      warn: true,
      detail: expect.stringMatching(new RegExp(`(599|600|601) s ${words}`)) as string,
    });
  });
});
