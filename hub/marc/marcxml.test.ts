import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import {
  type MarcParsed,
  MARCXML_NAMESPACE,
  parseMarcXmlRecord,
  readMarcBytes,
  repairKind,
  scanMarcBytes,
  writeCleanMarcXml,
  writeMarcXml,
} from './index.ts';

const LEADER = '00000nam a2200000 a 4500';
const BODY = `<leader>${LEADER}</leader><controlfield tag="001">1</controlfield><datafield tag="245" ind1="1" ind2="0"><subfield code="a">Emma</subfield></datafield>`;
const EMMA = {
  leader: LEADER,
  fields: [
    { tag: '001', value: '1' },
    { tag: '245', ind1: '1', ind2: '0', subfields: [{ code: 'a', value: 'Emma' }] },
  ],
};

function read(xml: string): MarcParsed {
  const parse = parseMarcXmlRecord(xml);
  if (parse.kind === 'reject') throw new Error(parse.reason);
  return parse;
}

function refusal(xml: string): string {
  const parse = parseMarcXmlRecord(xml);
  return parse.kind === 'reject' ? parse.reason : 'read';
}

/** `record` and `reject: why`, in order. */
function results(xml: string): readonly string[] {
  return [...readMarcBytes(Buffer.from(xml))].map((one) =>
    one.kind === 'record' ? 'record' : `reject: ${one.reason}`,
  );
}

describe('one MARCXML record', () => {
  it.each([
    ['the default namespace', `<record xmlns="${MARCXML_NAMESPACE}">${BODY}</record>`],
    ['no namespace', `<record>${BODY}</record>`],
    [
      'a prefix',
      `<marc:record xmlns:marc="${MARCXML_NAMESPACE}">${BODY.replaceAll(/<(\/?)/g, '<$1marc:')}</marc:record>`,
    ],
    ['MarcXchange', `<record xmlns="info:lc/xmlns/marcxchange-v1">${BODY}</record>`],
    [
      'attributes in another order and single quotes',
      `<record>${BODY.replace('tag="245" ind1="1" ind2="0"', "ind2='0'  ind1='1'\n tag='245'")}</record>`,
    ],
    ['a wrapper and a declaration', `<?xml version="1.0"?><collection><record>${BODY}</record></collection>`],
    ['CDATA', `<record>${BODY.replace('Emma', '<![CDATA[Emma]]>')}</record>`],
  ])('is read with %s', (_, xml) => {
    expect(read(xml).record).toEqual(EMMA);
    expect(read(xml).repairs).toEqual([]);
  });

  it('resolves character references and the five entities', () => {
    const parse = read(`<record>${BODY.replace('Emma', '&#201;mma &amp; &#x45;mile &lt;1&gt;')}</record>`);

    expect(parse.record.fields[1]).toMatchObject({ subfields: [{ value: 'Émma & Emile <1>' }] });
  });

  it('refuses a document type declaration, whatever it declares', () => {
    const bomb = `<!DOCTYPE record [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><record>${BODY.replace('Emma', '&b;')}</record>`;

    expect(refusal(bomb)).toMatch(/document type declarations are refused|entity/);
    expect(refusal(`<!DOCTYPE record SYSTEM "file:///etc/passwd"><record>${BODY}</record>`)).toMatch(/refused/);
  });

  it.each([
    ['an entity that nobody declared', BODY.replace('Emma', '&com;'), /undefined entity/],
    ['a control character', BODY.replace('Emma', 'Em\x1bma'), /disallowed character/],
    ['a tag that is not closed', BODY.replace('</subfield>', ''), /unexpected close tag/],
    ['a datafield without a tag', BODY.replace(' tag="245"', ''), /a datafield has no tag/],
    ['a subfield without a code', BODY.replace(' code="a"', ''), /a subfield of 245 has no code/],
    ['text beside subfields', BODY.replace('<subfield', 'lost<subfield'), /text outside its subfields/],
    ['tags of PICA', BODY.replace('245', '021A'), /PICA/],
  ])('refuses %s', (_, body, reason) => {
    expect(refusal(`<record>${body}</record>`)).toMatch(reason);
  });

  it.each([
    ['a missing leader', BODY.replace(/<leader>.*<\/leader>/, ''), 'leader', ' '.repeat(24)],
    ['a leader that lost blanks', BODY.replace(LEADER, '00552cz a2200145n 4500'), 'leader', '00552cz  a2200145n  4500'],
    [
      'a leader that lost its last digit',
      BODY.replace(LEADER, '01668cgma2200349Ia 450'),
      'leader',
      '01668cgm  2200349Ia 4500',
    ],
    ['a leader that begins with blanks', BODY.replace(LEADER, 'cam a22 5u 4500'), 'leader', '     cam a22     5u 4500'],
    ['a leader that is too long', BODY.replace(LEADER, `${LEADER}4500`), 'leader', LEADER],
    ['no indicators', BODY.replace(' ind1="1" ind2="0"', ''), 'indicators', LEADER],
    ['an indicator that is none', BODY.replace('ind1="1"', 'ind1=""'), 'indicators', LEADER],
    ['a field without subfields', BODY.replace(/<subfield.*<\/subfield>/, 'Emma'), 'field without subfields', LEADER],
    ['an element of another kind', `${BODY}<rank>1</rank>`, 'element', LEADER],
    ['a tag of another length', BODY.replace('245', 'INST'), 'tag', LEADER],
    ['two hyphens in a comment', `<!-- Emma -- checked -->${BODY}`, 'comment', LEADER],
    ['a comment that ends with three hyphens', BODY.replace('Emma', 'Em<!-- mended --->ma'), 'comment', LEADER],
    ['a field in a comment with two hyphens', `${BODY}<!-- ${BODY.replace('Emma', 'Em -- ma')} -->`, 'comment', LEADER],
  ])('mends %s and says so', (_, body, kind, leader) => {
    const parse = read(`<record>${body}</record>`);

    expect(new Set(parse.repairs.map(repairKind))).toEqual(new Set([kind]));
    expect(parse.record.leader).toBe(leader);
  });
});

