/** What each form of a record says of a copy. Bodies after YAZ's `opacxml.xsd`, servers of FOLIO and Symphony, and Koha's own tests. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SystemId } from '#domain/ids.ts';
import { createLogger } from '#platform/logger.ts';
import { parseXmlTree } from '#xml/xml-tree.ts';
import { readSearchAnswer } from '../protocols/sru/search-answer.ts';
import { systemOf } from '../shared/system.fixture.ts';
import { KOHA_WORDS, z3950Settings } from './config.ts';
import { copiesOf } from './copy-state.ts';
import { createZ3950Site } from './site.ts';

const AS_OF = '2026-11-24T14:15:36.000Z';
const siteOf = (settings: object) =>
  createZ3950Site(
    { ...systemOf('hill' as SystemId, 'z3950', []), settings: z3950Settings.parse(settings) },
    createLogger('silent'),
  );

/** How the copy `1` stands by a record: its status with what goes with it; what is not there in words. */
function told(record: string, settings: object): string {
  const tree = parseXmlTree(record);
  if (typeof tree === 'string') throw new Error(tree);
  const copies = copiesOf(siteOf(settings), tree, AS_OF);
  if (copies === null) return 'nothing';
  const state = copies.byBarcode.get('1');
  if (state === undefined) return copies.isEach ? 'no such copy' : 'nothing';
  const { status, limitations, due, use, statusAtSource, reason } = state;
  const more = [...limitations, due?.on, use, statusAtSource, reason?.code].filter(
    (one) => one !== undefined && one !== null,
  );
  return [status, ...more].join(', ');
}

const opac = (copy: string): string =>
  `<opacRecord><bibliographicRecord/><holdings><holding><circulations><circulation>${copy}<itemId>1</itemId></circulation></circulations></holding></holdings></opacRecord>`;
const AWAY = 'HOLD_SHELF_NOT_TOLD, TRANSIT_NOT_TOLD';
const WORDS = {
  statusIn: 'temporaryLocation',
  statuses: { 'Checked In': 'AVAILABLE', 'Checked Out': 'ON_LOAN', Missing: 'MISSING' },
};

describe('an OPAC record', () => {
  it.each([
    ['the flag alone', '<availableNow value="1"/>', {}, `AVAILABLE, ${AWAY}`],
    ['the flag of a server that tells all', '<availableNow value="1"/>', { notTold: [] }, 'AVAILABLE'],
    [
      'available and reserved, in words',
      '<availableNow value="1"/><onHold value="1"/><temporaryLocation>Checked In</temporaryLocation>',
      WORDS,
      'UNKNOWN, NOT_SUPPORTED',
    ],
    [
      'what it never tells',
      '<availableNow value="1"/>',
      { notTold: ['TRANSIT_NOT_TOLD'] },
      'AVAILABLE, TRANSIT_NOT_TOLD',
    ],
    ['a copy that is away', '<availableNow value="0"/>', {}, `UNAVAILABLE, ${AWAY}`],
    [
      'a day that may mean anything',
      '<availableNow value="0"/><availabilityDate>20260126</availabilityDate>',
      {},
      `UNAVAILABLE, ${AWAY}`,
    ],
    [
      'a day that is due',
      '<availableNow value="0"/><availabilityDate>20260126</availabilityDate>',
      { dueInAvailabilityDate: true },
      'ON_LOAN, 2026-01-26',
    ],
    [
      'a day that is none',
      '<availableNow value="0"/><availabilityDate>20260230</availabilityDate>',
      { dueInAvailabilityDate: true },
      `UNAVAILABLE, ${AWAY}`,
    ],
    ['no flag', '', {}, 'UNKNOWN, NOT_SUPPORTED'],
    ['a flag with a word in it', '<availableNow value="xxx"/>', {}, 'UNKNOWN, NOT_SUPPORTED'],
    ['available and reserved', '<availableNow value="1"/><onHold value="1"/>', {}, 'UNKNOWN, NOT_SUPPORTED'],
    [
      'a word that is explained',
      '<availableNow value="1"/><temporaryLocation> checked  in </temporaryLocation>',
      WORDS,
      'AVAILABLE, Checked In',
    ],
    [
      'a word against the flag',
      '<availableNow value="1"/><temporaryLocation>Missing</temporaryLocation>',
      WORDS,
      'MISSING, Missing',
    ],
    [
      'a flag against the word',
      '<availableNow value="0"/><temporaryLocation>Checked In</temporaryLocation>',
      WORDS,
      `UNAVAILABLE, ${AWAY}`,
    ],
    ['a word without a flag', '<temporaryLocation>Checked In</temporaryLocation>', WORDS, 'UNKNOWN, NOT_SUPPORTED'],
    [
      'a word that nobody explains',
      '<availableNow value="1"/><temporaryLocation>Mrs Smith has it</temporaryLocation>',
      WORDS,
      'UNKNOWN, NOT_SUPPORTED',
    ],
    [
      'the same, away',
      '<availableNow value="0"/><temporaryLocation>Mrs Smith has it</temporaryLocation>',
      WORDS,
      `UNAVAILABLE, ${AWAY}`,
    ],
  ])('says %s', (_what, copy, settings, expected) => {
    expect(told(opac(copy), settings)).toBe(expected);
  });

  it.each([
    ['<availableNow value="0"/><temporaryLocation>Checked In</temporaryLocation>', 'Z39.50: availableNow'],
    ['<availableNow value="1"/><temporaryLocation>Checked In</temporaryLocation>', 'statuses.Checked In'],
  ])('names what decided: %s', (copy, rule) => {
    const tree = parseXmlTree(opac(copy));
    if (typeof tree === 'string') throw new Error(tree);
    expect(copiesOf(siteOf(WORDS), tree, AS_OF)?.byBarcode.get('1')?.statusRule).toBe(rule);
  });

  it.each([
    [
      'holdings without circulations',
      '<opacRecord><holdings><holding><callNumber>W 1</callNumber></holding></holdings></opacRecord>',
      'nothing',
    ],
    ['no holdings', '<opacRecord><bibliographicRecord/></opacRecord>', 'nothing'],
    ['a MARC record', '<record><controlfield tag="001">1</controlfield></record>', 'nothing'],
    ['an empty list', '<opacRecord><holdings/></opacRecord>', 'no such copy'],
    [
      'one barcode in two states',
      opac('<availableNow value="1"/><itemId>1</itemId></circulation><circulation><availableNow value="0"/>'),
      'UNKNOWN, NOT_SUPPORTED',
    ],
  ])('of %s', (_what, record, expected) => {
    expect(told(record, {})).toBe(expected);
  });
});

