import { coverageOf } from '#domain/lending/coverage.ts';
import { describe, expect, it } from 'vitest';
import { dataField as field, type MarcField } from '#marc/marc-record.ts';
import type { SymphonyCopy, UnnamedCopy } from './copy.ts';
import { toHarvestedDescription, type RecordAtSource } from './harvested-record.ts';
import { copyVisibility } from './visibility.ts';
import { readLiveKeys } from './live-keys.ts';
import { shadowOf } from './shadows.ts';
import { POLICIES, SHELVES, siteOf } from './site.fixture.ts';

/** What a library owns of a title that the public does not see: nobody can ask for it. */
const HELD_APART = { liveKeys: [], facts: null };
const NOTHING_TOLD = { details: {}, staffNotes: null };
const UNNAMED: UnnamedCopy = {
  ...NOTHING_TOLD,
  place: 2,
  barcode: null,
  library: 'MAIN',
  callNumber: 'W 2',
  homeLocation: 'STACKS',
  currentLocation: null,
  itemType: 'BOOK',
};

const COPY: SymphonyCopy = {
  ...NOTHING_TOLD,
  barcode: 'b1',
  library: 'MAIN',
  callNumber: 'W 1',
  homeLocation: 'STACKS',
  currentLocation: null,
  itemType: 'BOOK',
};
const NONE = { title: false, copies: new Set<string>(), callLibraries: [] };
const source = (changes: Partial<RecordAtSource>): RecordAtSource => ({
  titleId: '7',
  changedAt: null,
  raw: new Uint8Array(),
  format: 'iso2709',
  marc: { leader: '', fields: [] },
  repairs: [],
  copies: [],
  shadow: NONE,
  leftOut: [],
  asOf: null,
  ...changes,
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
  const site = siteOf(SHELVES);
  const described = (changes: Partial<RecordAtSource>) =>
    toHarvestedDescription(site, POLICIES, source({ copies: [COPY], ...changes }));

  it('at the title, hides the record and all that is held of it', () => {
    expect(described({ shadow: tree(true, false, false) })).toMatchObject({
      visibility: 'SUPPRESSED',
      holdings: [HELD_APART],
    });
  });

  it.each([
    ['at the call', tree(false, true, false)],
    ['at the copy', tree(false, false, true)],
  ])('%s, hides the copy, and live keys keep it hidden', (_where, shadow) => {
    const record = described({ shadow, copies: [COPY, { ...COPY, barcode: 'b2' }] });

    expect(record.items.map((item) => item.visibility)).toEqual(['SUPPRESSED', 'PUBLIC']);
    expect(record.holdings[0]?.copies).toBe(1);
    expect(readLiveKeys(record.holdings[0]?.liveKeys ?? [])).toEqual({
      record: '7',
      library: 'ash',
      hidden: new Set(['b1']),
      hidesTooMany: false,
      copies: null,
      numbers: new Map(),
    });
  });

  it.each(['ill', 'ILL ', 'Ill'])('the copy of a loan, whose item type is written as %j', (itemType) => {
    const record = described({ shadow: tree(false, false, false), copies: [{ ...COPY, itemType }] });

    expect(record.items.map((item) => item.visibility)).toEqual(['ILL_TEMPORARY']);
  });

  it('by a location written in other letters than in the region file', () => {
    const shadow = tree(false, false, false);
    const copies = [{ ...COPY, currentLocation: 'Backroom' }];
    const hiding = siteOf({ locations: { BACKROOM: { hidden: true } } });

    expect(toHarvestedDescription(hiding, POLICIES, source({ shadow, copies })).visibility).toBe('SUPPRESSED');
  });

  it.each([
    ['at every copy', tree(false, false, true), {}],
    ['at every call', tree(false, true, false), {}],
    ['by the location of its copies', tree(false, false, false), { currentLocation: 'STAFF' }],
  ])('%s, hides the title itself', (_where, shadow, changes) => {
    expect(described({ shadow, copies: [{ ...COPY, ...changes }] })).toMatchObject({
      visibility: 'SUPPRESSED',
      holdings: [HELD_APART],
    });
  });

  it('at every copy, leaves a title whose other copies hang on another title, and one without copies', () => {
    const shadow = { ...tree(false, false, true), callLibraries: ['MAIN'] };

    expect(described({ shadow }).visibility).toBe('PUBLIC');
    expect(described({ shadow: tree(false, false, false), copies: [] }).visibility).toBe('PUBLIC');
  });

  it('more often than live keys can hold, is left to a question', () => {
    const shadowed = new Set(Array.from({ length: 250 }, (_, index) => `s${index}`));
    const copies = [COPY, ...[...shadowed].map((barcode) => ({ ...COPY, barcode }))];

    const [holding] = described({ shadow: { title: false, copies: shadowed, callLibraries: [] }, copies }).holdings;

    expect(readLiveKeys(holding?.liveKeys ?? [])).toMatchObject({ record: '7', hidesTooMany: true });
  });

  it('at the policy of a location, hides what is there and what belongs there', () => {
    const at = (changes: Partial<SymphonyCopy>) => copyVisibility(site, POLICIES, { ...COPY, ...changes }, new Set());

    expect(at({ homeLocation: 'STAFF' })).toBe('SUPPRESSED');
    expect(at({ currentLocation: 'STAFF' })).toBe('SUPPRESSED');
    expect(at({})).toBe('PUBLIC');
  });

  it('or borrowed from elsewhere for one reader, is never shown', () => {
    expect(described({ copies: [{ ...COPY, itemType: 'ILL' }] })).toMatchObject({
      visibility: 'ILL_TEMPORARY',
      holdings: [],
    });
  });
});

