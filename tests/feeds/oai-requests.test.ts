/** What OAI-PMH says of verbs, arguments and errors, over real sockets; every answer against the schemas. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FeedServer } from '#feeds/index.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { makeTemporaryFolder, projectRoot } from '#tests/support/mercia-process.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, marcOf, publish } from './support/feed-log.ts';
import { askOai, codesOf, NOW, startOaiServer, type Arguments, type AskedOai } from './support/oai-server.ts';

const SCHEMA = join(projectRoot, 'tests', 'feeds', 'schemas', 'answers.xsd');
const MARC = { metadataPrefix: 'marc21' };
const LIST = { verb: 'ListRecords', ...MARC };
const ID = 'oai:mids.example.org:mids-1';

const store = withTestDatabase();
const folder = makeTemporaryFolder();
let server: FeedServer;
let base: string;
let answers = 0;

/** Asks, and holds the answer to be one of the protocol. */
async function ask(query: Arguments, init?: RequestInit): Promise<AskedOai> {
  const asked = await askOai(base, query, init);
  expect(asked.response.status).toBe(200);
  expect(asked.response.headers.get('content-type')).toBe('text/xml; charset=utf-8');
  writeFileSync(join(folder.path, `${String((answers += 1))}.xml`), asked.text);
  return asked;
}

/** What stands in the elements of a name. */
const textsOf = ({ text }: AskedOai, name: string): readonly (string | undefined)[] =>
  Array.from(text.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'g')), ([, inner]) => inner);

const requestOf = ({ text }: AskedOai): string | undefined => /<request.*?<\/request>/.exec(text)?.[0];

beforeAll(async () => {
  await publish(store.db, [
    { identifier: 'mids-1', second: 1, sets: ['format:book', 'without-online'] },
    { identifier: 'mids-2', second: 2, sets: ['format:journal'] },
    { identifier: 'mids-3', second: 3, kind: 'DELETED', marc: null, sets: ['format:book'] },
    { identifier: 'mids-4', second: 4, marc: marcOf('mids-4', 'Sepsis & <shock>: "why"\u0007 \u{1f9ea}') },
    { identifier: 'north-7/a#b', repository: 'library/qe', second: 5, sets: ['format:book'] },
  ]);
  server = await startOaiServer({ db: store.db });
  base = `${server.url}/oai/editions`;
});

afterAll(async () => {
  try {
    if (answers > 0) checkAll();
  } finally {
    await server.close();
    folder.remove();
  }
});

/** All at once: a process for each answer would take longer than the tests. */
function checkAll(): void {
  const files = Array.from({ length: answers }, (_, index) => join(folder.path, `${String(index + 1)}.xml`));
  execFileSync('xmllint', ['--nonet', '--noout', '--schema', SCHEMA, ...files], { stdio: ['ignore', 'pipe', 'pipe'] });
}

