import { parseMarcXmlRecord } from '#marc/index.ts';
import { type OaiAnswer, parseOaiPmh } from '#adapters/protocols/oai-pmh/index.ts';
import { sharedAvailable, sharedPath } from '#tests/support/shared.ts';
import { Buffer } from 'node:buffer';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Summary {
  readonly records: number;
  readonly deleted: number;
  readonly rejected: number;
  /** Records whose metadata is MARC that could be read. */
  readonly marc: number;
}

function summarise({ records }: OaiAnswer): Summary {
  const marc = records.filter((one) => {
    if (one.kind === 'reject' || one.metadata === null) return false;
    const text = Buffer.from(one.metadata).toString('utf8');
    return parseMarcXmlRecord(text, { namespaces: one.namespaces }).kind === 'record';
  });
  return {
    records: records.length,
    deleted: records.filter((one) => one.kind === 'record' && one.deleted).length,
    rejected: records.filter((one) => one.kind === 'reject').length,
    marc: marc.length,
  };
}

/** The body of a recorded answer of Koha. */
function recordedBody(name: string): Buffer {
  const recording = JSON.parse(readFileSync(sharedPath('recordings', 'koha', name), 'utf8')) as {
    response: { body_text: string };
  };
  return Buffer.from(recording.response.body_text);
}

describe.skipIf(!sharedAvailable)('recorded OAI-PMH answers of Koha', () => {
  const names = sharedAvailable
    ? readdirSync(sharedPath('recordings', 'koha')).filter((name) => name.startsWith('oai-'))
    : [];

  it.each(names)('%s is read', (name) => {
    const answer = parseOaiPmh(recordedBody(name));

    expect(answer.responseDate).toMatch(/^2026-11-24T\d\d:\d\d:\d\dZ$/);
    expect(summarise(answer).rejected).toBe(0);
  });

  it('give the records, deletions and tokens that they hold', () => {
    const first = parseOaiPmh(recordedBody('oai-ListRecords-marc21-page1.json'));
    const last = parseOaiPmh(recordedBody('oai-ListRecords-marc21-last-page.json'));
    const items = parseOaiPmh(recordedBody('oai-include_items-ListRecords-page1.json'));

    expect(summarise(first)).toEqual({ records: 50, deleted: 5, rejected: 0, marc: 45 });
    expect(first.resumptionToken).toMatchObject({ token: 'marc21/50////0/0/47', cursor: 50 });
    expect(summarise(last)).toEqual({ records: 26, deleted: 0, rejected: 0, marc: 26 });
    expect(last.resumptionToken).toBeNull();
    expect(summarise(items)).toEqual({ records: 50, deleted: 5, rejected: 0, marc: 45 });
  });

  it('give Identify, sets and errors', () => {
    expect(parseOaiPmh(recordedBody('oai-Identify.json')).identify).toMatchObject({
      deletedRecord: 'transient',
      granularity: 'second',
    });
    expect(parseOaiPmh(recordedBody('oai-ListSets.json')).sets).toHaveLength(2);
    expect(parseOaiPmh(recordedBody('oai-ListRecords-set-empty.json')).errors).toMatchObject([
      { code: 'noRecordsMatch' },
    ]);
    expect(parseOaiPmh(recordedBody('oai-GetRecord-unknown.json')).errors).toMatchObject([{ code: 'idDoesNotExist' }]);
  });
});

describe.skipIf(!sharedAvailable)('OAI-PMH answers of other systems', () => {
  it.each([
    ['RecordManager2_ListRecords1.xml', { records: 10, deleted: 0, rejected: 0, marc: 10 }],
    ['RecordManager2_ListRecordsNLK_medvik.xml', { records: 3, deleted: 0, rejected: 0, marc: 3 }],
    ['idzebra_oai-caltech.xml', { records: 100, deleted: 0, rejected: 0, marc: 0 }],
    ['ole_Dublin_UN.xml', { records: 500, deleted: 30, rejected: 0, marc: 0 }],
    ['ole_dublin-unq-05.xml', { records: 500, deleted: 4, rejected: 0, marc: 0 }],
    ['reservoir_oai-response-1.xml', { records: 4, deleted: 1, rejected: 0, marc: 3 }],
  ])('%s is read', (name, summary) => {
    expect(summarise(parseOaiPmh(readFileSync(sharedPath('data', 'oai-pmh', name))))).toEqual(summary);
  });

  it.each(['RecordManager_qdc1.xml', 'folio_oai_dc.xsd'])('%s is refused: it is no OAI-PMH', (name) => {
    expect(() => parseOaiPmh(readFileSync(sharedPath('data', 'oai-pmh', name)))).toThrow(/root element is/);
  });
});
