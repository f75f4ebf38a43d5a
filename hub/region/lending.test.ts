import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { USUAL_LENDING } from '#domain/lending/lending-rules.ts';
import type { Region } from '#domain/region.ts';
import { loadRegion } from './load-region.ts';
import { RegionFileError } from './region-file-error.ts';

const kinds = new Map([['koha', { settings: z.strictObject({}), harvestMethods: [] }]]);

function fileWith(lending: string): string {
  return `
region: { id: shire, name: The Shire }
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

function faultsOf(lending: string): readonly string[] {
  try {
    load(fileWith(lending));
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

  it('holds what a library lends', () => {
    const region = load(fileWith('    lending: { outsideRegion: true, lastResort: true }'));

    expect(region.libraries[0]?.lending).toEqual({ ...USUAL_LENDING, outsideRegion: true, lastResort: true });
  });

  it('still takes hours and closures, which are the library’s own now', () => {
    const region = load(
      fileWith('    lending: { hours: { monday: 08:30-17:00 }, closures: [{ from: 2026-12-24 }], copies: false }'),
    );

    expect(region.libraries[0]).toMatchObject({
      hours: { monday: [{ from: 510, to: 1020 }] },
      closures: [{ from: '2026-12-24', to: null, note: null }],
    });
    expect(region.libraries[0]?.lending).toEqual({ ...USUAL_LENDING, copies: false });
  });

  it('takes them in one place only', () => {
    expect(faultsOf('    lending: { hours: { monday: 08:30-17:00 } }\n    hours: { tuesday: 08:30-17:00 }')).toEqual([
      'libraries[0].lending.hours: is given for the library, too: libraries[0].hours',
    ]);
  });

  it.each([['lends: true', 'lends: unknown key']])('refuses %s', (lending, fault) => {
    expect(faultsOf(`    lending: { ${lending} }`)).toEqual([`libraries[0].lending.${fault}`]);
  });
});
