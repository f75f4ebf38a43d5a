/** `mercia doctor` at a Koha that hides copies from its public catalogue which the region file forgets. */
import type { ProbeStep } from '#contract/adapter.ts';
import { harvestFully } from '#conformance/apply-harvest.ts';
import { addAuthorisedValue, addBiblio, addItem, editItem } from '#simulators/koha/world.ts';
import type { KohaPreferences, KohaWorld } from '#simulators/koha/world.ts';
import { createTestAdapter, marcOf } from '#tests/conformance/koha-system.ts';
import type { KohaTestOptions } from '#tests/conformance/koha-options.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { harvestOf, start, type Running } from './running-koha.ts';

const { signal } = new AbortController();
const WITH_ACCOUNT: KohaTestOptions = { login: 'oauth' };

/** A site that hides these copies, by a region file that does not know of it. */
function hiding(
  OpacHiddenItems: KohaPreferences['OpacHiddenItems'],
  more: Partial<KohaPreferences> = {},
): KohaTestOptions {
  return { ...WITH_ACCOUNT, preferences: { OpacHiddenItems, ...more }, settings: { suppression: {} } };
}

/** What doctor says of hidden copies at the site, by these settings of the region file. */
async function stepOf({ simulator }: Running, options: KohaTestOptions): Promise<ProbeStep> {
  const adapter = createTestAdapter(simulator.url, options);
  onTestFinished(() => adapter.close());
  const { steps } = await adapter.probe(signal);
  const found = steps.find(({ what }) => what === 'hidden copies');
  if (found === undefined) throw new Error('doctor says nothing of hidden copies');
  return found;
}

/** The settings that doctor gives to paste. */
function pasteIn({ detail }: ProbeStep): { readonly suppression: { readonly hiddenItems: Record<string, unknown> } } {
  return parse(/write (suppression: .*\})/.exec(detail)?.[1] ?? '') as ReturnType<typeof pasteIn>;
}

function moveToStaff(world: KohaWorld, ...items: readonly number[]): void {
  for (const item of items) editItem(world, item, { location: 'STAFF' });
}

describe('at a site whose region file forgets what Koha hides', () => {
  it('it fails, counts copies and records, and gives the rule that hides them', async () => {
    const options = hiding({ location: ['STAFF'], itemlost: [4] });
    const running = await start(options);
    const { world } = running.simulator;
    moveToStaff(world, 10, 20, 30, 60);
    for (const item of [21, 90]) editItem(world, item, { lost_status: 4 });

    const step = await stepOf(running, options);

    expect(step.ok).toBe(false);
    expect(step.detail).toMatch(/^6 of 51 copies are hidden from the public at Koha, and shown here/);
    expect(step.detail).toContain('2 records have no other copy');
    expect(step.detail).toContain('location STAFF (4 copies), itemlost 4 (2 copies)');
    expect(pasteIn(step)).toEqual({ suppression: { hiddenItems: { location: ['STAFF'], itemlost: ['4'] } } });

    const mended = { ...options, settings: pasteIn(step) };
    expect(await stepOf(running, mended)).toMatchObject({
      ok: true,
      detail: expect.stringContaining('6 of 51 copies are hidden from the public at Koha, and here as well') as string,
    });
    const { described } = await harvestFully(harvestOf(createTestAdapter(running.simulator.url, mended)));
    const shown = [...described.values()].flatMap(({ items }) =>
      items.flatMap(({ localId, visibility }) => (visibility === 'PUBLIC' ? localId : [])),
    );
    expect(shown.filter((id) => ['10', '20', '21', '30', '60', '90'].includes(id))).toEqual([]);
  });

  it('it keeps the rules that are there in what it gives to paste, and finds what they leave', async () => {
    const options: KohaTestOptions = {
      ...hiding({ location: ['STAFF', 'OFFICE'], ccode: ['X'] }),
      settings: { suppression: { hiddenItems: { location: ['STAFF'] } } },
    };
    const running = await start(options);
    const { world } = running.simulator;
    moveToStaff(world, 10, 20);
    editItem(world, 30, { location: 'OFFICE' });
    editItem(world, 60, { collection_code: 'X' });

    const step = await stepOf(running, options);

    expect(step.detail).toMatch(/^2 of 51 copies are hidden/);
    expect(pasteIn(step).suppression.hiddenItems).toEqual({ location: ['STAFF', 'OFFICE'], ccode: ['X'] });
  });

  it('it finds one copy among thousands, and asks for few of them', async () => {
    const options = hiding({ ccode: ['LOCKED'] });
    const running = await start(options);
    const { world } = running.simulator;
    addBiblio(world, { biblio_id: 1_000, marc: marcOf('Many') });
    for (let id = 10_000; id < 14_000; id += 1)
      addItem(world, { item_id: id, biblio_id: 1_000, home_library_id: 'A1', item_type_id: 'BK' });
    editItem(world, 12_345, { collection_code: 'LOCKED' });

    const before = running.simulator.calls.list.length;
    const step = await stepOf(running, options);

    expect(running.simulator.calls.list.length - before).toBeLessThan(120);
    expect(step.detail).toMatch(/^1 of 4,051 copies is hidden/);
    expect(pasteIn(step).suppression.hiddenItems).toEqual({ ccode: ['LOCKED'] });
  });

  it('it names by their barcodes copies that no rule of a region file tells from others', async () => {
    const options = hiding({ stocknumber: ['SECRET'] });
    const running = await start(options);
    editItem(running.simulator.world, 30, { inventory_number: 'SECRET' });

    const step = await stepOf(running, options);

    expect(step.detail).toContain('barcode bar30');
    expect(pasteIn(step).suppression.hiddenItems).toEqual({ barcode: ['bar30'] });
  });

  it.each([
    ['hides', true, false],
    ['shows', false, true],
  ])(
    'it asks whether Koha %s a record that no copy shows, where the file says that it is shown',
    async (_name, hides, ok) => {
      const options: KohaTestOptions = {
        ...hiding({ location: ['STAFF'] }, { OpacHiddenItemsHidesRecord: hides }),
        settings: { suppression: { hiddenItems: { location: ['STAFF'] }, hiddenItemsHideRecord: false } },
      };
      const running = await start(options);
      moveToStaff(running.simulator.world, 10, 20);

      const step = await stepOf(running, options);

      expect(step.ok).toBe(ok);
      expect(step.detail).toContain(ok ? 'and here as well' : 'record 1 is hidden from the public at Koha');
    },
  );

  it('it takes letters of a value as Koha does', async () => {
    const options = hiding({ location: ['staff'] });
    const running = await start(options);
    moveToStaff(running.simulator.world, 10);
    const settings = { suppression: { hiddenItems: { location: ['staff'] } } };

    expect(await stepOf(running, { ...options, settings })).toMatchObject({ ok: true });
    const { described } = await harvestFully(
      harvestOf(createTestAdapter(running.simulator.url, { ...options, settings })),
    );
    expect(described.get('1')?.visibility).toBe('SUPPRESSED');
  });
});