describe('who owns what', () => {
  const copy = (library: string, barcode: string): SymphonyCopy => ({ ...COPY, library, barcode });

  it('is the owning library of each copy; an owner that nobody named is left out, with a warning', () => {
    const site = siteOf(SHELVES);

    const { holdings } = toHarvestedDescription(
      site,
      POLICIES,
      source({ copies: [copy('MAIN', 'a'), copy('WEST', 'b'), copy('MAIN', 'c'), copy('FAR', 'd')] }),
    );

    expect(holdings.map(({ library, copies }) => [library, copies])).toEqual([
      ['ash', 2],
      ['beech', 1],
    ]);
    expect(site.warnings).toEqual(['library FAR']);
  });

  it('is told by the call where the copy hangs on another title', () => {
    const { holdings } = toHarvestedDescription(
      siteOf(SHELVES),
      POLICIES,
      source({ shadow: { ...NONE, callLibraries: ['WEST'] } }),
    );

    expect(holdings).toMatchObject([{ library: 'beech', basis: 'RECORD_ONLY', copies: null }]);
  });

  it('is nobody known for a record without copies on a shared system, and the one library on another', () => {
    const shared = toHarvestedDescription(siteOf(), POLICIES, source({}));
    const alone = toHarvestedDescription(siteOf({}, { MAIN: 'ash' }), POLICIES, source({}));

    expect(shared.holdings).toEqual([]);
    expect(alone.holdings).toMatchObject([{ library: 'ash', copies: 0 }]);
  });
});

describe('how copies stood at harvest', () => {
  const AS_OF = '2026-11-24T02:00:00.000Z';
  const copy = (
    barcode: string,
    currentLocation: string | null,
    changes: Partial<SymphonyCopy> = {},
  ): SymphonyCopy => ({ ...COPY, barcode, currentLocation, ...changes });
  const factsOf = (copies: readonly SymphonyCopy[], changes: Partial<RecordAtSource> = {}) =>
    toHarvestedDescription(
      siteOf({ ...SHELVES, itemTypes: { BOOK: 'LOAN' } }),
      POLICIES,
      source({ copies, asOf: AS_OF, ...changes }),
    ).holdings.map((holding) => holding.facts);

  it('is told where a location names a state, as of the moment of the export', () => {
    const [facts] = factsOf([copy('a', 'CHECKEDOUT'), copy('b', 'MISSING'), copy('c', 'HOLDS')]);

    expect(facts?.asOf).toBe(AS_OF);
    expect(facts?.items).toMatchObject([
      { id: 'sym:item:7:a', status: 'ON_LOAN', due: null },
      { id: 'sym:item:7:b', status: 'MISSING' },
      { id: 'sym:item:7:c', status: 'ON_HOLD_SHELF' },
    ]);
  });

  it('is never AVAILABLE: a copy on its shelf may be out, and nobody says for how long it may be lent', () => {
    const [facts] = factsOf([copy('a', 'STACKS'), copy('b', null), copy('c', 'RESHELVING')]);

    expect(facts?.items.map(({ status, use, reason }) => [status, use, reason?.code])).toEqual(
      Array.from({ length: 3 }, () => ['UNKNOWN', 'UNKNOWN', 'NOT_SUPPORTED']),
    );
  });

  it.each<readonly [string, readonly SymphonyCopy[], Partial<RecordAtSource>]>([
    ['nobody says when the export was written', [copy('a', 'MISSING')], { asOf: null }],
    ['a copy could not be read', [copy('a', 'MISSING')], { leftOut: [UNNAMED] }],
    ['a copy is nowhere', [copy('a', null, { homeLocation: null })], {}],
    [
      'another copy hangs on another title',
      [copy('a', 'MISSING')],
      { shadow: { title: false, copies: new Set(), callLibraries: ['MAIN'] } },
    ],
  ])('is not told where %s: the rest would pass for the whole', (_name, copies, changes) => {
    expect(factsOf(copies, changes)).toEqual([null]);
  });

  it('leaves out what is shadowed', () => {
    const shadow = { title: false, copies: new Set(['a']), callLibraries: [] };

    const [facts] = factsOf([copy('a', 'MISSING'), copy('b', 'MISSING')], { shadow });

    expect(facts?.items.map((item) => item.id)).toEqual(['sym:item:7:b']);
  });
});

