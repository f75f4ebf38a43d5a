import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { type OaiAnswer, parseOaiPmh } from './index.ts';

const MARC = '<record xmlns="http://www.loc.gov/MARC21/slim"><controlfield tag="001">1</controlfield></record>';

function envelope(body: string, attributes = 'verb="ListRecords" metadataPrefix="marc21"'): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">
 <responseDate>2026-01-05T09:00:00Z</responseDate>
 <request ${attributes}>https://lms.example.org/oai</request>
 ${body}
</OAI-PMH>`;
}

function record(id: string, metadata: string): string {
  return `<record><header><identifier>oai:demo:${id}</identifier><datestamp>2026-01-04T22:11:00Z</datestamp><setSpec>A</setSpec><setSpec>B</setSpec></header><metadata>\n ${metadata}\n</metadata></record>`;
}

function parse(xml: string): OaiAnswer {
  return parseOaiPmh(Buffer.from(xml));
}

describe('an answer of ListRecords', () => {
  it('gives its records with the metadata byte for byte', () => {
    const answer = parse(envelope(`<ListRecords>${record('1', MARC)}</ListRecords>`));

    const [first] = answer.records;

    expect(answer).toMatchObject({ responseDate: '2026-01-05T09:00:00Z', errors: [] });
    expect(first).toMatchObject({
      kind: 'record',
      identifier: 'oai:demo:1',
      datestamp: '2026-01-04T22:11:00Z',
      deleted: false,
      setSpecs: ['A', 'B'],
    });
    expect(first?.kind === 'record' && Buffer.from(first.metadata ?? []).toString()).toBe(MARC);
  });

  it('gives deleted records without metadata', () => {
    const deleted =
      '<record><header status="deleted"><identifier>oai:demo:2</identifier><datestamp>2026-01-04</datestamp></header></record>';

    const answer = parse(envelope(`<ListRecords>${deleted}</ListRecords>`));

    expect(answer.records).toMatchObject([{ identifier: 'oai:demo:2', deleted: true, metadata: null }]);
  });

  it('hands on the namespaces that the metadata needs from outside', () => {
    const xml = envelope(`<ListRecords>${record('1', '<marc:record/>')}</ListRecords>`).replace(
      '<OAI-PMH ',
      '<OAI-PMH xmlns:marc="http://www.loc.gov/MARC21/slim" ',
    );

    const [first] = parse(xml).records;

    expect(first).toMatchObject({ namespaces: { marc: 'http://www.loc.gov/MARC21/slim' } });
  });

  it('loses neither a record nor the page for two hyphens in a comment', () => {
    const mended = record('1', MARC.replace('>1<', '>1<!-- was 7 -- wrong --><'));
    const answer = parse(
      envelope(`<!-- made -- by hand --><ListRecords>${mended}<!-- 1 ---->${record('2', MARC)}</ListRecords>`),
    );

    expect(answer.records).toMatchObject([
      { kind: 'record', identifier: 'oai:demo:1' },
      { kind: 'record', identifier: 'oai:demo:2' },
    ]);
  });

  it('reads a prefix on the envelope itself', () => {
    const xml = envelope(`<ListRecords>${record('1', 'x')}<resumptionToken>t</resumptionToken></ListRecords>`)
      .replaceAll(/<(\/?)(?!\?)/g, '<$1oai:')
      .replace('xmlns=', 'xmlns:oai=');

    const answer = parse(xml);

    expect(answer.records).toMatchObject([{ identifier: 'oai:demo:1' }]);
    expect(answer.resumptionToken?.token).toBe('t');
  });

  it.each([
    ['an illegal character', record('2', MARC.replace('>1<', '>\x1b<'))],
    ['an entity that nobody declared', record('2', MARC.replace('>1<', '>&com;<'))],
    ['a tag that is not closed', record('2', MARC.replace('</controlfield>', ''))],
    ['its end missing', record('2', MARC).slice(0, -40)],
    ['its inner record closed twice', record('2', `${MARC}</record>`)],
  ])('sets a record with %s aside and reads the rest of the page', (_, bad) => {
    const body = `<ListRecords>${record('1', MARC)}${bad}${record('3', MARC)}<resumptionToken>next</resumptionToken></ListRecords>`;

    const answer = parse(envelope(body));

    expect(answer.records.map((one) => one.kind)).toEqual(['record', 'reject', 'record']);
    expect(answer.records[1]).toMatchObject({
      header: { identifier: 'oai:demo:2', datestamp: '2026-01-04T22:11:00Z' },
      place: expect.stringMatching(/^record 2 of the page, byte \d+$/) as string,
    });
    expect(answer.records[2]).toMatchObject({ identifier: 'oai:demo:3' });
    expect(answer.resumptionToken?.token).toBe('next');
  });

  it('sets a record with bytes that are not UTF-8 aside, whole', () => {
    const xml = envelope(
      `<ListRecords>${record('1', MARC.replace('>1<', '>\xe9<'))}${record('2', MARC)}</ListRecords>`,
    );

    const [first, second] = parseOaiPmh(Buffer.from(xml, 'latin1')).records;

    expect(first).toMatchObject({
      kind: 'reject',
      reason: 'bytes that are not UTF-8',
      header: { identifier: 'oai:demo:1' },
    });
    expect(first?.kind === 'reject' && Buffer.from(first.raw).includes(0xe9)).toBe(true);
    expect(second).toMatchObject({ kind: 'record' });
  });
});

describe('a resumption token', () => {
  it('carries its hints', () => {
    const token = '<resumptionToken completeListSize="1800" cursor="0">a|2&amp;b</resumptionToken>';

    const answer = parse(envelope(`<ListRecords>${record('1', MARC)}${token}</ListRecords>`));

    expect(answer.resumptionToken).toEqual({
      token: 'a|2&b',
      completeListSize: 1800,
      cursor: 0,
    });
  });

  it('is null inside for the empty element that ends a list, and null where there is none', () => {
    const ended = parse(envelope(`<ListRecords>${record('1', MARC)}<resumptionToken cursor="9"/></ListRecords>`));
    const none = parse(envelope(`<ListRecords>${record('1', MARC)}</ListRecords>`));

    expect(ended.resumptionToken).toMatchObject({ token: null, cursor: 9 });
    expect(none.resumptionToken).toBeNull();
  });
});

describe('the other verbs', () => {
  it('gives the headers of ListIdentifiers', () => {
    const header = (id: string): string =>
      `<header><identifier>${id}</identifier><datestamp>2026-01-04</datestamp></header>`;

    const answer = parse(
      envelope(`<ListIdentifiers>${header('a')}${header('b')}</ListIdentifiers>`, 'verb="ListIdentifiers"'),
    );

    expect(answer.records).toMatchObject([
      { identifier: 'a', metadata: null },
      { identifier: 'b', metadata: null },
    ]);
  });

  it('reads Identify', () => {
    const answer = parse(
      envelope(
        '<Identify><repositoryName>Demo</repositoryName><baseURL>https://lms.example.org/oai</baseURL><protocolVersion>2.0</protocolVersion><adminEmail>a@example.org</adminEmail><earliestDatestamp>2020-01-01</earliestDatestamp><deletedRecord>transient</deletedRecord><granularity>YYYY-MM-DD</granularity><compression>gzip</compression></Identify>',
        'verb="Identify"',
      ),
    );

    expect(answer.identify).toMatchObject({ repositoryName: 'Demo', deletedRecord: 'transient', granularity: 'day' });
  });

  it('reads ListSets', () => {
    const answer = parse(
      envelope('<ListSets><set><setSpec>HIST</setSpec><setName>History</setName></set></ListSets>', 'verb="ListSets"'),
    );

    expect(answer.sets).toEqual(['HIST']);
  });

  it('gives errors with their codes, as answers', () => {
    const answer = parse(envelope('<error code="noRecordsMatch">a quiet day</error>'));

    expect(answer).toMatchObject({ errors: [{ code: 'noRecordsMatch', message: 'a quiet day' }], records: [] });
  });
});

describe('an answer that is none', () => {
  const list = (inside: string): string => envelope(`<ListRecords>${inside}</ListRecords>`);
  const between = (inside: string): string => list(record('1', MARC) + inside + record('2', MARC));
  it.each([
    ['HTML on overload', '<!DOCTYPE html><html><body>busy</body></html>'],
    ['another XML', '<qualifieddc/>'],
    ['nothing', ''],
    ['a page cut off behind a record', envelope(`<ListRecords>${record('1', MARC)}</ListRecords>`).slice(0, -40)],
    ['end tags between records', between('</metadata></record>')],
    ['words between records', between('busy')],
    ['an empty record between records', between('<record></record>')],
    ['an opening tag between records', between('<x>')],
    ['a record without its opening', between(record('3', MARC).replace('<record>', ''))],
    ['a record without its header', between(record('3', MARC).replace(/^.*<metadata>/s, ''))],
    [
      'a broken record before one without its opening',
      list(record('1', MARC.replace('</controlfield>', '')) + record('2', MARC).replace('<record>', '')),
    ],
    ['a page cut off inside a record', envelope(`<ListRecords>${record('1', MARC)}</ListRecords>`).slice(0, -90)],
  ])('throws LMS_BAD_RESPONSE for %s', (_, xml) => {
    expect(() => parse(xml)).toThrow(expect.objectContaining({ code: 'LMS_BAD_RESPONSE' }) as Error);
  });
});
