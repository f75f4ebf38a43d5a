import type { Reason } from '#domain/facts.ts';
import { describe, expect, it } from 'vitest';
import { writeMarcXml } from '#marc/index.ts';
import { dataField as field, type MarcField, type MarcRecord } from '#marc/marc-record.ts';
import { copyOfField } from './copy.ts';
import { toHarvestedDescription, type RecordAtSource } from './harvested-record.ts';
import type { RecordContext } from './item-facts.ts';
import { createReadingRules } from './reading-rules.ts';
import type { KohaSite } from './site.ts';
import { readLiveKeys, LARGE_FROM } from '../shared/live-keys.ts';
import { SYSTEM, siteOf, warnings } from './site.fixture.ts';
import { wireHold } from './wire.ts';

/** What a library owns of a record that the public does not see: nobody can ask for it. */
const HELD_APART = { liveKeys: [], facts: null };

const item952 = (id: string, branch: string, ...more: readonly (readonly [string, string])[]): MarcField =>
  field(
    '952',
    ['0', '0'],
    ['1', '0'],
    ['4', '0'],
    ['7', '0'],
    ['9', id],
    ['a', branch],
    ['b', branch],
    ['o', `W ${id}`],
    ['p', `b${id}`],
    ['y', 'BK'],
    ...more,
  );

function marcOf(...fields: readonly MarcField[]): MarcRecord {
  return { leader: '00000nam a2200000 a 4500', fields: [field('245', ['a', 'Title']), ...fields] };
}

const CONTEXT: RecordContext = {
  asOf: '2026-11-24T10:00:00.000Z',
  holds: [],
  limitation: null,
  checkouts: new Map(),
};

function sourceOf(marc: MarcRecord, changes: Partial<RecordAtSource> = {}): RecordAtSource {
  return {
    biblioId: 5,
    changedAt: null,
    raw: new Uint8Array(),
    format: 'marcxml',
    marc,
    repairs: [],
    frameworkId: null,
    copies: 'in the record',
    recordContext: CONTEXT,
    ...changes,
  };
}

