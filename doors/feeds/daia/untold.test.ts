import { describe, expect, it } from 'vitest';
import { createPlaceNames } from '../live/places.ts';
import { toDaiaItem, type DaiaItem } from './item.ts';
import { omitUntold } from './response.ts';

const onShelf: DaiaItem = { id: 'in', available: [{ service: 'loan' }, { service: 'presentation' }] };
const onLoan: DaiaItem = { id: 'out', unavailable: [{ service: 'loan', expected: '2026-12-03' }] };
const unknown: DaiaItem = { id: 'unknown', about: 'We could not check; it may be on the shelf' };
const copySupply: DaiaItem = { id: 'copies', available: [{ service: 'interloan' }] };
const online: DaiaItem = { id: 'online', available: [{ service: 'remote', delay: 'PT0S' }] };

describe('omitUntold', () => {
  it('leaves out what nothing is told of', () => {
    expect(omitUntold([onShelf, unknown, onLoan, copySupply])).toEqual([onShelf, onLoan]);
  });

  it('says nothing of a title whose copies that are told of are all out', () => {
    expect(omitUntold([onLoan, unknown])).toEqual([]);
    expect(omitUntold([unknown])).toEqual([]);
  });

  it('says what is out where every copy is told of', () => {
    expect(omitUntold([onLoan, onLoan])).toEqual([onLoan, onLoan]);
  });

  it('leaves out what is read online, which says nothing of other copies', () => {
    expect(omitUntold([online, onLoan])).toEqual([onLoan]);
    expect(omitUntold([online])).toEqual([]);
  });
});

describe('toDaiaItem', () => {
  it('tells of a run with its embargo and its note, since neither is in the list of services', () => {
    const holding = {
      id: 'north:holding:5@wing',
      basis: 'LINK',
      online: true,
      callNumbers: [],
      catalogueUrl: null,
      library: { id: 'wing', name: 'Wing' },
      statements: [
        { text: '1990-', retention: 'P1Y', note: 'Abstracts only' },
        { text: '1980-1985', retention: null, note: null },
      ],
      availability: null,
    } as const;
    const item = toDaiaItem(
      { holding, system: 'north', copy: null, words: 'Read online' },
      {
        places: createPlaceNames({ libraries: [], systems: [] }),
        clockOf: () => ({ isPast: () => false, sayDay: (day) => day, sayMoment: (at) => at }),
        namespace: null,
        hrefOf: () => null,
        interloanOf: () => null,
        isJournal: true,
      },
    );

    expect(item.about).toBe('1990- (embargo P1Y; Abstracts only); 1980-1985; Read online');
  });
});
