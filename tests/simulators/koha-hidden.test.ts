/** What the simulated Koha keeps from the public, as a running Koha was recorded and as Koha's source says. */
import { readFileSync } from 'node:fs';
import { createKohaSimulator, type KohaSimulator } from '#simulators/koha/index.ts';
import { addBiblio, addItem, addLibrary, createKohaWorld } from '#simulators/koha/world.ts';
import type { KohaPreferences, NewItem } from '#simulators/koha/world.ts';
import { marcOf } from '#tests/conformance/koha-system.ts';
import { sharedAvailable, sharedPath } from '#tests/support/shared.ts';
import { describe, expect, it, onTestFinished } from 'vitest';

const RECORD = 17;
const HIDES_STAFF = { OpacHiddenItems: { location: ['STAFF'] } };

async function start(
  preferences: Partial<KohaPreferences>,
  copies: readonly Partial<NewItem>[],
  version: '23.05' | '26.05' = '23.05',
): Promise<KohaSimulator> {
  const world = createKohaWorld({
    preferences: { 'OAI-PMH:include_items': true, 'ILS-DI': true, ...preferences },
  });
  world.version = version;
  addLibrary(world, 'TPL', 'Troy');
  const suppressed = { tag: '942', ind1: ' ', ind2: ' ', subfields: [{ code: 'n', value: '2' }] };
  addBiblio(world, { biblio_id: RECORD, marc: marcOf('Schleswig-Holstein', suppressed) });
  for (const copy of copies)
    addItem(world, { biblio_id: RECORD, home_library_id: 'TPL', item_type_id: 'REF', ...copy });
  const simulator = await createKohaSimulator({ world });
  onTestFinished(() => simulator.close());
  return simulator;
}

async function textOf(simulator: KohaSimulator, path: string, accept = '*/*'): Promise<string> {
  return (await fetch(`${simulator.url}${path}`, { headers: { accept } })).text();
}

async function publicItems(simulator: KohaSimulator): Promise<unknown> {
  return JSON.parse(await textOf(simulator, `/api/v1/public/biblios/${RECORD}/items`, 'application/json'));
}

const statusOf = async (simulator: KohaSimulator, path: string): Promise<number> =>
  (await fetch(`${simulator.url}${path}`, { headers: { accept: 'application/marcxml+xml' } })).status;

interface State {
  readonly state: string;
  readonly rest_public_items: { readonly body: readonly object[] };
  readonly ilsdi_GetAvailability: string;
  readonly ilsdi_GetRecords_item: string;
  readonly oai_952: string;
}

describe.skipIf(!sharedAvailable)('a copy that OpacHiddenItems hides, as recorded', () => {
  it('is in no public list and in no record of OAI-PMH, and ILS-DI shows it all the same', async () => {
    const file = sharedPath('recordings', 'koha', 'states-across-interfaces.json');
    const { states } = JSON.parse(readFileSync(file, 'utf8')) as { states: readonly State[] };
    const recorded = states.find(({ state }) => state.startsWith('hidden by OpacHiddenItems'));
    const simulator = await start(HIDES_STAFF, [{ item_id: 34, location: 'STAFF' }]);
    const ilsDi = (query: string) => textOf(simulator, `/cgi-bin/koha/ilsdi.pl?service=${query}`);
    const oai = `verb=GetRecord&metadataPrefix=marcxml&identifier=KOHA-OAI-TEST:${RECORD}`;

    expect(recorded?.rest_public_items.body).toEqual([]);
    expect(await publicItems(simulator)).toEqual([]);
    expect(recorded?.oai_952).not.toContain("tag='952'");
    expect(await textOf(simulator, `/cgi-bin/koha/oai.pl?${oai}`)).not.toContain("tag='952'");
    for (const said of [recorded?.ilsdi_GetRecords_item, await ilsDi(`GetRecords&id=${RECORD}`)])
      expect(said).toContain('<itemnumber>34</itemnumber>');
    for (const said of [recorded?.ilsdi_GetAvailability, await ilsDi('GetAvailability&id=34&id_type=item')])
      expect(said).toContain('Not for loan');
  });
});

describe('the public list of copies, as the source of Koha filters it', () => {
  it.each<[string, Partial<KohaPreferences>, Partial<NewItem>, boolean]>([
    ['a value in other letters', { OpacHiddenItems: { location: ['staff'] } }, { location: 'STAFF' }, false],
    ['a column without a value', { OpacHiddenItems: { location: [null, ''] } }, { location: null }, true],
    ['a number', { OpacHiddenItems: { notforloan: ['2'] } }, { not_for_loan_status: 2 }, false],
    ['a lost copy where the preference says so', { hidelostitems: true }, { lost_status: 4 }, false],
    ['a lost copy where it does not', {}, { lost_status: 4 }, true],
  ])('of %s', async (_name, preferences, copy, isShown) => {
    const simulator = await start(preferences, [copy]);

    expect(await publicItems(simulator)).toHaveLength(isShown ? 1 : 0);
  });

  it('fails where the preference names a column that the database does not have', async () => {
    const simulator = await start({ OpacHiddenItems: { collection_code: ['X'] } }, [{}]);

    expect((await fetch(`${simulator.url}/api/v1/public/items`)).status).toBe(500);
  });
});

describe('a suppressed record', () => {
  it.each(['23.05', '26.05'] as const)('at %s', async (version) => {
    const simulator = await start({ OpacSuppression: true }, [{}], version);
    const list = await textOf(simulator, '/cgi-bin/koha/oai.pl?verb=ListRecords&metadataPrefix=marcxml');

    expect(await statusOf(simulator, `/api/v1/public/biblios/${RECORD}`)).toBe(version === '23.05' ? 200 : 404);
    expect(list.includes("status='deleted'")).toBe(version !== '23.05');
    expect(await publicItems(simulator)).toHaveLength(1);
  });
});

it('a newer OAI-PMH lists a record whose copies are all hidden as deleted, and fails for it alone', async () => {
  const simulator = await start(HIDES_STAFF, [{ location: 'STAFF' }], '26.05');
  const one = `verb=GetRecord&metadataPrefix=marcxml&identifier=KOHA-OAI-TEST:${RECORD}`;

  const list = await textOf(simulator, '/cgi-bin/koha/oai.pl?verb=ListRecords&metadataPrefix=marcxml');

  expect(list).toContain("status='deleted'");
  expect((await fetch(`${simulator.url}/cgi-bin/koha/oai.pl?${one}`)).status).toBe(500);
});

it('a newer ILS-DI leaves hidden copies out of records', async () => {
  const simulator = await start(HIDES_STAFF, [{ item_id: 34, location: 'STAFF' }, { item_id: 35 }], '26.05');

  const said = await textOf(simulator, `/cgi-bin/koha/ilsdi.pl?service=GetRecords&id=${RECORD}`);

  expect(said).toContain('<itemnumber>35</itemnumber>');
  expect(said).not.toContain('<itemnumber>34</itemnumber>');
});
