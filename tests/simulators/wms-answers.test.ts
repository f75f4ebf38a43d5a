/** The simulated answers against OCLC's page of the OPAC record resource: its elements, by name, order and whether they must be there. */
import { afterEach, expect, it } from 'vitest';
import { addCopy, addRecord, createFilesWorld } from '#simulators/files/world.ts';
import { stockOfFiles } from '#simulators/sip2/files-stock.ts';
import { addPatron, checkOut, createSip2World, placeHold, setState } from '#simulators/sip2/world.ts';
import { createWmsSimulator, INSTITUTION, KEY, SECRET, type WmsSimulator } from '#simulators/wms/index.ts';
import { parseXmlTree, type XmlElement } from '#xml/xml-tree.ts';

const closing: WmsSimulator[] = [];
afterEach(async () => {
  for (const simulator of closing.splice(0)) await simulator.close();
});

/** Names in their order; `?` behind those that the page does not require. `reasonUnavailable` is in no page: clients read it. */
const ELEMENTS: Readonly<Record<string, readonly string[]>> = {
  searchRetrieveResponse: ['numberOfRecords', 'resultSetId', 'records?', 'nextRecordPosition', 'diagnostics?'],
  records: ['record'],
  record: ['recordSchema', 'recordPacking', 'recordData'],
  recordData: ['opacRecord'],
  opacRecord: ['bibliographicRecord', 'holdings', 'holdQueueSize?'],
  holding: [
    ...['typeOfRecord', 'encodingLevel', 'format', 'receiptAcqStatus', 'generalRetention', 'completeness'],
    ...['dateOfReport', 'nucCode', 'localLocation', 'shelvingLocation', 'callNumber', 'copyNumber', 'enumAndChron?'],
    ...['volumes', 'circulations'],
  ],
  circulation: [
    ...['availableNow', 'availabilityDate?', 'reasonUnavailable?', 'itemId', 'renewable', 'onHold', 'enumAndChron?'],
  ],
};

/** What is not as the table says, by element. */
function faultsIn(element: XmlElement): readonly string[] {
  const inside = element.local === 'bibliographicRecord' ? [] : element.children.flatMap(faultsIn);
  const wanted = ELEMENTS[element.local];
  if (wanted === undefined) return inside;
  const names = element.children.map(({ local }) => local);
  const pattern = new RegExp(
    `^${wanted.map((name) => (name.endsWith('?') ? `(?:${name.slice(0, -1)} )?` : `${name} `)).join('')}$`,
  );
  const said = names.map((name) => `${name} `).join('');
  return pattern.test(said) ? inside : [`${element.local}: ${said}`, ...inside];
}

async function start() {
  const files = createFilesWorld();
  const library = createSip2World({ stock: stockOfFiles(files, 'Europe/London') });
  const record = addRecord(files, {
    leader: '00000nam a2200000 a 4500',
    fields: [{ tag: '245', ind1: '1', ind2: '0', subfields: [{ code: 'a', value: 'Salt & <water>' }] }],
  });
  const barcodes = [1, 2, 3].map(() => addCopy(files, record, { branch: 'A&E' }).barcode ?? '');
  const { card } = addPatron(library);
  checkOut(library, { barcode: barcodes[1] ?? '', card, days: 3 });
  setState(library, barcodes[2] ?? '', 'MISSING');
  placeHold(library, { card, barcode: barcodes[0] ?? '', pickup: 'A' });
  const simulator = await createWmsSimulator({ files, library });
  closing.push(simulator);
  return simulator;
}

async function tokenOf({ url }: WmsSimulator, secret = SECRET): Promise<Response> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    scope: `WMS_Availability context:${INSTITUTION}`,
  });
  const authorization = `Basic ${btoa(`${KEY}:${secret}`)}`;
  return fetch(`${url}/token`, { method: 'POST', body, headers: { authorization } });
}

async function ask(simulator: WmsSimulator, query: string, authorization: string): Promise<Response> {
  const address = `${simulator.url}/circ/availability/sru/service?x-registryId=${INSTITUTION}&query=${query}`;
  return fetch(address, { headers: { authorization } });
}

it.each(['no:1000001', 'no:ocm1000001', 'no:7', 'title:salt'])(
  'an answer to %s has the documented elements',
  async (query) => {
    const simulator = await start();
    const { access_token: token } = (await (await tokenOf(simulator)).json()) as { readonly access_token: string };

    const answer = parseXmlTree(await (await ask(simulator, query, `Bearer ${token}`)).text());

    if (typeof answer === 'string') throw new Error(answer);
    expect(answer.local).toBe('searchRetrieveResponse');
    expect(faultsIn(answer)).toEqual([]);
  },
);

it('a token has the documented keys, its life as a text and its end as a date with a blank', async () => {
  const token: unknown = await (await tokenOf(await start())).json();

  expect(token).toEqual({
    access_token: expect.stringMatching(/^tk_/) as string,
    token_type: 'bearer',
    expires_in: '3599',
    principalID: '',
    principalIDNS: '',
    scopes: `WMS_Availability context:${INSTITUTION}`,
    contextInstitutionId: INSTITUTION,
    expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/) as string,
  });
});

it('a wrong key and a wrong token are refused as in the tests of OCLC’s own programs, with what was sent in the words', async () => {
  const simulator = await start();

  const key = await tokenOf(simulator, 'wrong');
  const token = await ask(simulator, 'no:1000001', 'Bearer tk_12345');

  expect([key.status, await key.json()]).toEqual([
    401,
    {
      code: { type: 'http', value: '401' },
      details: expect.stringContaining('Basic') as string,
      message: `WSKey '${KEY}' is invalid`,
    },
  ]);
  expect([token.status, token.headers.get('content-type')]).toEqual([401, 'application/json;charset=ISO-8859-1']);
  expect(await token.text()).toContain(
    '<error><code type="http">401</code><message>AccessToken {tk_12345} is invalid</message>',
  );
});