describe('a harvested record', () => {
  it.each([
    ['framework', marcOf(), 'ill', 'ILL_TEMPORARY'],
    ['record type', marcOf(field('942', ['c', 'Ill '])), null, 'ILL_TEMPORARY'],
    ['mark', marcOf(field('942', ['n', 'Y'])), null, 'SUPPRESSED'],
    ['item type', marcOf(field('952', ['9', '1'], ['a', 'CPL'], ['b', 'CPL'], ['y', 'ill'])), null, 'ILL_TEMPORARY'],
  ] as const)('is hidden by its %s however that is written', (_, marc, frameworkId, visibility) => {
    const site = siteOf({ suppression: { record942n: ['1', 'y'] } });

    expect(toHarvestedDescription(site, sourceOf(marc, { frameworkId })).visibility).toBe(visibility);
  });

  it('has its copies taken out of the description and grouped by the library that owns them', () => {
    const marc = marcOf(item952('1', 'CPL', ['c', 'GEN']), item952('2', 'FPL', ['b', 'MPL']), item952('3', 'MPL'));

    const record = toHarvestedDescription(siteOf({ opacAddress: 'https://opac.example/' }), sourceOf(marc));

    expect(record.marc.fields.map((one) => one.tag)).toEqual(['245']);
    expect(record.items.map((item) => [item.localId, item.ownerCode, item.barcode, item.locationCode])).toEqual([
      ['1', 'CPL', 'b1', 'GEN'],
      ['2', 'FPL', 'b2', null],
      ['3', 'MPL', 'b3', null],
    ]);
    expect(record.holdings).toMatchObject([
      { library: 'city', basis: 'ITEMS', copies: 2, siteCodes: ['CPL', 'FPL'], callNumbers: ['W 1', 'W 2'] },
      { library: 'moor', basis: 'ITEMS', copies: 1, siteCodes: ['MPL'] },
    ]);
    expect(record.holdings[0]?.catalogueUrl).toBe('https://opac.example/cgi-bin/koha/opac-detail.pl?biblionumber=5');
    expect(readLiveKeys(record.holdings[0]?.liveKeys ?? [])).toEqual({
      record: '5',
      library: 'city',
      copies: null,
    });
  });

  it('keeps copies of a branch that nobody owns, holds them for nobody, and warns once', () => {
    warnings.length = 0;
    const site = siteOf();
    const marc = marcOf(item952('1', 'XXX'), item952('2', 'CPL'));

    const first = toHarvestedDescription(site, sourceOf(marc));
    toHarvestedDescription(site, sourceOf(marc));

    expect(first.items).toHaveLength(2);
    expect(first.holdings.map((holding) => [holding.library, holding.copies])).toEqual([['city', 1]]);
    expect(warnings).toEqual(['branch XXX']);
  });

  it.each([
    ['942 $n 1', field('942', ['c', 'BK'], ['n', '1']), null, 'SUPPRESSED'],
    ['942 $n 0', field('942', ['c', 'BK'], ['n', '0']), null, 'PUBLIC'],
    ['942 $c ILL', field('942', ['c', 'ILL']), null, 'ILL_TEMPORARY'],
    ['the fast-add framework', field('942', ['c', 'BK']), 'FA', 'ILL_TEMPORARY'],
    ['another framework', field('942', ['c', 'BK']), 'SER', 'PUBLIC'],
  ])('is for the public or not: %s', (_name, marc942, frameworkId, visibility) => {
    const record = toHarvestedDescription(siteOf(), sourceOf(marcOf(marc942, item952('1', 'CPL')), { frameworkId }));

    expect(record.visibility).toBe(visibility);
    const asked = record.holdings.filter(({ liveKeys }) => liveKeys.length > 0);
    expect(asked.length).toBe(visibility === 'PUBLIC' ? 1 : 0);
    expect(record.holdings.length).toBe(visibility === 'ILL_TEMPORARY' ? 0 : 1);
  });

  it('hides copies by the rules of the site, at whatever field, and counts the others', () => {
    const settings = {
      suppression: { hiddenItems: { itemlost: [1], location: ['STAFF'], ccode: [null] } },
      ill: { itemTypes: ['LOANED-IN'] },
    };
    const shown = ['8', 'NFIC'] as const;
    const marc = marcOf(
      item952('1', 'CPL', shown),
      item952('2', 'CPL', shown, ['c', 'STAFF']),
      item952('3', 'MPL'),
      field('952', ['1', '1'], ['9', '4'], ['a', 'CPL'], shown),
      field('952', ['9', '5'], ['a', 'CPL'], ['y', 'LOANED-IN'], shown),
    );

    const record = toHarvestedDescription(siteOf(settings), sourceOf(marc));

    expect(record.items.map((item) => item.visibility)).toEqual([
      'PUBLIC',
      'SUPPRESSED',
      'SUPPRESSED',
      'SUPPRESSED',
      'ILL_TEMPORARY',
    ]);
    expect(record.holdings.map((holding) => [holding.library, holding.copies])).toEqual([['city', 1]]);
  });

  it('is hidden where one rule hides a copy and another, let go, has hidden the rest until they are read again', () => {
    const marc = marcOf(item952('1', 'CPL'), item952('2', 'CPL', ['c', 'STAFF']));
    const shown = { record: 'PUBLIC', copies: new Map([['1', 'SUPPRESSED']] as const) } as const;

    const record = toHarvestedDescription(
      siteOf({ suppression: { hiddenItems: { location: ['STAFF'] } } }),
      sourceOf(marc, { shown }),
    );

    expect(record.items.map(({ visibility }) => visibility)).toEqual(['SUPPRESSED', 'SUPPRESSED']);
    expect(record).toMatchObject({ visibility: 'SUPPRESSED', holdings: [HELD_APART] });
  });

  it('says so where an item field has no id, and keeps the others', () => {
    const record = toHarvestedDescription(siteOf(), sourceOf(marcOf(field('952', ['a', 'CPL']), item952('1', 'CPL'))));

    expect(record.items).toHaveLength(1);
    expect(record.repairs).toEqual(['item field without id: 1 952 left out']);
    expect(record.leftOutItems).toMatchObject([{ leftOut: 'NO_ID', ownerCode: 'CPL' }]);
  });

  it('without copies belongs to the one library of its system, as a link where it has one', () => {
    const alone = siteOf({}, [['CPL', 'city']] as never);
    const link = { ...field('856', ['u', 'https://example.org/b']), ind1: '4', ind2: '0' };
    const related = { ...field('856', ['u', 'https://example.org/toc']), ind1: '4', ind2: '2' };

    expect(toHarvestedDescription(alone, sourceOf(marcOf(link))).holdings).toMatchObject([
      { library: 'city', basis: 'LINK', copies: 0 },
    ]);
    expect(toHarvestedDescription(alone, sourceOf(marcOf(related))).holdings).toMatchObject([{ basis: 'RECORD_ONLY' }]);
    expect(toHarvestedDescription(alone, sourceOf(marcOf(), { copies: 'unknown' })).holdings).toMatchObject([
      { basis: 'RECORD_ONLY', copies: null },
    ]);
  });

  it('without copies on a shared system belongs to nobody, unless a subfield says to whom', () => {
    const marc = marcOf(field('856', ['u', 'https://example.org/b'], ['5', 'MPL']));

    expect(toHarvestedDescription(siteOf(), sourceOf(marc)).holdings).toEqual([]);
    expect(toHarvestedDescription(siteOf({ recordOwner: '856$5' }), sourceOf(marc)).holdings).toMatchObject([
      { library: 'moor', basis: 'LINK' },
    ]);
  });
});

