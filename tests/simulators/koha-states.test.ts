/** The simulated Koha against a real one in each of 28 states of a copy, by each interface that an adapter asks. */
import { createKohaSimulator, type KohaSimulator } from '#simulators/koha/index.ts';
import { addUser } from '#simulators/koha/world.ts';
import { createSip2Simulator, type Sip2Simulator } from '#simulators/sip2/index.ts';
import { kohaLibrary } from '#simulators/sip2/koha-library.ts';
import { sharedAvailable } from '#tests/support/shared.ts';
import { openLine, type Sip2Line } from '#tests/support/sip2-line.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readStates, worldOf } from './koha-states.ts';
import { fieldsOf } from './sip2-recordings.ts';

const states = sharedAvailable ? readStates() : [];
const named = states.map((recorded) => [recorded.state, recorded] as const);
const STAFF = ['admin', 'correct horse'] as const;

describe.skipIf(!sharedAvailable)('a copy of the simulated Koha that is', () => {
  let koha: KohaSimulator;
  let sip: Sip2Simulator;
  let line: Sip2Line;

  beforeAll(async () => {
    const world = worldOf(states);
    addUser(world, ...STAFF, ['superlibrarian']);
    koha = await createKohaSimulator({ world });
    const library = kohaLibrary(world, { logins: new Map([STAFF]), institution: 'CPL' });
    sip = await createSip2Simulator({ library, dialect: 'koha' });
    line = await openLine(sip.port);
    expect((await line.exchange(`9300CN${STAFF[0]}|CO${STAFF[1]}|CPCPL|\r`))?.toString()).toMatch(/^941/u);
  });

  afterAll(async () => {
    line.close();
    await Promise.all([koha.close(), sip.close()]);
  });

  async function rest(path: string): Promise<unknown> {
    const authorization = `Basic ${Buffer.from(STAFF.join(':')).toString('base64')}`;
    return (await fetch(`${koha.url}/api/v1${path}`, { headers: { authorization } })).json();
  }

  async function text(path: string): Promise<string> {
    return (await fetch(`${koha.url}/cgi-bin/koha/${path}`)).text();
  }

  test('is there in 28 states', () => {
    expect(states).toHaveLength(28);
  });

  test.each(named)('%s: as REST tells it', async (_state, recorded) => {
    const { item_id } = recorded.rest_item.body;
    const q = encodeURIComponent(JSON.stringify({ item_id }));
    const loans = encodeURIComponent(JSON.stringify({ 'me.item_id': item_id }));

    expect(await rest(`/items/${item_id}`)).toEqual(recorded.rest_item.body);
    expect(anonymous(await rest(`/holds?q=${q}`))).toEqual(anonymous(recorded.rest_holds.body));
    expect(anonymous(await rest(`/checkouts?q=${loans}`))).toEqual(anonymous(recorded.rest_checkouts.body));
  });

  test.each(named)('%s: as the public is shown it', async (_state, recorded) => {
    const { item_id, biblio_id } = recorded.rest_item.body;
    const shown = (await rest(`/public/biblios/${biblio_id}/items`)) as readonly Record<string, unknown>[];

    expect(shown.filter((row) => row['item_id'] === item_id)).toEqual(recorded.rest_public_items.body);
  });

  test.each(named)('%s: as ILS-DI tells it', async (_state, recorded) => {
    const { item_id, biblio_id } = recorded.rest_item.body;
    const told = await text(`ilsdi.pl?service=GetAvailability&id_type=item&id=${item_id}`);
    const record = await text(`ilsdi.pl?service=GetRecords&id=${biblio_id}`);
    const item = /<item>.*?<\/item>/gsu;
    const [own = ''] = (record.match(item) ?? []).filter((row) => row.includes(`<itemnumber>${item_id}<`));

    expect(availability(told)).toEqual(availability(recorded.ilsdi_GetAvailability));
    if (own !== '') expect(transfer(own)).toEqual(transfer(recorded.ilsdi_GetRecords_item));
  });

  test.each(named)('%s: as OAI-PMH brings it', async (_state, recorded) => {
    const { item_id, biblio_id } = recorded.rest_item.body;
    const archive = koha.world.preferences['OAI-PMH:archiveID'];
    const record = await text(`oai.pl?verb=GetRecord&metadataPrefix=marcxml&identifier=${archive}:${biblio_id}`);

    expect(fieldOf(record, item_id)).toEqual(fieldOf(recorded.oai_952, item_id));
  });

  test.each(named)('%s: as SIP2 tells it', async (_state, recorded) => {
    const barcode = String(recorded.rest_item.body['external_id']);
    const told = (await line.exchange(`1720261130    021222AOCPL|AB${barcode}|AC|\r`))?.toString() ?? '';

    expect(circulation(told)).toEqual(circulation(recorded.sip2_18));
  });
});

/** Who it is was made up anew. */
function anonymous(rows: unknown): readonly object[] {
  return (rows as readonly Record<string, unknown>[]).map((row) => ({ ...row, patron_id: null, timestamp: null }));
}

const ROW = /<dlf:(availabilitystatus|availabilitymsg|location|itemcallnumber)>([^<]*)</gu;
function availability(xml: string): unknown {
  return [...xml.matchAll(ROW)].map(([, name, value]) => [name, value]);
}

/** The moment is that of the recording. */
function transfer(item: string): unknown {
  const [, inside = ''] = /<transfer>(.*?)<\/transfer>/su.exec(item) ?? [];
  return [...inside.matchAll(/<(\w+)>([^<]*)</gu)]
    .map(([, name, value]) => (name === 'datesent' ? [name] : [name, value]))
    .toSorted();
}

const SUBFIELD = /<subfield code=['"](\w)['"]>([^<]*)</gu;
/** The 952 of a copy without the words and dates that a real Koha adds to it. */
function fieldOf(xml: string, itemId: number): unknown {
  const fields = xml.match(/<datafield[^>]*tag=['"]952['"].*?<\/datafield>/gsu) ?? [];
  const own = fields.map((field) => [...field.matchAll(SUBFIELD)].map(([, code = '', value = '']) => [code, value]));
  return own
    .find((field) => field.some(([code, value]) => code === '9' && value === String(itemId)))
    ?.filter(([code = '']) => '01457abcqyp9'.includes(code));
}

const OF_CIRCULATION = ['AB', 'AF', 'AH', 'AQ', 'BG', 'CM', 'CR'];
function circulation(message: string): unknown {
  const fields = fieldsOf(message);
  return [message.slice(0, 8), ...OF_CIRCULATION.map((name) => [name, fields.get(name) ?? null])];
}
