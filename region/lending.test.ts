import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { USUAL_LENDING } from '#domain/lending/lending-rules.ts';
import type { Region } from '#domain/region.ts';
import { loadRegion } from './load-region.ts';
import { RegionFileError } from './region-file-error.ts';

const kinds = new Map([['koha', { settings: z.strictObject({}), harvestMethods: [] }]]);

function fileWith(lending: string, bankHolidays = ''): string {
  return `
region: { id: shire, name: The Shire${bankHolidays} }
libraries:
  - id: hobbiton
    name: Hobbiton Infirmary
    system: bag-end
${lending}
systems:
  - id: bag-end
    name: Bag End
    kind: koha
    address: https://koha.example.org
    owners: [{ code: HOB, library: hobbiton }]
`;
}

const load = (text: string): Region => loadRegion({ text }, { kinds });

function faultsOf(lending: string, bankHolidays?: string): readonly string[] {
  try {
    load(fileWith(lending, bankHolidays));
  } catch (error) {
    if (error instanceof RegionFileError) return error.faults.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
  return [];
}

describe('lending in a region file', () => {
  it('is what is usual where the file says nothing, or nothing else', () => {
    expect(load(fileWith('')).libraries[0]?.lending).toBeUndefined();
    expect(load(fileWith('    lending: {}')).libraries[0]?.lending).toEqual(USUAL_LENDING);
  });

  it('holds what a library lends, its week and its closures', () => {
    const region = load(
      fileWith(
        `    lending:
      outsideRegion: true
      lastResort: true
      hours: { monday: 08:30-17:00, tuesday: [09:00-12:30, 13:30-17:00], sunday: 00:00-24:00 }
      closures: [{ from: 2026-12-24, to: 2027-01-02, note: Winter }, { from: 2028-01-01 }]`,
        ', bankHolidays: [2026-12-25]',
      ),
    );

    expect(region.bankHolidays).toEqual(['2026-12-25']);
    expect(region.libraries[0]?.lending).toEqual({
      ...USUAL_LENDING,
      outsideRegion: true,
      lastResort: true,
      hours: {
        monday: [{ from: 510, to: 1020 }],
        tuesday: [
          { from: 540, to: 750 },
          { from: 810, to: 1020 },
        ],
        sunday: [{ from: 0, to: 1440 }],
      },
      closures: [
        { from: '2026-12-24', to: '2027-01-02', note: 'Winter' },
        { from: '2028-01-01', to: null, note: null },
      ],
    });
  });

  it.each([
    [
      'hours: { monday: 17:00-08:30 }',
      'hours.monday: hours are written like 08:30-17:00, the earlier first, 24:00 at most',
    ],
    ['hours: { monday: 9-17 }', 'hours.monday: hours are written like 08:30-17:00, the earlier first, 24:00 at most'],
    [
      'hours: { monday: [08:00-24:30] }',
      'hours.monday[0]: hours are written like 08:30-17:00, the earlier first, 24:00 at most',
    ],
    ['hours: { mondy: 08:30-17:00, friday: 08:30-17:00 }', 'hours.mondy: unknown key'],
    ['hours: {}', 'hours: a library is open on one day at least'],
    ['closures: [{ from: 2026-12-24, to: 2026-12-01 }]', 'closures[0]: a closure does not end before it begins'],
    ['closures: [{ from: Christmas }]', 'closures[0].from: a date is written YYYY-MM-DD'],
    ['lends: true', 'lends: unknown key'],
  ])('refuses %s', (lending, fault) => {
    expect(faultsOf(`    lending: { ${lending} }`)).toEqual([`libraries[0].lending.${fault}`]);
  });

  it('refuses a bank holiday that is no day', () => {
    expect(faultsOf('', ', bankHolidays: [Easter]')).toEqual(['region.bankHolidays[0]: a date is written YYYY-MM-DD']);
  });
});
