/** Harvest of a Koha by OAI-PMH: koha.md 41 to 44, and what OAI-PMH itself lays in the way. */
import { addOaiSet, deleteItem } from '#simulators/koha/world.ts';
import { applyPage, collectPages, emptyIndex } from '#conformance/apply-harvest.ts';
import { createTestAdapter } from '#tests/conformance/koha-system.ts';
import type { KohaTestOptions } from '#tests/conformance/koha-options.ts';
import { errorOf } from '#conformance/outcome.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FULL, changesAfter, harvestOf, idsOf, oai, rejectsOf, start, type Running } from './running-koha.ts';
import { createScriptedKoha, IDENTIFY, oaiPage, oaiRecord } from './scripted-koha.ts';
import type { Asked, Said, ScriptedServer } from '../scripted-server.ts';

describe('OAI-PMH', () => {
  it('tells item changes, deleted copies included, with the records', async () => {
    const running = await oai();

    const pages = await changesAfter(running, () => {
      deleteItem(running.simulator.world, 31);
    });
    const [record] = pages.flatMap((page) => page.records);

    expect(record).toMatchObject({ localId: '3', deleted: false });
    expect(record?.deleted === false && record.items.map((item) => item.localId)).toEqual(['30', '32']);
  });

  it('is resumed with a token that Koha cannot read: the first page in Dublin Core, with 200, is not taken for the next', async () => {
    const running = await oai();
    const [first] = await collectPages(running.harvest, FULL, 1);
    const broken = JSON.stringify({ ...(JSON.parse(first?.resumeAt ?? '{}') as object), token: 'garbage' });

    const pages = await collectPages(running.harvest, { ...FULL, resumeAt: broken });

    expect(idsOf(pages).toSorted()).toEqual([...running.simulator.world.biblios.keys()].map(String).toSorted());
    expect(pages.at(-1)?.allLocalIds?.size).toBe(26);
  });

  it('never takes the whole catalogue for a set that does not exist', async () => {
    const running = await oai({ settings: { oai: { set: 'MEDICINE' } } });
    addOaiSet(running.simulator.world, 'HEALTH', 'Health', [1, 2]);

    const error = await errorOf(collectPages(running.harvest, FULL));

    expect(error.code).toBe('CONFIG_INVALID');
    expect(error.message).toContain('MEDICINE');
    expect(error.message).toContain('HEALTH');
  });

  it('harvests a set that exists, and takes an empty one for an empty one', async () => {
    const full = await oai({ settings: { oai: { set: 'HEALTH' } } });
    addOaiSet(full.simulator.world, 'HEALTH', 'Health', [1, 2]);
    const empty = await oai({ settings: { oai: { set: 'EMPTY' } } });
    addOaiSet(empty.simulator.world, 'EMPTY', 'Empty', []);

    expect(idsOf(await collectPages(full.harvest, FULL))).toEqual(['1', '2']);
    const pages = await collectPages(empty.harvest, FULL);
    expect(pages.map((page) => [page.records.length, page.nextCursor !== null])).toEqual([[0, true]]);
  });

  it('takes a single record that is not in the set for one that is gone', async () => {
    const { harvest, simulator } = await oai({ settings: { oai: { set: 'HEALTH' } } });
    addOaiSet(simulator.world, 'HEALTH', 'Health', [1, 2]);

    const found = await harvest.findRecords?.(['2', '3'], new AbortController().signal);

    expect(found?.records.map(({ localId, deleted }) => [localId, deleted])).toEqual([
      ['2', false],
      ['3', true],
    ]);
  });

  it.each(['oauth', 'none'] as const)('finds a record after the site took another name (login: %s)', async (login) => {
    const { harvest, simulator } = await start({ login });
    const { signal } = new AbortController();
    const way = await harvest.describe(signal);
    Object.assign(simulator.world.preferences, { 'OAI-PMH:archiveID': 'HILL' });

    const found = await harvest.findRecords?.(['3', '999'], signal);

    expect(found?.records.map(({ localId, deleted }) => [localId, deleted])).toEqual([
      ['3', false],
      ['999', true],
    ]);
    expect(found?.records[0]).toMatchObject({ visibility: 'PUBLIC' });
    expect(await harvest.describe(signal)).toBe(way);
  });

  it('compares all identifiers where the site never reports a deletion', async () => {
    const running = await oai({ preferences: { 'OAI-PMH:DeletedRecord': 'no' } });

    const pages = await changesAfter(running, () => undefined);

    expect(pages.at(-1)?.allLocalIds?.size).toBe(26);
  });
});

