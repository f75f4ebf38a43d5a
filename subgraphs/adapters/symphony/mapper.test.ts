import type { LibraryId, SystemId } from '#domain/ids.ts';
import { createId } from '#domain/ids.ts';
import type { SystemConfig } from '#domain/region.ts';
import type { Logger } from '#platform/logger.ts';
import { describe, expect, it } from 'vitest';
import { marcOfBib } from './bib.ts';
import { symphonySettings } from './config.ts';
import {
  copiesOfExport,
  copyVisibility,
  readItemId,
  readLiveKeys,
  toHarvestedDescription,
  toItemFacts,
} from './mapper.ts';
import type { HarvestCopy, RecordAtSource } from './mapper.ts';
import type { Policies } from './policies.ts';
import { refusalCode, refusalKind } from './refusal.ts';
import { shadowOf } from './shadows.ts';
import { createSite } from './site.ts';
import type { SymphonySite } from './site.ts';
import { stateOf, toDue } from './status.ts';
import { readTitles } from './title-info.ts';
import type { TitleCopy } from './title-info.ts';
import { normalise, wireBib, wireItem } from './wire.ts';

const SYSTEM = 'sym' as SystemId;

interface Site extends SymphonySite {
  readonly warnings: readonly string[];
}

function siteOf(
  settings: unknown = {},
  owners: Readonly<Record<string, string>> = { MAIN: 'ash', WEST: 'beech' },
): Site {
  const warnings: string[] = [];
  const logger = {
    warn: (fields: { readonly list: string; readonly code: string }) => warnings.push(`${fields.list} ${fields.code}`),
  } as unknown as Logger;
  const system: SystemConfig = {
    id: SYSTEM,
    name: 'Sym',
    kind: 'symphony',
    address: 'http://127.0.0.1:1',
    timeZone: 'Europe/London',
    credentials: { clientIdEnv: 'ID', clientSecretEnv: null, userEnv: null, passwordEnv: null },
    owners: Object.entries(owners).map(([code, library]) => ({
      system: SYSTEM,
      code,
      library: library as LibraryId,
      site: null,
    })),
    limits: { connections: 2, callTimeoutMs: 1000, batchSize: 50 },
    harvest: { method: 'auto', pageSize: 10, everySeconds: 60, fullEverySeconds: 604_800 },
    settings: {},
  };
  return { ...createSite(system, symphonySettings.parse(settings), logger), warnings };
}

const POLICIES: Policies = {
  locations: new Map([
    ['STACKS', { name: 'Open shelves', shadowed: false }],
    ['STAFF', { name: null, shadowed: true }],
  ]),
  libraries: new Map(),
  itemTypes: new Map([['BOOK', { name: 'Book', shadowed: false }]]),
  limitation: null,
};

const copyOf = (changes: Partial<TitleCopy> = {}): TitleCopy => ({
  titleId: '476022',
  barcode: '30001000000017',
  library: 'MAIN',
  callNumber: 'W 100',
  itemType: 'BOOK',
  currentLocation: 'STACKS',
  homeLocation: 'STACKS',
  dueDate: null,
  recallDueDate: null,
  chargeable: true,
  inTransit: false,
  reserveRule: null,
  publicNotes: [],
  ...changes,
});

const SHELVES = { shelves: ['STACKS'] };

describe('the settings', () => {
  it('give the same again when they are read twice', () => {
    const once = symphonySettings.parse({
      locations: { 'ONHOLD-*': 'ON_HOLD_SHELF', REF: 'REFERENCE', DISPLAY: { name: 'On display' } },
      libraries: { WEST: { locations: { LAW: 'RESTRICTED' }, itemTypes: { BOOK: { name: 'Volume' } } } },
      export: { source: '/exports/all.mrc' },
    });

    expect(symphonySettings.parse(once)).toEqual(once);
  });
});

