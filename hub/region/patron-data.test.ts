import { describe, expect, it } from 'vitest';
import { load, shire, wordsOf } from './shire.fixture.ts';

const NEEDED = 'controller: Shire Hospitals, agreement: A-1, dpia: D-1, purposes: [DESK_ENQUIRY], reviewOn: 2030-01-31';

const fileWith = (patronData: string): string => shire({ library: `patronData: { ${patronData} }` });
const faultsOf = (patronData: string): readonly string[] => wordsOf(fileWith(patronData));

describe('patronData of a library', () => {
  it('is absent where the file names no agreement', () => {
    expect(load(shire()).libraries[0]?.patronData).toBeUndefined();
  });

  it('is shared with nobody and kept for two years where the file does not say', () => {
    expect(load(fileWith(NEEDED)).libraries[0]?.patronData).toEqual({
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

    expect(faultsOf(without)).toEqual([expect.stringContaining(`libraries[0].patronData.${key}: is missing`)]);
  });

  it.each(['controller', 'agreement', 'dpia'])('must name its %s in something that can be read', (key) => {
    const unreadable = NEEDED.replace(new RegExp(`${key}: [^,]*`), `${key}: "\\u200b\\u3164"`);

    expect(faultsOf(unreadable)).toEqual([
      expect.stringContaining(`libraries[0].patronData.${key}: has no readable text`),
    ]);
  });

  it('knows its purposes, and shares none that is not of staff', () => {
    const shared = `${NEEDED}, sharedWith: [{ library: bywater, agreement: S-1, purposes: [STATISTICS] }]`;

    expect(faultsOf(NEEDED.replace('DESK_ENQUIRY', 'CURIOSITY'))).toEqual([
      expect.stringMatching(/^libraries\[0\]\.patronData\.purposes\[0\]: /),
    ]);
    expect(faultsOf(shared)).toEqual([
      expect.stringMatching(/^libraries\[0\]\.patronData\.sharedWith\[0\]\.purposes\[0\]: /),
    ]);
  });

  it('is shared with another library of the region, once', () => {
    const share = (...libraries: readonly string[]): string =>
      `${NEEDED}, sharedWith: [${libraries.map((one) => `{ library: ${one}, agreement: S-1, purposes: [INCIDENT] }`).join(', ')}]`;

    expect(faultsOf(share('bywater'))).toEqual([]);
    expect(faultsOf(share('hobbiton'))).toEqual([
      'libraries[0].patronData.sharedWith[0].library: is the library itself | its own staff need no sharing',
    ]);
    expect(faultsOf(share('bree'))).toEqual([
      'libraries[0].patronData.sharedWith[0].library: there is no library "bree"',
    ]);
    expect(faultsOf(share('bywater', 'bywater'))).toEqual([
      'libraries[0].patronData.sharedWith[1].library: "bywater" occurs twice | it is at libraries[0].patronData.sharedWith[0].library already',
    ]);
  });
});
