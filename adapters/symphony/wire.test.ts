import { describe, expect, it } from 'vitest';
import { marcOfBib } from './bib.ts';
import { normalise, wireBib, wireItem } from './wire.ts';

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