describe('the state of a copy', () => {
  it.each([
    ['on its shelf', {}, 'AVAILABLE'],
    [
      'charged',
      { currentLocation: 'CHECKEDOUT', dueDate: '2026-12-01T00:00:00.120+00:00', chargeable: false },
      'ON_LOAN',
    ],
    ['charged for ever', { currentLocation: 'CHECKEDOUT' }, 'ON_LOAN'],
    ['charged and still said to be on its shelf', { dueDate: '2026-12-01T00:00:00+00:00' }, 'ON_LOAN'],
    ['lost, with a date', { currentLocation: 'LOST-ASSUM', dueDate: '2020-01-01T00:00:00+00:00' }, 'LOST'],
    ['in transit by its location', { currentLocation: 'INTRANSIT' }, 'IN_TRANSIT'],
    ['in transit by its reason', { inTransit: true }, 'IN_TRANSIT'],
    ['on order although it may be charged', { currentLocation: 'ON-ORDER' }, 'ON_ORDER'],
    ['on the hold shelf although it may be charged', { currentLocation: 'HOLDS' }, 'ON_HOLD_SHELF'],
    ['claimed returned', { currentLocation: 'LOST-CLAIM', dueDate: '2020-01-01T00:00:00+00:00' }, 'CLAIMED_RETURNED'],
    ['on its shelf and not to be charged', { chargeable: false }, 'AVAILABLE'],
  ] as const)('%s', (_what, changes, status) => {
    expect(stateOf(siteOf(SHELVES), copyOf(changes)).status).toBe(status);
  });

  it('is UNKNOWN where nobody mapped the location, with one warning, and never guessed', () => {
    const site = siteOf(SHELVES);

    const states = [
      copyOf({ currentLocation: 'ATTIC' }),
      copyOf({ currentLocation: 'ATTIC', homeLocation: 'ATTIC' }),
    ].map((copy) => stateOf(site, copy).status);

    expect(states).toEqual(['UNKNOWN', 'UNKNOWN']);
    expect(site.warnings).toEqual(['location ATTIC']);
  });

  it('is AVAILABLE at an unmapped home location only where the region file says so, and the copy may be charged', () => {
    const site = siteOf({ unmappedAtHome: 'AVAILABLE' });
    const at = (changes: Partial<TitleCopy>) =>
      stateOf(site, copyOf({ currentLocation: 'ATTIC', homeLocation: 'ATTIC', ...changes })).status;

    expect(at({})).toBe('AVAILABLE');
    expect(at({ chargeable: false })).toBe('UNKNOWN');
    expect(at({ homeLocation: 'STACKS' })).toBe('UNKNOWN');
  });

  it('goes by the tables of the owning library first, by exact names before stars, by long stars before short', () => {
    const site = siteOf({
      locations: { 'R*': 'REFERENCE', 'RES-*': 'SHORT_LOAN', 'RES-X': 'HOURLY' },
      libraries: { WEST: { locations: { 'RES-*': 'UNAVAILABLE' } } },
    });
    const at = (library: string, currentLocation: string) => {
      const { status, use } = stateOf(site, copyOf({ library, currentLocation }));
      return `${status} ${use}`;
    };

    expect(at('MAIN', 'REF')).toBe('AVAILABLE REFERENCE');
    expect(at('MAIN', 'RES-A')).toBe('AVAILABLE SHORT_LOAN');
    expect(at('MAIN', 'RES-X')).toBe('AVAILABLE HOURLY');
    expect(at('WEST', 'RES-X')).toMatch(/^UNAVAILABLE /);
  });
});

describe('the rule for a copy', () => {
  const site = siteOf({
    ...SHELVES,
    locations: { REF: 'REFERENCE' },
    itemTypes: { WEEK: 'SHORT_LOAN', STAFF: 'RESTRICTED' },
    reserveRules: { '2H': 'HOURLY' },
  });

  it.each([
    ['lent where it may be charged and nothing else is said', {}, 'LOAN'],
    ['unknown where it may not, because it is out', { currentLocation: 'CHECKEDOUT', chargeable: false }, 'UNKNOWN'],
    ['by its type', { itemType: 'WEEK' }, 'SHORT_LOAN'],
    ['by its home location while it is out', { currentLocation: 'CHECKEDOUT', homeLocation: 'REF' }, 'REFERENCE'],
    ['by the reserve desk', { reserveRule: '2H' }, 'HOURLY'],
    ['unknown for a rule that nobody mapped', { reserveRule: '9H', itemType: 'WEEK' }, 'UNKNOWN'],
    ['the strictest of several', { itemType: 'STAFF', reserveRule: '2H' }, 'RESTRICTED'],
  ] as const)('%s', (_what, changes, use) => {
    expect(stateOf(site, copyOf(changes)).use).toBe(use);
  });
});