describe('a stored record that is read again by changed rules', () => {
  it('has copies that nobody told as not known, and not as none, once a subfield says whose it is', () => {
    const marc = marcOf(field('040', ['c', 'MPL']), field('856', ['u', 'https://example.org/b']));
    const raw = Buffer.from(writeMarcXml(marc));
    const again = (copies: RecordAtSource['copies'], site: KohaSite) => {
      const stored = toHarvestedDescription(site, sourceOf(marc, { raw, copies }));
      return createReadingRules(siteOf({ recordOwner: '040$c' })).readAgain(stored)?.holdings;
    };

    expect(again('unknown', siteOf())).toMatchObject([{ library: 'moor', basis: 'RECORD_ONLY', copies: null }]);
    expect(again([], siteOf({ recordOwner: '040$c' }))).toMatchObject([{ library: 'moor', basis: 'LINK', copies: 0 }]);
  });
});

describe('a 952 field', () => {
  it('reads a name where a code stood, as expanded authorised values write it, as set', () => {
    const copy = copyOfField({
      tag: '952',
      ind1: ' ',
      ind2: ' ',
      subfields: [
        { code: '9', value: '7' },
        { code: '1', value: 'Lost' },
        { code: '0', value: '' },
      ],
    });

    expect(copy).toMatchObject({ itemId: 7, lost: 1, withdrawn: 0 });
  });

  it('without an item id is none', () => {
    expect(copyOfField({ tag: '952', ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value: 'CPL' }] })).toBeNull();
  });
});