describe('what holdings records behind a title state', () => {
  /** `library basis copies: statements`, library by library. */
  function held(fields: readonly MarcField[], changes: Partial<RecordAtSource> = {}, site = siteOf(SHELVES)) {
    const { holdings } = toHarvestedDescription(site, POLICIES, source({ marc: { leader: '', fields }, ...changes }));
    return holdings.map(
      ({ library, basis, copies, statements }) =>
        `${library} ${basis} ${String(copies)}: ${statements.map(({ kind, text, note }) => [kind, text, note].join(' ')).join(' | ')}`,
    );
  }
  const copy: SymphonyCopy = { ...COPY, library: 'WEST' };

  it('is of the 852 before it, whatever its $8 says, and stands beside copies', () => {
    const fields = [
      field('852', ['b', 'MAIN'], ['c', 'STACKS'], ['x', 'for staff'], ['z', 'Current issues downstairs']),
      field('866', ['8', '1'], ['a', 'v.1-13 (1990-2002)']),
      field('868', ['8', '1'], ['a', 'v.1-10'], ['z', 'Bound apart']),
      field('852', ['b', 'WEST'], ['c', 'STACKS']),
      field('866', ['8', '1'], ['a', 'v.1-']),
    ];

    expect(held(fields, { copies: [copy] })).toEqual([
      'beech ITEMS 1: MAIN v.1- ',
      'ash STATEMENT 0: MAIN v.1-13 (1990-2002) Current issues downstairs | INDEX v.1-10 Bound apart',
    ]);
  });

  it('goes on with what came issue by issue, so that no part after the summary passes for missing', () => {
    const fields = [
      field('852', ['b', 'MAIN'], ['c', 'STACKS']),
      field('853', ['8', '8'], ['a', 'v.'], ['b', 'no.'], ['i', '(year)'], ['j', '(month)']),
      field('866', ['8', '1'], ['a', 'v.5-83 (1988-2008)']),
      field('863', ['8', '8.25'], ['a', '84'], ['b', '4'], ['i', '2008'], ['j', '11']),
      field('863', ['8', '8.27'], ['a', '85'], ['b', '1'], ['i', '2009'], ['j', '12']),
    ];
    const { holdings } = toHarvestedDescription(siteOf(SHELVES), POLICIES, source({ marc: { leader: '', fields } }));

    expect(held(fields)).toEqual([
      'ash STATEMENT 0: MAIN v.5-83 (1988-2008)  | MAIN Received issue by issue: from v.84:no.4 (2008:Nov.) to v.85:no.1 (2009:Dec.) ',
    ]);
    const covers = (volume: string) => coverageOf(holdings[0]?.statements ?? [], { year: null, volume }, 2026);
    expect(['12', '85', '3'].map(covers)).toEqual(['YES', 'UNKNOWN', 'UNKNOWN']);
  });

  it('is not told of a shelf that the public does not see', () => {
    const fields = [field('852', ['b', 'MAIN'], ['c', 'STAFF']), field('866', ['a', '1990-'])];

    expect(held(fields, { copies: [copy] })).toEqual(['beech ITEMS 1: ']);
  });

  it('is the only holder’s where no 852 comes before it, and of a place that is no library’s nobody’s', () => {
    const site = siteOf(SHELVES);
    const unknown = [field('852', ['b', 'NORTH']), field('866', ['a', '1990-'])];

    expect(held([field('866', ['a', '1990-'])], { copies: [copy] })).toEqual(['beech ITEMS 1: MAIN 1990- ']);
    expect(held(unknown, { copies: [copy] }, site)).toEqual(['beech ITEMS 1: ']);
    expect(site.warnings).toEqual(['library NORTH']);
  });
});