describe('when a loan is due', () => {
  it.each([
    ['2020-05-07T00:00:00.712-04:00', '2020-05-07', null],
    ['2020-08-13T23:59:00-04:00', '2020-08-13', null],
    ['2019-03-04T09:01:00.842-05:00', '2019-03-04', '2019-03-04T09:01:00-05:00'],
    ['2019-03-04T09:01:00+0100', '2019-03-04', '2019-03-04T09:01:00+01:00'],
    ['2020-05-07', '2020-05-07', null],
  ])('%s', (text, on, at) => {
    expect(toDue(text)).toEqual({ on, at });
  });

  it('is the recall, where the copy is recalled', () => {
    const { due } = stateOf(
      siteOf(SHELVES),
      copyOf({
        currentLocation: 'CHECKEDOUT',
        dueDate: '2026-12-30T00:00:00+00:00',
        recallDueDate: '2026-12-01T00:00:00+00:00',
      }),
    );

    expect(due).toEqual({ on: '2026-12-01', at: null });
  });
});

describe('the facts of a copy', () => {
  it('name places and types in the words of the policies, and the state in its location', () => {
    const facts = toItemFacts(siteOf(SHELVES), POLICIES, copyOf({ currentLocation: 'CHECKEDOUT' }));

    expect(facts).toMatchObject({
      id: 'sym:item:476022:30001000000017',
      status: 'ON_LOAN',
      statusAtSource: 'CHECKEDOUT',
      itemType: 'Book',
      permanentLocation: { code: 'STACKS', name: 'Open shelves', siteCode: 'MAIN' },
      currentLocation: null,
    });
  });

  it('find the copy again by an id with colons in it, its own or the one of the system', () => {
    expect(readItemId(createId(SYSTEM, 'item', '476022:30001000000017'))).toEqual({
      titleId: '476022',
      barcode: '30001000000017',
    });
    expect(readItemId(createId(SYSTEM, 'item', '476022:46:1'))).toEqual({ key: '476022:46:1' });
    expect(readItemId(createId(SYSTEM, 'item', 'no number'))).toBeNull();
  });
});

describe('the two shapes of JSON', () => {
  const first = {
    resource: '/catalog/item',
    key: '476022:46:1',
    fields: {
      barcode: '30001000000017',
      shadowed: true,
      library: { resource: '/policy/library', key: 'MAIN' },
      currentLocation: { resource: '/policy/location', key: 'CHECKEDOUT', fields: { displayName: 'Out' } },
      homeLocation: null,
    },
  };
  const second = {
    '@resource': '/catalog/item',
    '@key': '476022:46:1',
    barcode: '30001000000017',
    shadowed: true,
    library: { '@resource': '/policy/library', '@key': 'MAIN' },
    currentLocation: { '@resource': '/policy/location', '@key': 'CHECKEDOUT', displayName: 'Out' },
    homeLocation: '',
  };

  it('are one when they are read', () => {
    const item = wireItem.parse(normalise(first));

    expect(item).toMatchObject({
      key: '476022:46:1',
      library: 'MAIN',
      currentLocation: 'CHECKEDOUT',
      homeLocation: null,
    });
    expect(wireItem.parse(normalise({ ...second, homeLocation: null }))).toEqual(item);
  });

  it('leave the fields of MARC alone', () => {
    const bib = wireBib.parse(
      normalise({
        resource: '/catalog/bib',
        key: '7',
        fields: {
          bib: {
            leader: '     cam a22      a 4500',
            fields: [
              { tag: '001', subfields: [{ code: '_', data: 'u7' }] },
              { tag: '245', inds: '10', subfields: [{ code: 'a', data: 'A title' }] },
            ],
          },
          callList: [null],
        },
      }),
    );

    expect(marcOfBib(bib)).toEqual({
      leader: '     cam a22      a 4500',
      fields: [
        { tag: '001', value: 'u7' },
        { tag: '245', ind1: '1', ind2: '0', subfields: [{ code: 'a', value: 'A title' }] },
      ],
    });
  });
});