describe('a field of a MARC record', () => {
  const field = (...words: readonly string[]): string =>
    `<record><datafield tag="952"><subfield code="p">1</subfield>${words.map((word) => `<subfield code="k">${word}</subfield>`).join('')}</datafield></record>`;
  const SETTINGS = { items: { tag: '952', barcode: 'p', status: 'k' }, statuses: KOHA_WORDS };

  it.each([
    [['Available'], 'AVAILABLE, Available'],
    [['Checked Out, Lost, Not for Loan, Damaged, Withdrawn, In Transit, On Hold'], 'WITHDRAWN, REFERENCE, Withdrawn'],
    [['Checked Out', 'On Hold'], 'ON_LOAN, Checked Out'],
    [['On Hold'], `UNAVAILABLE, ${AWAY}, On Hold`],
    [['Not for Loan'], 'UNKNOWN, REFERENCE, NOT_SUPPORTED'],
    [['Free as a bird'], 'UNKNOWN, NOT_SUPPORTED'],
    [['Available, Borked completely'], 'UNKNOWN, NOT_SUPPORTED'],
    [[], 'UNKNOWN, NOT_SUPPORTED'],
  ])('says %j', (words, expected) => {
    expect(told(field(...words), SETTINGS)).toBe(expected);
  });

  it('says nothing of any copy where the record has no such field', () => {
    expect(told('<record><datafield tag="245"/></record>', SETTINGS)).toBe('nothing');
  });
});

describe('an answer of SRU', () => {
  it('is read, or refused in words, whatever it is', () => {
    const parts = fc.constantFrom(
      '<searchRetrieveResponse>',
      '</searchRetrieveResponse>',
      '<records>',
      '</records>',
      '<record>',
      '</record>',
      '<recordData>',
      '</recordData>',
      '<numberOfRecords>1</numberOfRecords>',
      '&lt;record/&gt;',
      '<diagnostics>',
      '</diagnostics>',
      '<diagnostic><uri>info:srw/diagnostic/1/16</uri></diagnostic>',
      '\\u0000',
      'x',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), (pieces) => {
        const found = readSearchAnswer(pieces.join(''));
        if (typeof found !== 'string' && 'records' in found) {
          for (const record of found.records) expect(record.local).not.toBe('diagnostic');
        }
      }),
    );
  });

  it.each([
    ['a record that is packed as a text', '<record><recordData>&lt;record/&gt;</recordData></record>', 1],
    ['a diagnostic in the place of a record', '<record><recordData><diagnostic/></recordData></record>', 0],
    ['a record that cannot be read', '<record><recordData>&lt;record</recordData></record>', 0],
  ])('has %s', (_what, records, count) => {
    const found = readSearchAnswer(
      `<searchRetrieveResponse><numberOfRecords>1</numberOfRecords><records>${records}</records></searchRetrieveResponse>`,
    );

    expect(found).toMatchObject({ count: 1 });
    expect(found).toHaveProperty('records.length', count);
  });
});
