import { loadRegion } from '#region/load-region.ts';
import { z } from 'zod';
import { expect, it } from 'vitest';
import { locationRows } from './location-rows.ts';

const text = `
region: { id: shire, name: The Shire }
libraries:
  - id: hill
    name: Hilltop
    system: k
    sites: [{ id: hill-main, name: Main }]
  - { id: dale, name: Dale, system: k }
systems:
  - id: k
    name: K
    kind: koha
    address: https://k.example
    owners:
      - { code: MAIN, library: hill, site: hill-main }
      - { code: ANNEXE, library: hill }
      - { code: DALE, library: dale }
`;

it('has a row for what a library with sites owns at none of them, as its copies have 852 without $b', () => {
  const kinds = new Map([['koha', { harvestMethods: ['rest'], settings: z.strictObject({}) }]]);
  const rows = locationRows(loadRegion({ text }, { kinds }));
  expect(rows.map((row) => [row[1], row[7], row[12]])).toEqual([
    ['hill', 'hill-main', 'MAIN'],
    ['hill', null, 'ANNEXE'],
    ['dale', null, 'DALE'],
  ]);
});