describe('what is shadowed', () => {
  const tree = (title: boolean, call: boolean, item: boolean) =>
    shadowOf({
      key: '7',
      shadowed: title,
      systemModifiedDate: null,
      bib: null,
      callList: [
        {
          key: '7:1',
          library: 'MAIN',
          callNumber: null,
          dispCallNumber: null,
          shadowed: call,
          itemList: [
            {
              key: '7:1:1',
              barcode: 'b1',
              shadowed: item,
              library: 'MAIN',
              itemType: 'BOOK',
              homeLocation: 'STACKS',
              currentLocation: 'STACKS',
            },
          ],
        },
      ],
    });
  const copy: HarvestCopy = {
    barcode: 'b1',
    library: 'MAIN',
    callNumber: 'W 1',
    homeLocation: 'STACKS',
    currentLocation: null,
    itemType: 'BOOK',
  };
  const source = (changes: Partial<RecordAtSource>): RecordAtSource => ({
    titleId: '7',
    changedAt: null,
    raw: new Uint8Array(),
    format: 'iso2709',
    marc: { leader: '', fields: [] },
    repairs: [],
    copies: [copy],
    shadow: tree(false, false, false),
    callLibraries: [],
    ...changes,
  });
  const site = siteOf(SHELVES);
  const described = (changes: Partial<RecordAtSource>) => toHarvestedDescription(site, POLICIES, source(changes));

  it('at the title, hides the record and all that is held of it', () => {
    expect(described({ shadow: tree(true, false, false) })).toMatchObject({ visibility: 'SUPPRESSED', holdings: [] });
  });

  it.each([
    ['at the call', tree(false, true, false)],
    ['at the copy', tree(false, false, true)],
  ])('%s, hides the copy, and live keys keep it hidden', (_where, shadow) => {
    const record = described({ shadow, copies: [copy, { ...copy, barcode: 'b2' }] });

    expect(record.items.map((item) => item.visibility)).toEqual(['SUPPRESSED', 'PUBLIC']);
    expect(record.holdings[0]?.copies).toBe(1);
    expect(readLiveKeys(record.holdings[0]?.liveKeys ?? [])).toEqual({
      titleId: '7',
      library: 'ash',
      hidden: new Set(['b1']),
      hidesTooMany: false,
    });
  });

  it('more often than live keys can hold, is left to a question', () => {
    const shadowed = new Set(Array.from({ length: 250 }, (_, index) => `s${index}`));
    const copies = [copy, ...[...shadowed].map((barcode) => ({ ...copy, barcode }))];

    const [holding] = described({ shadow: { title: false, copies: shadowed }, copies }).holdings;

    expect(readLiveKeys(holding?.liveKeys ?? [])).toMatchObject({ titleId: '7', hidesTooMany: true });
  });

  it('at the policy of a location, hides what is there and what belongs there', () => {
    const at = (changes: Partial<HarvestCopy>) => copyVisibility(site, POLICIES, { ...copy, ...changes }, new Set());

    expect(at({ homeLocation: 'STAFF' })).toBe('SUPPRESSED');
    expect(at({ currentLocation: 'STAFF' })).toBe('SUPPRESSED');
    expect(at({})).toBe('PUBLIC');
  });

  it('or borrowed from elsewhere for one reader, is never shown', () => {
    expect(described({ copies: [{ ...copy, itemType: 'ILL' }] })).toMatchObject({
      visibility: 'ILL_TEMPORARY',
      holdings: [],
    });
  });
});

describe('who owns what', () => {
  const source = (copies: readonly HarvestCopy[], callLibraries: readonly string[] = []): RecordAtSource => ({
    titleId: '7',
    changedAt: null,
    raw: new Uint8Array(),
    format: 'iso2709',
    marc: { leader: '', fields: [] },
    repairs: [],
    copies,
    shadow: { title: false, copies: new Set() },
    callLibraries,
  });
  const copy = (library: string, barcode: string): HarvestCopy => ({
    barcode,
    library,
    callNumber: 'W 1',
    homeLocation: 'STACKS',
    currentLocation: 'CHECKEDOUT',
    itemType: 'BOOK',
  });

  it('is the owning library of each copy; an owner that nobody named is left out, with a warning', () => {
    const site = siteOf(SHELVES);

    const { holdings } = toHarvestedDescription(
      site,
      POLICIES,
      source([copy('MAIN', 'a'), copy('WEST', 'b'), copy('MAIN', 'c'), copy('FAR', 'd')]),
    );

    expect(holdings.map(({ library, copies }) => [library, copies])).toEqual([
      ['ash', 2],
      ['beech', 1],
    ]);
    expect(site.warnings).toEqual(['library FAR']);
  });

  it('is told by the call where the copy hangs on another title', () => {
    const { holdings } = toHarvestedDescription(siteOf(SHELVES), POLICIES, source([], ['WEST']));

    expect(holdings).toMatchObject([{ library: 'beech', basis: 'RECORD_ONLY', copies: null }]);
  });

  it('is nobody known for a record without copies on a shared system, and the one library on another', () => {
    const shared = toHarvestedDescription(siteOf(), POLICIES, source([]));
    const alone = toHarvestedDescription(siteOf({}, { MAIN: 'ash' }), POLICIES, source([]));

    expect(shared.holdings).toEqual([]);
    expect(alone.holdings).toMatchObject([{ library: 'ash', copies: 0 }]);
  });
});

