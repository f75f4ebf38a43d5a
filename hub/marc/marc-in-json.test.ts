import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { parseMarcInJson, readMarcBytes, scanMarcBytes, writeMarcInJson } from './index.ts';

const LEADER = '00000nam a2200000 a 4500';
const EMMA = {
  leader: LEADER,
  fields: [
    { tag: '001', value: '1' },
    { tag: '245', ind1: '1', ind2: '0', subfields: [{ code: 'a', value: 'Emma' }] },
  ],
};
const JSON_EMMA = JSON.stringify(writeMarcInJson(EMMA));

function results(json: string): readonly string[] {
  return [...readMarcBytes(Buffer.from(json))].map((one) =>
    one.kind === 'record' ? 'record' : `reject: ${one.reason}`,
  );
}

describe('one MARC-in-JSON record', () => {
  it('comes back as it was written', () => {
    expect(parseMarcInJson(JSON.parse(JSON_EMMA))).toMatchObject({ kind: 'record', record: EMMA, repairs: [] });
  });

  it('is read in the dialect of fields with tag, code and value', () => {
    const tagged = { leader: LEADER, fields: [{ tag: '001', value: '1' }, EMMA.fields[1]] };

    expect(parseMarcInJson(tagged)).toMatchObject({ kind: 'record', record: EMMA, repairs: [] });
  });

  it.each([
    ['no leader', { fields: [{ '001': '1' }] }, 'leader: missing, taken as blank'],
    [
      'a number for a value',
      { leader: LEADER, fields: [{ 856: { ind1: ' ', ind2: ' ', subfields: [{ t: 0 }] } }] },
      'value: 856$t is a number, read as text',
    ],
    [
      'an empty indicator',
      { leader: LEADER, fields: [{ 856: { ind1: '', ind2: ' ', subfields: [] } }] },
      'indicators: 856 has not one character for ind1, read as a blank',
    ],
    [
      'two fields in one object',
      { leader: LEADER, fields: [{ '001': '1', '003': 'x' }] },
      'several fields in one object: read in their order',
    ],
  ])('mends %s and says so', (_, value, repair) => {
    expect(parseMarcInJson(value)).toMatchObject({ kind: 'record', repairs: [repair] });
  });

  it.each([
    ['no object', 'text', /no JSON object/],
    ['no fields', { leader: LEADER }, /no array of fields/],
    ['another model', { leader: { value: LEADER }, fields: [] }, /leader is no text/],
    [
      'a field without subfields',
      { leader: LEADER, fields: [{ 245: { ind1: '1', ind2: '0' } }] },
      /245 has no array of subfields/,
    ],
    ['a value that is null', { leader: LEADER, fields: [{ 245: { subfields: [{ a: null }] } }] }, /245\$a is no text/],
  ])('is refused with %s', (_, value, reason) => {
    expect(parseMarcInJson(value)).toMatchObject({ kind: 'reject', reason: expect.stringMatching(reason) as string });
  });
});

describe('a JSON document', () => {
  it.each([
    ['one record', JSON_EMMA, 1],
    ['an array', `[${JSON_EMMA},\n${JSON_EMMA}]`, 2],
    ['one record a line', `${JSON_EMMA}\n${JSON_EMMA}\n`, 2],
    ['records inside an answer', `{"total":1,"entries":[{"id":7,"marc":${JSON_EMMA}},{"fields":["x"]}]}`, 1],
    ['records beside braces and quotes in text', `{"note":"{ \\"leader\\": [","x":[${JSON_EMMA}]}`, 1],
  ])('gives the records of %s', (_, json, count) => {
    expect(results(json)).toEqual(Array(count).fill('record'));
  });

  it('reads the records around a broken line', () => {
    const found = results(`${JSON_EMMA}\n${JSON_EMMA.replace('"Emma"', '"Emma",,')}\n${JSON_EMMA}\n`);

    expect(found).toEqual(['record', expect.stringMatching(/^reject: JSON broken/), 'record']);
  });

  it.each(['"For Dr Quillfeather" Ward', 'Quillfeather'])(
    'says nothing of what stands around the fault: %s',
    (text) => {
      const [found] = results(`${JSON_EMMA.replace('"Emma"', text)}\n`);

      expect(found).toMatch(/^reject: JSON broken: \S/);
      expect(found).not.toMatch(/Quill|Ward|"/);
    },
  );

  it('goes on at the next line where a quote inside a text opened one that does not end', () => {
    const found = results(`${JSON_EMMA.replace('"Emma"', '"Em"ma"')}\n${JSON_EMMA}\n`);

    expect(found).toEqual(['reject: record not closed before the next one begins', 'record']);
  });

  it('goes on at the next record where one is not closed', () => {
    const found = results(`${JSON_EMMA.slice(0, 70)}\n${JSON_EMMA}\n`);

    expect(found).toEqual([expect.stringMatching(/^reject/), 'record']);
  });

  it('refuses a record that the file cuts off', () => {
    expect(results(`[${JSON_EMMA},${JSON_EMMA.slice(0, 60)}`)).toEqual([
      'record',
      'reject: record not closed at the end of the file',
    ]);
  });

  it('reads MARCXML that stands as text in an answer', () => {
    const xml = '<record><controlfield tag="001">1</controlfield></record>';
    const outcomes = [...scanMarcBytes(Buffer.from(JSON.stringify({ bib: [{ anies: [xml] }] })))];

    const record = outcomes.find((one) => one.kind === 'record');

    expect(record).toMatchObject({ format: 'marcxml', record: { fields: [{ tag: '001', value: '1' }] } });
    expect(Buffer.from(record!.raw).toString()).toBe(xml);
  });

  it('takes a JSON document of something else for no MARC', () => {
    expect(results('{"fields":[{"name":"title","type":"text"}],"rows":[]}')).toEqual([]);
  });
});
