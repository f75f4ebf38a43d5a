/**
 * Stored live keys outlive the version that wrote them. What each kind writes is pinned here text by text: whoever changes a line raises
 * the layout's number, so that keys of before are read rightly or refused, and never misread.
 */
import { NOTHING_FOR_MOVES, type HarvestedItem } from '#domain/catalogue.ts';
import type { LibraryId } from '#domain/ids.ts';
import { describe, expect, it } from 'vitest';
import { COMPOSED_KEYS_VERSION, listedAtOf, readComposedKeys, toComposedKeys } from './composed/live-keys.ts';
import * as shared from './shared/live-keys.ts';
import * as symphony from './symphony/live-keys.ts';

const LIBRARY = 'alder' as LibraryId;
const LISTED_AT = '2026-03-01T02:00:00.000Z';

const copy: HarvestedItem = {
  ...NOTHING_FOR_MOVES,
  localId: 'r1/1',
  barcode: '3001',
  ownerCode: 'A1',
  callNumber: 'W 1',
  locationCode: 'GEN',
  itemType: 'BK',
  visibility: 'PUBLIC',
  status: 'AVAILABLE',
  statusAtSource: '0',
  use: 'LOAN',
  details: { enumeration: 'v.1', chronology: '2020', copyNumber: '2', publicNotes: ['Signed', 'With a map'] },
};
const listed = { record: 'r1', library: LIBRARY, listedAt: LISTED_AT };

/** Of each layout, what was written by it. */
const PINNED = {
  shared: ['v:1', 'r:42', 'l:alder', 'n:300'],
  symphony: ['v:1', 'r:42', 'l:alder', 'n:300', 'c:[["3003","2"]]', 'h:3001', 'h:3002'],
  composed: [
    'v:2',
    'c:["r1","alder",[["r1/1","3001","A1","W 1","GEN","BK","v.1","2020","2",["Signed","With a map"]]],[]]',
    `~c:["${LISTED_AT}",[["AVAILABLE","LOAN","0"]]]`,
  ],
} as const;

describe('live keys that are stored', () => {
  it('are written as they were written when their layout got its number', () => {
    expect({
      shared: shared.toLiveKeys('42', LIBRARY, 300),
      symphony: symphony.toLiveKeys('42', LIBRARY, ['3001', '3002'], 300, new Map([['3003', '2']])),
      composed: toComposedKeys(listed, [copy]),
    }).toEqual(PINNED);
    expect([shared.LIVE_KEYS_VERSION, COMPOSED_KEYS_VERSION]).toEqual([1, 2]);
  });

  it('are read as they were meant', () => {
    expect(shared.readLiveKeys(PINNED.shared)).toEqual({ record: '42', library: 'alder', copies: 300 });
    expect(symphony.readLiveKeys(PINNED.symphony)).toEqual({
      record: '42',
      library: 'alder',
      copies: 300,
      hidden: new Set(['3001', '3002']),
      hidesTooMany: false,
      numbers: new Map([['3003', '2']]),
    });
    expect(readComposedKeys(PINNED.composed)?.copies).toEqual([
      {
        localId: 'r1/1',
        barcode: '3001',
        ownerCode: 'A1',
        callNumber: 'W 1',
        locationCode: 'GEN',
        itemType: 'BK',
        enumeration: 'v.1',
        chronology: '2020',
        copyNumber: '2',
        publicNotes: ['Signed', 'With a map'],
        status: 'AVAILABLE',
        statusAtSource: '0',
        use: 'LOAN',
      },
    ]);
  });

  it('say the same without a version, where names say what each means', () => {
    expect(shared.readLiveKeys(['r:42', 'l:alder', 'n:300'])).toEqual(shared.readLiveKeys(PINNED.shared));
    expect(symphony.readLiveKeys(['r:42', 'l:alder', 'n:300', 'h:3001', 'h:3002'])).toEqual({
      ...symphony.readLiveKeys(PINNED.symphony),
      numbers: new Map(),
    });
    expect(symphony.readLiveKeys(['r:42', 'l:alder', 'c:3001'])).toBeNull();
  });

  it('of lists are refused in the layout before, where a place could be a field or a note; only their date is read', () => {
    const before = ['c1:["r1","alder",[["r1/1","3001","A1"]],[]]', `~c1:["${LISTED_AT}",[]]`];

    expect(readComposedKeys(before)).toBeNull();
    expect(listedAtOf(before)).toBe(LISTED_AT);
    expect(listedAtOf(PINNED.composed)).toBe(LISTED_AT);
  });

  it.each([
    ['of a later layout', 'v:999'],
    ['of no layout', 'v:x'],
    ['of two layouts', 'v:1'],
  ])('are refused if they are %s', (what, version) => {
    const [shared1, symphony1, composed2] = Object.values(PINNED).map((keys) =>
      what === 'of two layouts' ? [...keys, 'v:3'] : [version, ...keys.slice(1)],
    );

    expect(shared.readLiveKeys(shared1 ?? [])).toBeNull();
    expect(symphony.readLiveKeys(symphony1 ?? [])).toBeNull();
    expect(readComposedKeys(composed2 ?? [])).toBeNull();
  });

  it('have no place for a field between those that are there: a longer list is refused', () => {
    const longer = PINNED.composed[1].replace('["Signed"', '"with a map",["Signed"');

    expect(readComposedKeys([PINNED.composed[0], longer, PINNED.composed[2]])).toBeNull();
  });
});