describe('OAI-PMH of a site that misbehaves', () => {
  async function scripted(
    list: (asked: Asked, page: number) => Said | undefined,
    identify = IDENTIFY,
  ): Promise<{ server: ScriptedServer; harvest: Running['harvest'] }> {
    let page = 0;
    const server = await createScriptedKoha((asked) => {
      if (asked.query.get('verb') === 'Identify') return { body: identify };
      return list(asked, asked.query.get('verb') === 'ListRecords' ? (page += 1) : 0);
    });
    const options: KohaTestOptions = { login: 'none', harvest: 'oai-pmh', settings: { oai: { itemsIncluded: 'yes' } } };
    const adapter = createTestAdapter(server.address, options);
    onTestFinished(async () => {
      await adapter.close();
      await server.close();
    });
    return { server, harvest: harvestOf(adapter) };
  }
  const token = (cursor: number, text = `marcxml/${cursor}////0/0/1`): string =>
    `<resumptionToken cursor="${cursor}">${text}</resumptionToken>`;
  const list = (inside: string, responseDate?: string): Said => ({
    body: oaiPage(`<ListRecords>${inside}</ListRecords>`, responseDate === undefined ? {} : { responseDate }),
  });

  it('sets records with illegal characters aside one by one, and keeps the rest of their page', async () => {
    const { harvest } = await scripted(() => list(oaiRecord(1) + oaiRecord(2, 'Bell \u0007 character') + oaiRecord(3)));

    const pages = await collectPages(harvest, FULL);

    expect(idsOf(pages)).toEqual(['1', '3']);
    expect(rejectsOf(pages)).toMatchObject([{ localId: '2', format: 'marcxml' }]);
    expect(pages.at(-1)?.allLocalIds).toEqual(new Set(['1', '2', '3']));
  });

  it('begins its window again, once, when it says badResumptionToken', async () => {
    const { server, harvest } = await scripted((_asked, page) => {
      if (page === 2) return { body: oaiPage('<error code="badResumptionToken">expired</error>') };
      return page === 4 ? list(oaiRecord(2)) : list(oaiRecord(1) + token(1));
    });

    const pages = await collectPages(harvest, FULL);

    expect(idsOf(pages)).toEqual(['1', '1', '2']);
    expect(pages.at(-1)?.allLocalIds).toEqual(new Set(['1', '2']));
    expect(server.asked.filter((one) => one.query.get('verb') === 'ListRecords')).toHaveLength(4);
  });

  it('is given up when it loses its tokens again and again', async () => {
    const { harvest } = await scripted((asked) =>
      asked.query.has('resumptionToken')
        ? { body: oaiPage('<error code="badResumptionToken">expired</error>') }
        : list(oaiRecord(1) + token(1)),
    );

    expect((await errorOf(collectPages(harvest, FULL))).message).toContain('loses its resumption tokens');
  });

  it('is caught when a token leads back to an earlier page', async () => {
    const { harvest } = await scripted((asked) =>
      asked.query.has('resumptionToken') ? list(oaiRecord(1) + token(1, 'again')) : list(oaiRecord(1) + token(1)),
    );

    expect((await errorOf(collectPages(harvest, FULL))).code).toBe('LMS_BAD_RESPONSE');
  });

  it('is caught when its tokens lead round in a circle', async () => {
    const bare = (text: string): string => `<resumptionToken>${text}</resumptionToken>`;
    const { harvest } = await scripted((asked) => {
      const given = asked.query.get('resumptionToken');
      return list(oaiRecord(given === 'b' ? 2 : 1) + bare(given === 'b' ? 'c' : 'b'));
    });

    expect((await errorOf(collectPages(harvest, FULL))).message).toContain('the same resumption token for ever');
  });

  it.each<readonly [string, Said]>([
    ['a web page with 200', { body: '<!DOCTYPE html><html><body>Too busy</body></html>' }],
    ['an answer that is cut off', { body: oaiPage(`<ListRecords>${oaiRecord(1)}`).slice(0, -30) }],
    [
      'Dublin Core where MARC was asked for',
      list(
        '<record><header><identifier>K:1</identifier><datestamp>2026-01-01</datestamp></header><metadata><oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"/></metadata></record>',
      ),
    ],
    ['another error', { body: oaiPage('<error code="cannotDisseminateFormat">no</error>') }],
    ['no date of its own', list(oaiRecord(1), 'sometime')],
  ])('ends the run with LMS_BAD_RESPONSE: %s', async (_name, said) => {
    const { harvest } = await scripted(() => said);

    expect((await errorOf(collectPages(harvest, FULL))).code).toBe('LMS_BAD_RESPONSE');
  });

  it('says LMS_RATE_LIMITED, and how long, when it asks for patience', async () => {
    const { harvest } = await scripted(() => ({ status: 503, headers: { 'retry-after': '120' }, body: 'later' }));

    expect(await errorOf(collectPages(harvest, FULL))).toMatchObject({
      code: 'LMS_RATE_LIMITED',
      retryAfterSeconds: 120,
    });
  });

  it('takes noRecordsMatch for a quiet day, and starts the next time from its own clock, an overlap earlier', async () => {
    const { server, harvest } = await scripted((_asked, page) =>
      page === 1
        ? list(oaiRecord(1), '2026-11-24T14:13:30Z')
        : { body: oaiPage('<error code="noRecordsMatch">none</error>', { responseDate: '2026-11-24T15:00:00Z' }) },
    );
    const index = emptyIndex();
    for (const page of await collectPages(harvest, FULL)) applyPage(index, page);

    const [quiet, ...more] = await collectPages(harvest, {
      run: { kind: 'changes', cursor: index.nextCursor ?? '' },
      resumeAt: null,
    });

    expect(more).toEqual([]);
    expect(quiet).toMatchObject({ records: [], rejects: [], allLocalIds: null });
    expect(quiet?.nextCursor).toContain('2026-11-24T15:00:00');
    expect(server.asked.at(-1)?.query.get('from')).toBe('2026-11-24T14:12:30Z');
  });

  it('is asked by the day, a whole day earlier, where it knows days only', async () => {
    const days = IDENTIFY.replace('YYYY-MM-DDThh:mm:ssZ', 'YYYY-MM-DD');
    const { server, harvest } = await scripted(() => list(oaiRecord(1, 'Title', '2026-11-24')), days);
    const cursor = JSON.stringify({ v: 1, at: '2026-11-24T14:13:30.000Z', sweptAt: null, count: null });

    await collectPages(harvest, { run: { kind: 'changes', cursor }, resumeAt: null });

    expect(server.asked.at(-1)?.query.get('from')).toBe('2026-11-23');
  });

  it('is sent its tokens encoded, whatever is in them', async () => {
    const odd = 'marcxml/1/2026-01-01T00:00:00Z//a b+c&amp;d=e/0/0/2';
    const { server, harvest } = await scripted((_asked, page) =>
      page === 1 ? list(oaiRecord(1) + token(1, odd)) : list(oaiRecord(2)),
    );

    await collectPages(harvest, FULL);

    expect(server.asked.at(-1)?.query.get('resumptionToken')).toBe('marcxml/1/2026-01-01T00:00:00Z//a b+c&d=e/0/0/2');
    expect(server.asked.at(-1)?.query.has('metadataPrefix')).toBe(false);
  });

  it('keeps a record with an identifier that holds no number aside, and one without metadata', async () => {
    const strange =
      '<record><header><identifier>KOHA-T:abc</identifier><datestamp>2026-01-01</datestamp></header></record>';
    const bare = '<record><header><identifier>KOHA-T:9</identifier><datestamp>2026-01-01</datestamp></header></record>';
    const { harvest } = await scripted(() => list(strange + bare + oaiRecord(1)));

    const pages = await collectPages(harvest, FULL);

    expect(rejectsOf(pages).map((reject) => reject.localId)).toEqual([null, '9']);
    expect(idsOf(pages)).toEqual(['1']);
  });

  const header = (id: string, setSpec = ''): string =>
    `<header><identifier>KOHA-T:${id}</identifier><datestamp>2026-01-01</datestamp>${setSpec}</header>`;
  const unescaped = header('8', '<setSpec>A & B</setSpec>');

  it.each([
    ['an identifier without a number', header('abc')],
    ['a header that is no XML', unescaped],
  ])('takes nothing for deleted while a record has %s, wherever the run began', async (_, nameless) => {
    const { harvest } = await scripted(
      ({ query }) =>
        list(query.has('resumptionToken') ? oaiRecord(2) : `<record>${nameless}</record>${oaiRecord(1)}${token(1)}`),
      IDENTIFY.replace('persistent', 'no'),
    );

    const whole = await collectPages(harvest, FULL);
    const resumed = await collectPages(harvest, { ...FULL, resumeAt: whole[0]?.resumeAt ?? '' });
    const cursor = whole.at(-1)?.nextCursor ?? '';
    const changes = await collectPages(harvest, { run: { kind: 'changes', cursor }, resumeAt: null });

    expect(idsOf(whole)).toEqual(['1', '2']);
    for (const pages of [whole, resumed, changes]) {
      expect(pages.at(-1)).toMatchObject({ allLocalIds: null, nextCursor: expect.any(String) as string });
    }
  });

  it('asks the list of identifiers what is there if a record came without its number', async () => {
    const { harvest } = await scripted(({ query }) =>
      query.get('verb') === 'ListIdentifiers'
        ? { body: oaiPage(`<ListIdentifiers>${header('1')}${header('8')}</ListIdentifiers>`) }
        : list(`<record>${unescaped}</record>${oaiRecord(1)}`),
    );

    expect((await collectPages(harvest, FULL)).at(-1)?.allLocalIds).toEqual(new Set(['1', '8']));
  });

  it.each<readonly [string, string, string]>([
    ['the content of another', oaiRecord(16).replace(':16<', ':15<'), 'sent as record 15, but 999$c says 16'],
    ['the name of another repository', oaiRecord(15).replace('KOHA-T:', 'OTHER:'), 'identifier OTHER:15 is of another'],
    [
      'the name of another repository, deleted',
      '<record><header status="deleted"><identifier>OTHER:15</identifier><datestamp>2026-01-01</datestamp></header></record>',
      'identifier OTHER:15 is of another repository',
    ],
  ])('sets a record with %s aside', async (_, record, reason) => {
    const { harvest } = await scripted(() => list(oaiRecord(14) + record + oaiRecord(16)));

    const pages = await collectPages(harvest, FULL);

    expect(rejectsOf(pages)).toEqual([
      expect.objectContaining({ localId: '15', reason: expect.stringContaining(reason) as string }),
    ]);
    expect(idsOf(pages)).toEqual(['14', '16']);
    expect(pages.at(-1)?.allLocalIds).toEqual(new Set(['14', '15', '16']));
  });

  it('takes a record with a 999 of the system before Koha, and one without any', async () => {
    const older = `<datafield tag="999" ind1=" " ind2=" "><subfield code="c">1</subfield><subfield code="d">4/5/2009</subfield></datafield>`;
    const before = oaiRecord(15).replace('<datafield tag="999"', `${older}<datafield tag="999"`);
    const without = oaiRecord(16).replaceAll(/<datafield tag="999".*?<\/datafield>/g, '');
    const { harvest } = await scripted(() => list(before + without));

    const pages = await collectPages(harvest, FULL);

    expect(rejectsOf(pages)).toEqual([]);
    expect(idsOf(pages)).toEqual(['15', '16']);
  });

  it('tells of no record that it is deleted where no identifier shows how to ask for it', async () => {
    const { harvest } = await scripted((asked) =>
      asked.query.get('verb') === 'ListIdentifiers'
        ? { body: oaiPage('<error code="noRecordsMatch">none</error>', { verb: 'ListIdentifiers' }) }
        : { body: oaiPage('<error code="idDoesNotExist">none</error>', { verb: 'GetRecord' }) },
    );

    expect(await harvest.findRecords?.(['15'], new AbortController().signal)).toMatchObject({
      records: [],
      rejects: [{ localId: '15', reason: expect.stringContaining('stays as it was') as string }],
    });
  });

  it('is not believed for one record if it answers with another', async () => {
    const { harvest } = await scripted((asked) =>
      asked.query.get('verb') === 'GetRecord'
        ? { body: oaiPage(`<GetRecord>${oaiRecord(16)}</GetRecord>`, { verb: 'GetRecord' }) }
        : list(oaiRecord(15)),
    );

    const error = await errorOf(harvest.findRecords?.(['15'], new AbortController().signal) ?? Promise.resolve());

    expect(error.message).toContain('answers with another record than 15');
  });
});