describe('a MARCXML document', () => {
  it('gives its records and names the rest wrapper', () => {
    const xml = `<?xml version="1.0"?>\n<collection>\n<record>${BODY}</record>\n<record>${BODY}</record>\n</collection>\n`;

    const outcomes = [...scanMarcBytes(Buffer.from(xml))];

    expect(outcomes.map((one) => (one.kind === 'between' ? one.what : one.kind))).toEqual([
      'wrapper',
      'record',
      'white space',
      'record',
      'wrapper',
    ]);
  });

  it('reads the records before and behind one that is not well-formed', () => {
    const bad = `<record>${BODY.replace('</datafield>', '')}</record>`;

    const found = results(`<collection><record>${BODY}</record>${bad}<record>${BODY}</record></collection>`);

    expect(found).toEqual(['record', expect.stringMatching(/^reject: XML not well-formed/), 'record']);
  });

  it('goes on at the next record where one is not closed', () => {
    const found = results(`<collection><record>${BODY}<record>${BODY}</record></collection>`);

    expect(found).toEqual(['reject: record not closed before the next one begins', 'record']);
  });

  it('refuses a record that the file cuts off', () => {
    expect(results(`<collection><record>${BODY}</record><record>${BODY.slice(0, 80)}`)).toEqual([
      'record',
      'reject: record not closed at the end of the file',
    ]);
  });

  it('refuses fields whose record element is damaged, rather than calling them wrapper', () => {
    expect(results(`<collection><recxrd>${BODY}</recxrd><record>${BODY}</record></collection>`)).toEqual([
      'reject: MARC fields outside of a record',
      'record',
    ]);
  });

  it('finds the MARC record inside the record of an OAI-PMH or SRU answer', () => {
    const oai = `<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record><header><identifier>a</identifier></header><metadata><record xmlns="${MARCXML_NAMESPACE}">${BODY}</record></metadata></record></ListRecords></OAI-PMH>`;

    expect(results(oai)).toEqual(['record']);
  });

  it('uses a namespace that a wrapper declares', () => {
    const body = BODY.replaceAll(/<(\/?)/g, '<$1m:');

    const [first] = [
      ...readMarcBytes(Buffer.from(`<c xmlns:m="${MARCXML_NAMESPACE}"><m:record>${body}</m:record></c>`)),
    ];

    expect(first).toMatchObject({ kind: 'record', record: EMMA, repairs: [] });
  });

  it.each([
    ['a prefix that nobody declared', `<m:record>${BODY.replaceAll(/<(\/?)/g, '<$1m:')}</m:record>`],
    ['a misspelt namespace', `<record xmlns="htt//www.loc.gov/MARC21/slim">${BODY}</record>`],
  ])('reads a record with %s and says so', (_, xml) => {
    const [first] = [...readMarcBytes(Buffer.from(xml))];

    expect(first).toMatchObject({ kind: 'record', record: EMMA, repairs: [expect.stringMatching(/^namespace: /)] });
  });

  it('passes over records in comments, and over a comment that does not end', () => {
    expect(results(`<c><!-- <record>${BODY}</record> --><record>${BODY}</record></c>`)).toEqual(['record']);
    expect(results(`<c><!-- <record>${BODY}</record></c>`)).toEqual(['record']);
  });

  it('rejects a record alone where its comment may hold another record', () => {
    const torn = `<record>${BODY}<!-- checked -- ></record><record><!-- ready -->${BODY}</record>`;
    const open = `<record>${BODY}<!-- checked -- ></record>`;

    expect(results(`<c><record>${BODY}</record>${torn}<record>${BODY}</record></c>`)).toEqual([
      'record',
      expect.stringMatching(/^reject: XML not well-formed: .*comment/),
      'record',
    ]);
    expect(results(`<c>${open}<record>${BODY}</record></c>`)).toEqual([
      expect.stringMatching(/^reject: XML not well-formed: /),
      'record',
    ]);
  });

  it('keeps what looks like a comment in a text', () => {
    const body = `<!-- a -- b -->${BODY.replace('Emma', '<![CDATA[<!-- Emma -->]]>')}`;

    expect(read(`<record>${body}</record>`).record.fields[1]).toMatchObject({
      subfields: [{ value: '<!-- Emma -->' }],
    });
  });

  it.each([
    [
      'ISO-8859-1',
      Buffer.from('\x93Émma\x94', 'latin1'),
      '“Émma”',
      ['character set: the file says ISO-8859-1, the bytes are Windows-1252'],
    ],
    ['ISO-8859-1', Buffer.from('Émma', 'latin1'), 'Émma', []],
    ['windows-1252', Buffer.from('\x93Émma\x94', 'latin1'), '“Émma”', []],
    ['ISO-8859-1', Buffer.from('Émma'), 'Émma', ['character set: the file says ISO-8859-1, the bytes are UTF-8']],
    ['US-ASCII', Buffer.from('Émma'), 'Émma', ['character set: the file says US-ASCII, the bytes are UTF-8']],
    ['UTF-16', Buffer.from('Émma'), 'Émma', ['character set: the file says UTF-16, the bytes are UTF-8']],
    ['EBCDIC-X', Buffer.from('Émma'), 'Émma', ['character set: the file says EBCDIC-X, the bytes are UTF-8']],
    ['ISO-8859-15', Buffer.from('Emma \xa4', 'latin1'), 'Emma €', []],
    ['UTF-16', Buffer.from('Emma'), 'Emma', []],
  ])('declared as %s and written as %j says what it was read as', (label, title, wanted, repairs) => {
    const [before = '', after = ''] = BODY.split('Emma');
    const head = `<?xml version="1.0" encoding="${label}"?><c><record>${before}`;
    const xml = Buffer.concat([Buffer.from(head), title, Buffer.from(`${after}</record></c>`)]);

    const [first] = [...readMarcBytes(xml)];

    expect(first).toMatchObject({ kind: 'record', repairs });
    const fields = [{ tag: '001' }, { subfields: [{ value: wanted }] }];
    expect(first).toMatchObject({ record: { fields } });
    // What is kept of the record is read again alone, when the rules of reading change.
    expect([...readMarcBytes(first?.raw ?? new Uint8Array(), { format: 'marcxml' })]).toMatchObject([
      { record: { fields }, repairs },
    ]);
  });

  it('decodes by the declared encoding and refuses bytes that do not fit it', () => {
    const body = BODY.replace('Emma', 'Émma');
    const latin = Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?><record>${body}</record>`, 'latin1');
    const undeclared = Buffer.from(`<record>${body}</record>`, 'latin1');

    expect([...readMarcBytes(latin)]).toMatchObject([{ record: { fields: [{}, { subfields: [{ value: 'Émma' }] }] } }]);
    expect([...readMarcBytes(undeclared)]).toMatchObject([{ kind: 'reject', reason: 'bytes that are not utf-8' }]);
  });
});

describe('writing MARCXML', () => {
  it('escapes what markup needs and keeps line ends', () => {
    const record = { leader: LEADER, fields: [{ tag: '001', value: '<a & "b">\r\n\t' }] };

    expect(read(writeMarcXml(record)).record).toEqual(record);
  });

  it('refuses characters that XML cannot hold', () => {
    expect(() => writeMarcXml({ leader: LEADER, fields: [{ tag: '001', value: 'a\x1bb' }] })).toThrow(/XML 1.0/);
    expect(() => writeMarcXml({ leader: LEADER, fields: [{ tag: '001', value: '\ud800' }] })).toThrow(/XML 1.0/);
  });

  it('leaves such characters out, if it is to', () => {
    const record = { leader: LEADER, fields: [{ tag: '001', value: 'a\x1b<b\ud800\uffff' }] };

    expect(read(writeCleanMarcXml(record)).record.fields).toEqual([{ tag: '001', value: 'a<b' }]);
  });
});
