import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadRegion } from './load-region.ts';
import { RegionFileError } from './region-file-error.ts';

const kinds = new Map([['koha', { settings: z.strictObject({}), harvestMethods: [] }]]);
const NEEDED = 'controller: Shire Hospitals, agreement: A-1, dpia: D-1, purposes: [DESK_ENQUIRY], reviewOn: 2030-01-31';

function fileWith(patronData: string): string {
  return `
region: { id: shire, name: The Shire }
libraries:
  - id: hobbiton
    name: Hobbiton Infirmary
    system: bag-end
${patronData === '' ? '' : `    patronData: { ${patronData} }\n`}  - id: bywater
    name: Bywater Clinic
    system: bag-end
systems:
  - id: bag-end
    name: Bag End
    kind: koha
    address: https://koha.example.org
    owners: [{ code: HOB, library: hobbiton }, { code: BYW, library: bywater }]
`;
}

function patronDataOf(text: string): unknown {
  return loadRegion({ text }, { kinds }).libraries[0]?.patronData;
}

function faultsOf(text: string): readonly string[] {
  try {
    loadRegion({ text }, { kinds });
  } catch (error) {
    if (error instanceof RegionFileError) return error.faults.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
  return [];
}

describe('patronData of a library', () => {
  it('is absent where the file names no agreement', () => {
    expect(patronDataOf(fileWith(''))).toBeUndefined();
  });

  it('is shared with nobody and kept for two years where the file does not say', () => {
    expect(patronDataOf(fileWith(NEEDED))).toEqual({
      controller: 'Shire Hospitals',
      agreement: 'A-1',
      dpia: 'D-1',
      purposes: ['DESK_ENQUIRY'],
      reviewOn: '2030-01-31',
      retentionDays: { audit: 730, links: 730 },
      sharedWith: [],
    });
  });

  it.each(['controller', 'agreement', 'dpia', 'purposes', 'reviewOn'])('must name its %s', (key) => {
    const without = NEEDED.replace(new RegExp(`${key}: (?:\\[[^\\]]*\\]|[^,]*)(?:, )?`), '').replace(/, $/, '');

    expect(faultsOf(fileWith(without))).toEqual([
      expect.stringContaining(`libraries[0].patronData.${key}: is missing`),
    ]);
  });

  it.each(['controller', 'agreement', 'dpia'])('must name its %s in something that can be read', (key) => {
    const unreadable = NEEDED.replace(new RegExp(`${key}: [^,]*`), `${key}: "\\u200b\\u3164"`);

    expect(faultsOf(fileWith(unreadable))).toEqual([
      expect.stringContaining(`libraries[0].patronData.${key}: has no readable text`),
    ]);
  });

  it('knows its purposes, and shares none that is not of staff', () => {
    const shared = `${NEEDED}, sharedWith: [{ library: bywater, agreement: S-1, purposes: [STATISTICS] }]`;

    expect(faultsOf(fileWith(NEEDED.replace('DESK_ENQUIRY', 'CURIOSITY')))).toEqual([
      expect.stringMatching(/^libraries\[0\]\.patronData\.purposes\[0\]: /),
    ]);
    expect(faultsOf(fileWith(shared))).toEqual([
      expect.stringMatching(/^libraries\[0\]\.patronData\.sharedWith\[0\]\.purposes\[0\]: /),
    ]);
  });

  it('is shared with another library of the region, once', () => {
    const share = (...libraries: readonly string[]): string =>
      `${NEEDED}, sharedWith: [${libraries.map((one) => `{ library: ${one}, agreement: S-1, purposes: [INCIDENT] }`).join(', ')}]`;

    expect(faultsOf(fileWith(share('bywater')))).toEqual([]);
    expect(faultsOf(fileWith(share('hobbiton')))).toEqual([
      'libraries[0].patronData.sharedWith[0].library: is the library itself',
    ]);
    expect(faultsOf(fileWith(share('bree')))).toEqual([
      'libraries[0].patronData.sharedWith[0].library: there is no library "bree"',
    ]);
    expect(faultsOf(fileWith(share('bywater', 'bywater')))).toEqual([
      'libraries[0].patronData.sharedWith[1].library: "bywater" occurs twice',
    ]);
  });
});