describe('how copies stood at harvest', () => {
  const factsOf = (marc: MarcRecord, changes: Partial<RecordAtSource> = {}) =>
    toHarvestedDescription(siteOf({ itemTypes: { BK: 'LOAN' } }), sourceOf(marc, changes)).holdings.map(
      (holding) => holding.facts,
    );
  const statusesOf = (marc: MarcRecord, changes: Partial<RecordAtSource> = {}) =>
    factsOf(marc, changes).map((facts) => facts?.items.map((item) => item.status) ?? null);

  it('is told library by library, as of the moment when the system said so', () => {
    const marc = marcOf(item952('1', 'CPL'), item952('2', 'CPL', ['q', '2026-12-15']), item952('3', 'MPL'));

    const [city, moor] = factsOf(marc);

    expect(city).toMatchObject({ asOf: CONTEXT.asOf, holdQueue: 0, limitation: null });
    expect(city?.items).toMatchObject([
      { id: 'koha-t:item:1', status: 'AVAILABLE', use: 'LOAN' },
      { id: 'koha-t:item:2', status: 'ON_LOAN', due: { on: '2026-12-15', at: null } },
    ]);
    expect(moor?.items.map((item) => item.id)).toEqual(['koha-t:item:3']);
  });

  it('knows the hold shelf from holds, which no record carries', () => {
    const holds = [wireHold.parse({ biblio_id: 5, item_id: '1', item_level: true, status: 'W' })];

    expect(statusesOf(marcOf(item952('1', 'CPL')), { recordContext: { ...CONTEXT, holds } })).toEqual([
      ['ON_HOLD_SHELF'],
    ]);
  });

  it('says of each copy what could be true beside where holds are not known', () => {
    const hidden: Reason = { code: 'NOT_SUPPORTED', message: 'no holds', system: SYSTEM };
    const recordContext = { ...CONTEXT, holds: null, limitation: hidden };
    const marc = marcOf(
      item952('1', 'CPL'),
      item952('2', 'CPL', ['c', 'CART']),
      item952('3', 'CPL', ['q', '2026-12-15']),
    );

    const [facts] = factsOf(marc, { recordContext });

    expect(facts?.items.map((item) => [item.status, item.limitations, item.reason])).toEqual([
      ['AVAILABLE', ['HOLD_SHELF_NOT_TOLD', 'TRANSIT_NOT_TOLD'], null],
      ['AVAILABLE', ['HOLD_SHELF_NOT_TOLD', 'TRANSIT_NOT_TOLD'], null],
      ['ON_LOAN', [], null],
    ]);
    expect(facts).toMatchObject({ holdQueue: null, limitation: hidden });
  });

  it('leaves the rule of a copy open where only its type has one, which the record does not tell', () => {
    const typed = (id: string, notForLoan: string, type: string) =>
      field('952', ['0', '0'], ['1', '0'], ['4', '0'], ['7', notForLoan], ['9', id], ['a', 'CPL'], ['y', type]);

    const [facts] = factsOf(marcOf(typed('1', '0', 'REF'), typed('2', '0', 'BK'), typed('3', '1', 'REF')));

    expect(facts?.items.map((item) => item.use)).toEqual(['UNKNOWN', 'LOAN', 'REFERENCE']);
  });

  it.each([
    ['a copy whose codes were written as words', field('952', ['9', '2'], ['1', 'Lost'], ['a', 'CPL'])],
    ['a copy without its codes', field('952', ['9', '2'], ['a', 'CPL'])],
    ['a copy without its id', field('952', ['0', '0'], ['1', '0'], ['4', '0'], ['7', '0'], ['a', 'CPL'])],
  ])('is not told at all beside %s: the rest would pass for the whole', (_name, spoiled) => {
    expect(statusesOf(marcOf(item952('1', 'CPL'), spoiled))).toEqual([null]);
  });

  it('is not told where the way of harvest brings no copies', () => {
    const alone = siteOf({}, [['CPL', 'city']] as never);

    const record = toHarvestedDescription(alone, sourceOf(marcOf(), { copies: 'unknown' }));

    expect(record.holdings.map((holding) => holding.facts)).toEqual([null]);
  });

  it('leaves out what the public may not see', () => {
    const settings = { suppression: { hiddenItems: { location: ['STAFF'] } } };
    const marc = marcOf(item952('1', 'CPL'), item952('2', 'CPL', ['c', 'STAFF']));

    const record = toHarvestedDescription(siteOf(settings), sourceOf(marc));

    expect(record.holdings[0]?.facts?.items.map((item) => item.id)).toEqual(['koha-t:item:1']);
  });
});

it('notes in its live keys that a title is large, counting the copies of all its libraries', () => {
  const copies = Array.from({ length: LARGE_FROM }, (_, index) => item952(String(index), index < 3 ? 'MPL' : 'CPL'));

  const { holdings } = toHarvestedDescription(siteOf(), sourceOf(marcOf(...copies)));

  expect(holdings.map((holding) => [holding.library, readLiveKeys(holding.liveKeys)?.copies])).toEqual([
    ['moor', LARGE_FROM],
    ['city', LARGE_FROM],
  ]);
});