it('says that the public sees every copy where nothing is hidden', async () => {
  const running = await start(WITH_ACCOUNT);

  expect(await stepOf(running, WITH_ACCOUNT)).toMatchObject({
    ok: true,
    detail: expect.stringContaining('the public is shown all 51 copies') as string,
  });
});

it('asks as nobody: an account may be one that is shown what the public is not', async () => {
  const options = hiding({ location: ['STAFF'] });
  const running = await start(options);
  moveToStaff(running.simulator.world, 10);
  const account = running.simulator.world.users.get('service');
  if (account !== undefined) account.overridesHiddenItems = true;

  expect(await stepOf(running, options)).toMatchObject({ ok: false });
});

describe('where the public list of copies is closed', () => {
  const CLOSED = { RESTPublicAnonymousRequests: false };

  it('a sample of copies is compared with the records of OAI-PMH, and found wanting', async () => {
    const options = hiding({ location: ['STAFF'] }, CLOSED);
    const running = await start(options);
    addAuthorisedValue(running.simulator.world, 'LOC', 'STAFF', 'Staff office');
    moveToStaff(running.simulator.world, 10, 20);

    const step = await stepOf(running, options);

    expect(step.ok).toBe(false);
    expect(step.detail).toMatch(/^2 of the \d+ copies compared are hidden from the public/);
    expect(step.detail).toContain('OAI-PMH');
    expect(pasteIn(step).suppression.hiddenItems).toEqual({ location: ['STAFF'] });
  });

  it('one rare copy among thousands is in the sample by its location', async () => {
    const options = hiding({ location: ['STAFF'] }, CLOSED);
    const running = await start(options);
    const { world } = running.simulator;
    addAuthorisedValue(world, 'LOC', 'STAFF', 'Staff office');
    for (let id = 10_000; id < 14_000; id += 1) {
      if (id % 10 === 0) addBiblio(world, { biblio_id: id, marc: marcOf(`Title ${id}`) });
      addItem(world, { item_id: id, biblio_id: id - (id % 10), home_library_id: 'A1', item_type_id: 'BK' });
    }
    moveToStaff(world, 12_345);

    expect(await stepOf(running, options)).toMatchObject({
      ok: false,
      detail: expect.stringMatching(/^1 of the \d+ copies compared is hidden/) as string,
    });
  });

  it('nothing is claimed beyond the sample', async () => {
    const options = hiding({ location: ['STAFF'] }, CLOSED);

    expect(await stepOf(await start(options), options)).toMatchObject({
      ok: true,
      detail: expect.stringMatching(
        /^none of the \d+ copies compared is hidden from the public and shown here; a sample, by OAI-PMH: .*RESTPublicAnonymousRequests/,
      ) as string,
    });
  });

  it('a record that OAI-PMH does not give is named, and no claim is made for it', async () => {
    const options = hiding({ location: ['STAFF'] }, CLOSED);
    const running = await start(options);
    running.simulator.world.version = '26.05';
    moveToStaff(running.simulator.world, 10);

    expect(await stepOf(running, options)).toMatchObject({
      ok: true,
      warn: true,
      detail: expect.stringMatching(
        /^none of the 50 copies compared .*may be hidden as a whole: look at 1 in/,
      ) as string,
    });
  });

  it.each([
    ['off', { 'OAI-PMH': false }],
    ['without copies', { 'OAI-PMH:include_items': false }],
  ])('nothing is compared where OAI-PMH is %s, which is a warning with what to do', async (_name, preferences) => {
    const options = hiding({ location: ['STAFF'] }, { ...CLOSED, ...preferences });

    expect(await stepOf(await start(options), options)).toMatchObject({
      ok: true,
      warn: true,
      detail: expect.stringMatching(/^not compared: .*OpacHiddenItems/) as string,
    });
  });
});

it('has nothing to compare without an account: only what the public sees is read', async () => {
  const options: KohaTestOptions = { login: 'none' };

  expect(await stepOf(await start(options), options)).toMatchObject({
    ok: true,
    detail: expect.stringContaining('only what the public is shown is read') as string,
  });
});