describe('the six verbs', () => {
  it('says who it is: names, dates, compression, identifiers and the rules of the region', async () => {
    const asked = await ask({ verb: 'Identify' });
    const { text } = asked;

    expect(
      ['repositoryName', 'baseURL', 'protocolVersion', 'earliestDatestamp', 'deletedRecord', 'granularity'].map(
        (name) => textsOf(asked, name),
      ),
    ).toEqual([
      ['Middle Shires: editions'],
      [base],
      ['2.0'],
      ['2031-03-01T12:00:00Z'],
      ['persistent'],
      ['YYYY-MM-DDThh:mm:ssZ'],
    ]);
    expect(textsOf(asked, 'adminEmail')).toEqual(['feeds@mids.example.org']);
    expect(textsOf(asked, 'compression')).toEqual(['gzip', 'deflate']);
    expect(text).toContain('<sampleIdentifier>oai:mids.example.org:mids-1</sampleIdentifier>');
    expect(text).toContain(
      'forbid passing their records on; neither their records nor their holdings are here: West Library.',
    );
    expect(text).toContain('identifiers, subject headings.');
  });

  it('says of a library which one it is, with a slash at the end or without', async () => {
    for (const at of ['/oai/editions/', '/oai/library/qe/'])
      expect((await fetch(`${server.url}${at}?verb=Identify`)).status).toBe(200);
    const asked = await askOai(`${server.url}/oai/library/qe`, { verb: 'Identify' });

    expect(textsOf(asked, 'repositoryName')).toEqual(['Queen Edith Library: records']);
    expect(textsOf(asked, 'baseURL')).toEqual([`${server.url}/oai/library/qe`]);
    expect(asked.text).toContain('<sampleIdentifier>oai:mids.example.org:north-7/a%23b</sampleIdentifier>');
  });

  it('lists its formats, of one record too, a deleted one among them', async () => {
    for (const query of [{}, { identifier: ID }, { identifier: 'oai:mids.example.org:mids-3' }]) {
      const asked = await ask({ verb: 'ListMetadataFormats', ...query });

      expect(textsOf(asked, 'metadataPrefix')).toEqual(['oai_dc', 'marc21']);
    }
  });

  it('lists its sets by name', async () => {
    const asked = await ask({ verb: 'ListSets' });

    expect(textsOf(asked, 'set')).toContain('<setSpec>network:hill</setSpec><setName>Hill Network</setName>');
    expect(textsOf(asked, 'setSpec')).toContain('without-online');
  });

  it('gives a record with its sets, in both formats, and a deleted one as its header', async () => {
    const marc = await ask({ verb: 'GetRecord', identifier: ID, ...MARC });
    const dc = await ask({ verb: 'GetRecord', identifier: ID, metadataPrefix: 'oai_dc' });
    const gone = await ask({ verb: 'GetRecord', identifier: 'oai:mids.example.org:mids-3', ...MARC });

    expect(marc.text).toContain(
      `<header><identifier>${ID}</identifier><datestamp>2031-03-01T12:00:01Z</datestamp><setSpec>format:book</setSpec><setSpec>without-online</setSpec></header><metadata><record xmlns="http://www.loc.gov/MARC21/slim">`,
    );
    expect(dc.text).toContain('<dc:title>Title of mids-1</dc:title>');
    expect(gone.text).toContain(
      '<GetRecord><record><header status="deleted"><identifier>oai:mids.example.org:mids-3</identifier><datestamp>2031-03-01T12:00:03Z</datestamp><setSpec>format:book</setSpec></header></record></GetRecord>',
    );
  });

  it('lists records and identifiers in the order of their datestamps, deleted ones too', async () => {
    const records = await ask(LIST);
    const headers = await ask({ ...LIST, verb: 'ListIdentifiers' });

    expect(records.oai?.records.map((one) => one.kind === 'record' && [one.identifier.slice(-6), one.deleted])).toEqual(
      [
        ['mids-1', false],
        ['mids-2', false],
        ['mids-3', true],
        ['mids-4', false],
      ],
    );
    expect(headers.text).not.toContain('metadata>');
    expect(headers.oai?.records).toHaveLength(4);
    expect([records.oai?.resumptionToken, headers.oai?.resumptionToken]).toEqual([null, null]);
  });

  it('names what a URI cannot hold by its code, and finds it again', async () => {
    const at = `${server.url}/oai/library/qe`;
    const { oai } = await askOai(at, LIST);
    const [record] = oai?.records ?? [];
    const identifier = record?.kind === 'record' ? record.identifier : '';

    expect(identifier).toBe('oai:mids.example.org:north-7/a%23b');
    expect(codesOf(await askOai(at, { verb: 'GetRecord', identifier, ...MARC }))).toEqual([]);
  });
});

describe('the same by POST', () => {
  const post = (body: string, type = 'application/x-www-form-urlencoded'): Promise<AskedOai> =>
    askOai(base, '', { method: 'POST', headers: { 'content-type': type }, body });

  it('reads arguments from the body', async () => {
    const asked = await post(new URLSearchParams({ verb: 'GetRecord', identifier: ID, ...MARC }).toString());

    expect(asked.oai?.records).toMatchObject([{ identifier: ID }]);
    expect(requestOf(asked)).toBe(
      `<request verb="GetRecord" identifier="${ID}" metadataPrefix="marc21">${base}</request>`,
    );
  });

  it('refuses another kind of body, and one that is too long', async () => {
    expect((await post('{}', 'application/json')).response.status).toBe(415);
    expect((await post(`verb=${'x'.repeat(70_000)}`)).response.status).toBe(413);
  });
});

describe('windows of time', () => {
  const identifiersIn = async (window: Readonly<Record<string, string>>): Promise<readonly string[]> => {
    const { oai } = await ask({ ...LIST, ...window });
    return (oai?.records ?? []).flatMap((one) => (one.kind === 'record' ? [one.identifier.slice(-1)] : []));
  };

  it('includes both ends, by the second', async () => {
    expect(await identifiersIn({ from: '2031-03-01T12:00:02Z', until: '2031-03-01T12:00:03Z' })).toEqual(['2', '3']);
    expect(await identifiersIn({ until: '2031-03-01T12:00:01Z' })).toEqual(['1']);
    expect(await identifiersIn({ from: '2031-03-01T12:00:04Z' })).toEqual(['4']);
  });

  it('includes the whole of both days, by the day', async () => {
    expect(await identifiersIn({ from: '2031-03-01', until: '2031-03-01' })).toEqual(['1', '2', '3', '4']);
    expect(await identifiersIn({ until: '2031-03-01', set: 'format:journal' })).toEqual(['2']);
  });

  it('takes dates that lie before everything, and years that no database knows', async () => {
    expect(await identifiersIn({ from: '0001-01-01', until: '9999-12-31' })).toEqual(['1', '2', '3', '4']);
  });
});

