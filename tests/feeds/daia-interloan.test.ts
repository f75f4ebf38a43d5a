/** `interloan`: what a library has agreed to send to others, of copies that are there to be sent. */
import type { ItemFacts } from '#domain/facts.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import { USUAL_LENDING, type LendingRules } from '#domain/lending/lending-rules.ts';
import type { Closure } from '#domain/places/opening-hours.ts';
import type { Library } from '#domain/region.ts';
import type { DaiaItem } from '#feeds/daia/item.ts';
import type { DaiaResponse } from '#feeds/daia/response.ts';
import { createCopy } from '#tests/federation/support/fake-adapter.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { daiaFaults } from './support/daia-rules.ts';
import { startLiveServices } from './support/live-services.ts';

const wyre = 'wyre' as SystemId;
const KINDS: readonly ItemFacts[] = [
  createCopy(wyre, '1.a'),
  createCopy(wyre, '1.b', { use: 'REFERENCE' }),
  createCopy(wyre, '1.c', { use: 'RESTRICTED' }),
  createCopy(wyre, '1.d', { status: 'ON_LOAN', due: { on: '2999-12-03', at: null } }),
  createCopy(wyre, '1.e', { status: 'UNKNOWN' }),
  createCopy(wyre, '1.f', { use: 'ONLINE' }),
];
const WORDS = { REGION: 'For libraries of the region', NETWORK: 'For libraries of its network' };

/** The copies at Wyre, whose library has these rules. */
async function itemsUnder(
  lending: Partial<LendingRules> | undefined,
  { hangs = false, closures = [] }: { readonly hangs?: boolean; readonly closures?: readonly Closure[] } = {},
): Promise<readonly DaiaItem[]> {
  const library: Library = {
    id: 'lib-wyre' as LibraryId,
    name: 'Wyre Koha Library',
    aliases: [],
    network: null,
    organisations: [],
    sites: [],
    system: wyre,
    memberships: [],
    closures,
    ...(lending === undefined ? {} : { lending: { ...USUAL_LENDING, ...lending } }),
  };
  const live = await startLiveServices({
    libraries: [library],
    adapterOptions: { wyre: { copies: () => KINDS } },
  });
  onTestFinished(() => live.close());
  if (hangs) live.adapters.wyre.behaviour = { kind: 'hangs' };
  const response = await fetch(`${live.services}/daia?format=json&id=wyre.1`, {
    headers: { 'mercia-budget-ms': hangs ? '800' : '20000' },
  });
  const text = await response.text();
  expect(daiaFaults(text)).toEqual([]);
  return (JSON.parse(text) as DaiaResponse).document[0]?.item ?? [];
}

/** What is said of lending to other libraries, copy by copy. */
function interloans(items: readonly DaiaItem[]) {
  return items.map(({ available = [], unavailable = [] }) => {
    const inShort = ({
      service,
      limitation = [],
      ...rest
    }: {
      service: string;
      limitation?: readonly { content?: string }[];
    }) => {
      const { expected = null } = rest as { expected?: string };
      return service === 'interloan'
        ? [[...limitation.map(({ content }) => content), ...(expected === null ? [] : [expected])]]
        : [];
    };
    return { yes: available.flatMap(inShort), no: unavailable.flatMap(inShort) };
  });
}

describe('interloan', () => {
  it('is told as a loan is, of a library that says that it lends in the region', async () => {
    expect(interloans(await itemsUnder({}))).toEqual([
      { yes: [[WORDS.REGION]], no: [] },
      { yes: [], no: [[WORDS.REGION]] },
      { yes: [['Ask the library', WORDS.REGION]], no: [] },
      { yes: [], no: [[WORDS.REGION, '2999-12-03']] },
      { yes: [], no: [] },
      { yes: [], no: [] },
    ]);
  });

  it.each([
    [{ outsideNetwork: false }, [[WORDS.NETWORK]]],
    [{ outsideRegion: true }, [[]]],
  ])('has the limits of the agreement: %j', async (lending, expected) => {
    expect(interloans(await itemsUnder(lending))[0]).toEqual({ yes: expected, no: [] });
  });

  it('is unavailable at a library that sends nothing', async () => {
    const told = interloans(await itemsUnder({ loans: false, copies: false }));

    expect(told.slice(0, 4)).toEqual(Array.from({ length: 4 }, () => ({ yes: [], no: [[]] })));
    expect(told[4]).toEqual({ yes: [], no: [] });
  });

  it.each([
    ['the region file says nothing', undefined, {}],
    ['the library is closed', {}, { closures: [{ from: '2020-01-01', to: null, note: null }] }],
    ['its system is silent', {}, { hangs: true }],
  ])('is not told if %s', async (_, lending, state) => {
    const told = interloans(await itemsUnder(lending, state));

    expect(told.length).toBeGreaterThan(0);
    expect(told.filter(({ yes, no }) => yes.length + no.length > 0)).toEqual([]);
  });
});

it('has the day of the library where its clock is another one than its system’s', async () => {
  const library: Library = {
    ...{ id: 'lib-wyre' as LibraryId, name: 'Wyre Koha Library', aliases: [], network: null, organisations: [] },
    ...{ sites: [], system: wyre, memberships: [], lending: USUAL_LENDING, timeZone: 'Pacific/Kiritimati' },
    closures: [{ from: '2031-03-03', to: null, note: null }],
  };
  const lent = createCopy(wyre, '1.d', { status: 'ON_LOAN', due: { on: '2031-03-02', at: null } });
  const live = await startLiveServices({
    libraries: [library],
    adapterOptions: { wyre: { copies: () => [lent] } },
    now: () => Date.parse('2031-03-02T12:00:00Z'),
  });
  onTestFinished(() => live.close());
  const response = await fetch(`${live.services}/daia?format=json&id=wyre.1`, {
    headers: { 'mercia-budget-ms': '20000' },
  });
  const [item] = ((await response.json()) as DaiaResponse).document[0]?.item ?? [];

  expect(item?.about).toBe('On loan, was due 2 Mar');
  expect(item?.unavailable?.map(({ service }) => service)).toEqual(['loan', 'presentation']);
});