describe('copies of an export', () => {
  it('are read from 999; one without a number is counted', () => {
    const subfields = (text: string) =>
      text
        .split('$')
        .slice(1)
        .map((one) => ({ code: one.charAt(0), value: one.slice(1).trim() }));

    const read = copiesOfExport({
      leader: '',
      fields: [
        {
          tag: '999',
          ind1: ' ',
          ind2: ' ',
          subfields: subfields('$aNA1181 .T47 $wLC $iX000888731 $kCHECKEDOUT $lFA-STKS $mFINE-ARTS $tBOOK'),
        },
        { tag: '999', ind1: ' ', ind2: ' ', subfields: subfields('$aNA1181 .T48 $lFA-STKS $mFINE-ARTS') },
      ],
    });

    expect(read).toEqual({
      copies: [
        {
          barcode: 'X000888731',
          library: 'FINE-ARTS',
          callNumber: 'NA1181 .T47',
          homeLocation: 'FA-STKS',
          currentLocation: 'CHECKEDOUT',
          itemType: 'BOOK',
        },
      ],
      leftOut: 1,
    });
  });
});

describe('the XML of titles', () => {
  it('costs one title where one copy cannot be read', () => {
    const item = (inside: string) => `<CallInfo><libraryID>MAIN</libraryID><ItemInfo>${inside}</ItemInfo></CallInfo>`;
    const titles = readTitles(
      '<LookupTitleInfoResponse>' +
        `<TitleInfo><titleID>1</titleID>${item('<itemID>a</itemID>')}</TitleInfo>` +
        `<TitleInfo><titleID>2</titleID>${item('<itemID>b</itemID><currentLocationID>STACKS</currentLocationID><staffNote>secret</staffNote>')}</TitleInfo>` +
        '<TitleInfo><titleID>3</titleID></TitleInfo>' +
        '</LookupTitleInfoResponse>',
    );

    if (typeof titles === 'string') throw new Error(titles);
    expect(titles.get('1')).toHaveProperty('unreadable');
    expect(titles.get('2')).toMatchObject({ exists: true, copies: [{ barcode: 'b', library: 'MAIN' }] });
    expect(JSON.stringify(titles.get('2'))).not.toContain('secret');
    expect(titles.get('3')).toMatchObject({ exists: false });
  });

  it.each(['<html><body>busy</body></html>', '<LookupTitleInfoResponse><TitleInfo>', 'busy'])('is not %s', (text) => {
    expect(typeof readTitles(text)).toBe('string');
  });
});

describe('refusals', () => {
  it.each([
    ['{"messageList":[{"code":"sessionTimedOut","message":"x"}]}', 'sessionTimedOut', 'session'],
    ['{"messageList":[{"code":"recordNotFound"}]}', 'recordNotFound', 'not found'],
    ['{"messageList":[{"code":"hatErrorResponse.116"}]}', 'hatErrorResponse.116', 'busy'],
    ['{"messageList":[{"code":"hatErrorResponse.252"}]}', 'hatErrorResponse.252', 'refused'],
    ['<Fault><code>recordNotFound</code><string>No such title</string></Fault>', 'recordNotFound', 'not found'],
    ['<ns:Fault xmlns:ns="urn:x"><ns:string>Title not found</ns:string></ns:Fault>', 'Fault', 'refused'],
  ])('%s', (body, code, kind) => {
    expect(refusalCode(Buffer.from(body))).toBe(code);
    expect(refusalKind(code)).toBe(kind);
  });

  it.each(['<html><body>500</body></html>', '{"a":1}', 'Internal error', ''])('are not seen in %s', (body) => {
    expect(refusalCode(Buffer.from(body))).toBeNull();
  });
});