describe('errors', () => {
  /** In the order of the answer; `repeated` says whether the arguments of the request are. */
  const CASES: readonly (readonly [string, Arguments, readonly string[], boolean])[] = [
    ['no verb', '', ['badVerb'], false],
    ['an unknown verb', { verb: 'Nonsense' }, ['badVerb'], false],
    ['a verb in other letters', { verb: 'identify' }, ['badVerb'], false],
    ['two verbs', 'verb=Identify&verb=Identify', ['badVerb'], false],
    ['an argument that the verb does not have', { verb: 'Identify', set: 'a' }, ['badArgument'], false],
    ['an argument twice', 'verb=ListRecords&metadataPrefix=marc21&metadataPrefix=marc21', ['badArgument'], false],
    ['no prefix', { verb: 'ListRecords' }, ['badArgument'], false],
    ['neither prefix nor identifier', { verb: 'GetRecord' }, ['badArgument', 'badArgument'], false],
    [
      'several things at once',
      'verb=ListRecords&a=1&from=x&until=y',
      ['badArgument', 'badArgument', 'badArgument', 'badArgument'],
      false,
    ],
    ['an empty prefix', { verb: 'ListRecords', metadataPrefix: '' }, ['badArgument'], false],
    ['a prefix with a blank', { verb: 'ListRecords', metadataPrefix: 'a b' }, ['badArgument'], false],
    ['a set with an empty part', { ...LIST, set: 'format:' }, ['badArgument'], false],
    ['an identifier that is no URI', { verb: 'GetRecord', identifier: 'a"b', ...MARC }, ['badArgument'], false],
    ['a day that no calendar has', { ...LIST, from: '2031-02-30' }, ['badArgument'], false],
    ['a second that no clock has', { ...LIST, from: '2031-02-20T25:00:00Z' }, ['badArgument'], false],
    ['fractions of a second', { ...LIST, from: '2031-02-20T05:00:00.5Z' }, ['badArgument'], false],
    ['a time that is not UTC', { ...LIST, from: '2031-02-20T05:00:00+01:00' }, ['badArgument'], false],
    ['the year 0', { ...LIST, from: '0000-01-01' }, ['badArgument'], false],
    ['an empty date', { ...LIST, until: '' }, ['badArgument'], false],
    ['two granularities', { ...LIST, from: '2031-03-01', until: '2031-03-01T13:00:00Z' }, ['badArgument'], false],
    ['dates the wrong way round', { ...LIST, from: '2031-03-02', until: '2031-03-01' }, ['badArgument'], false],
    ['a token beside other arguments', { ...LIST, resumptionToken: 'x' }, ['badArgument'], false],
    ['an unknown format', { verb: 'ListRecords', metadataPrefix: 'mods' }, ['cannotDisseminateFormat'], true],
    ['an unknown record', { verb: 'GetRecord', identifier: `${ID}9`, ...MARC }, ['idDoesNotExist'], true],
    ['a record with a NUL', { verb: 'GetRecord', identifier: `${ID}%00`, ...MARC }, ['idDoesNotExist'], true],
    [
      'the formats of a record with a NUL',
      { verb: 'ListMetadataFormats', identifier: `${ID}%00` },
      ['idDoesNotExist'],
      true,
    ],
    [
      'a record of another namespace',
      { verb: 'GetRecord', identifier: 'oai:example.org:mids-1', ...MARC },
      ['idDoesNotExist'],
      true,
    ],
    [
      'the formats of an unknown record',
      { verb: 'ListMetadataFormats', identifier: 'oai:x:y' },
      ['idDoesNotExist'],
      true,
    ],
    [
      'an unknown record in an unknown format',
      { verb: 'GetRecord', identifier: 'x:y', metadataPrefix: 'mods' },
      ['idDoesNotExist', 'cannotDisseminateFormat'],
      true,
    ],
    ['a future from', { ...LIST, from: '2031-03-02' }, ['noRecordsMatch'], true],
    ['an until before the beginning', { ...LIST, until: '2031-02-28' }, ['noRecordsMatch'], true],
    ['a window in which nothing happened', { ...LIST, from: '2031-03-01T12:00:10Z' }, ['noRecordsMatch'], true],
    ['a set that has nothing', { ...LIST, set: 'format:kit' }, ['noRecordsMatch'], true],
    ['an unknown set', { ...LIST, set: 'nonsense' }, ['noRecordsMatch'], true],
    ['a token that was never given out', { verb: 'ListRecords', resumptionToken: 'x' }, ['badResumptionToken'], true],
    ['an empty token', { verb: 'ListRecords', resumptionToken: '' }, ['badResumptionToken'], true],
    ['a token of sets', { verb: 'ListSets', resumptionToken: 'x' }, ['badResumptionToken'], true],
    [
      'characters that XML cannot hold',
      { verb: 'ListRecords', resumptionToken: 'a\u0000\u0008<&"\ufffe' },
      ['badResumptionToken'],
      true,
    ],
  ];

  it.each(CASES)('%s', async (_, query, codes, repeated) => {
    const asked = await ask(query);

    expect(codesOf(asked)).toEqual(codes);
    for (const { message } of asked.oai?.errors ?? []) expect(message).toMatch(/^[A-Za-z].{15,}[.]$/s);
    expect(requestOf(asked)?.startsWith('<request>')).toBe(!repeated);
  });

  it('reads half a percent sign and broken UTF-8 as what they are', async () => {
    for (const query of ['verb=%', 'verb=%E0%A4', `verb=GetRecord&metadataPrefix=marc21&identifier=%ff`]) {
      const response = await fetch(`${base}?${query}`);

      expect(response.status).toBe(200);
      expect(await response.text()).toMatch(/<error code="bad/);
    }
  });
});

describe('HTTP', () => {
  it('answers HEAD with the head of the answer', async () => {
    const response = await fetch(`${base}?verb=ListRecords&metadataPrefix=marc21`, { method: 'HEAD' });

    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/xml; charset=utf-8']);
    expect((await fetch(`${server.url}/oai/library/none`, { method: 'HEAD' })).status).toBe(404);
  });

  it.each([
    ['gzip', 'gzip'],
    ['deflate', 'deflate'],
    ['br, deflate;q=0.5, gzip;q=0.1', 'deflate'],
    ['gzip;q=0', null],
    ['br', null],
    ['identity', null],
  ])('answers accept-encoding: %s with %s', async (accepted, encoding) => {
    for (const query of [{ verb: 'Identify' }, LIST]) {
      const asked = await askOai(base, query, { headers: { 'accept-encoding': accepted } });

      expect(asked.response.headers.get('content-encoding')).toBe(encoding);
      expect(asked.response.headers.get('vary')).toBe('accept-encoding');
      expect(asked.text).toMatch(/<\/OAI-PMH>$/);
    }
  });

  it('says where the repositories are if an address is none, and does not know a library that forbids passing on', async () => {
    const unknown = await fetch(`${server.url}/nothing`);
    const library = await fetch(`${server.url}/oai/library/none?verb=Identify`);
    const withheld = await fetch(`${server.url}/oai/library/west-lib?verb=Identify`);
    const list = await fetch(`${server.url}/oai`);

    expect([unknown.status, library.status, withheld.status]).toEqual([404, 404, 404]);
    expect(await unknown.text()).toContain('/oai/editions');
    expect(await library.text()).toContain('/oai lists the repositories');
    expect(await list.json()).toEqual({
      repositories: [
        { name: 'Middle Shires: editions', baseUrl: base },
        { name: 'Queen Edith Library: records', baseUrl: `${server.url}/oai/library/qe` },
        { name: 'Wing Library: records', baseUrl: `${server.url}/oai/library/wing` },
        { name: 'South Library: records', baseUrl: `${server.url}/oai/library/south-lib` },
      ],
    });
  });

  it('names the address that the public knows, if one is set', async () => {
    const behind = await startOaiServer({ db: store.db, publicUrl: 'https://feeds.example.org/mids/' });
    try {
      const asked = await askOai(`${behind.url}/oai/editions`, { verb: 'Identify' });

      expect(textsOf(asked, 'baseURL')).toEqual(['https://feeds.example.org/mids/oai/editions']);
      expect(asked.oai?.responseDate).toBe(NOW.toISOString().replace('.000', ''));
    } finally {
      await behind.close();
    }
  });
});

describe('before anything was published', () => {
  const empty = withTestDatabase();

  it('says who it is, and asks to come again: an empty list would be taken for an empty region', async () => {
    const early = await startOaiServer({ db: empty.db, now: () => at(-60) });
    try {
      const identify = await askOai(`${early.url}/oai/editions`, { verb: 'Identify' });
      const list = await askOai(`${early.url}/oai/editions`, LIST);
      const record = await askOai(`${early.url}/oai/editions`, { verb: 'GetRecord', identifier: ID, ...MARC });

      expect(textsOf(identify, 'earliestDatestamp')).toEqual(['2031-03-01T11:59:00Z']);
      for (const { response } of [list, record]) {
        expect(response.status).toBe(503);
        expect(response.headers.get('retry-after')).toBe('30');
      }
    } finally {
      await early.close();
    }
  });
});
