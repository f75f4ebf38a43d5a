import { fileURLToPath } from 'node:url';
import { adapterKinds } from '#adapters/registry.ts';
import { RegionFileError } from '#region/region-file-error.ts';
import { loadRegion } from '#region/load-region.ts';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const example = fileURLToPath(new URL('../../region.example.yaml', import.meta.url));
const demo = fileURLToPath(new URL('../../lab/demo/region.yaml', import.meta.url));

function faultsOf(text: string): readonly string[] {
  try {
    loadRegion({ text }, { kinds: adapterKinds });
  } catch (error) {
    if (error instanceof RegionFileError) return error.message.split('\n').slice(1);
    throw error;
  }
  return [];
}

describe('region.example.yaml', () => {
  it('is valid as it stands', () => {
    const region = loadRegion({ path: example }, { kinds: adapterKinds });

    expect(region.libraries.map((library) => library.id)).toEqual([
      'hilltop-library',
      'lakeside-library',
      'seaview-library',
    ]);
    expect(region.systems[0]?.settings).toMatchObject({
      codes: {
        NOT_LOAN: { '-1': { status: 'ON_ORDER' }, '2': { use: 'RESTRICTED', label: 'Staff collection' } },
        LOST: { '6': { status: 'CLAIMED_RETURNED' } },
      },
      itemTypes: { SL: { use: 'SHORT_LOAN' } },
      recordOwner: '856$5',
    });
  });

  it('shows defaults that are the true ones', () => {
    const shown = readFileSync(example, 'utf8');
    const uncommented = shown.replaceAll(
      /^( *)# (budgetMs|timeZone|odsCode|retentionDays|loans|copies|outsideNetwork|outsideRegion|lastResort|limits|harvest|oai|collections|branches):/gm,
      '$1$2:',
    );
    const children = uncommented.replaceAll(
      /^( *)#( {3})(connections|callTimeoutMs|batchSize|freshForMs|breaker|method|pageSize|everySeconds|fullEverySeconds|path|prefix|itemsIncluded):/gm,
      '$1  $3:',
    );
    const [before, after] = [shown, children].map((text) => loadRegion({ text }, { kinds: adapterKinds }));

    expect(after).toEqual({
      ...before,
      systems: before?.systems.map((system, index) =>
        index === 0
          ? {
              ...system,
              settings: {
                ...(system.settings as object),
                collections: { NFIC: 'Non-fiction' },
                branches: { LAKE: 'Lakeside Library' },
              },
            }
          : system,
      ),
    });
  });

  it('shows feeds that are valid once they are uncommented, with defaults that are the true ones', () => {
    const [before = '', feeds = ''] = readFileSync(example, 'utf8').split(/(?=^# feeds:$)/m);
    const withoutDefaults = feeds.replaceAll(/^# {3}(?: {4})?(?:merge|holdPercent|keepDays|everyHours): .*\n/gm, '');
    const load = (text: string): unknown =>
      loadRegion({ text: before + text.replaceAll(/^# /gm, '') }, { kinds: adapterKinds }).feeds;

    expect(load(feeds)).toMatchObject({ withheld: ['seaview-library'], deliveries: [{ id: 'eds', everyHours: 24 }] });
    expect(withoutDefaults.split('\n').length).toBe(feeds.split('\n').length - 4);
    expect(load(withoutDefaults)).toEqual(load(feeds));
  });

  it('says line, key and near word where a Koha code is mapped to no known word', () => {
    const text = readFileSync(example, 'utf8')
      .replace("'1': REFERENCE", "'1': REFERNCE")
      .replace('location: [STAFF]', 'loction: [STAFF]');
    const line = (part: string): number => text.split('\n').findIndex((each) => each.includes(part)) + 1;

    expect(faultsOf(text)).toEqual([
      expect.stringMatching(
        new RegExp(
          `^region.yaml:${line('REFERNCE')}: systems\\[0\\].settings.codes.NOT_LOAN\\["1"\\]: .*did you mean "REFERENCE"`,
        ),
      ),
      `region.yaml:${line('loction')}: systems[0].settings.suppression.hiddenItems.loction: unknown key (did you mean "location"?)`,
    ]);
  });
});

describe('lab/demo/region.yaml', () => {
  it('is valid', () => {
    const region = loadRegion({ path: demo }, { kinds: adapterKinds });

    expect(region.systems.map((system) => [system.id, system.owners.length])).toEqual([
      ['koha-a', 6],
      ['koha-b', 4],
      ['koha-c', 1],
      ['symphony-d', 3],
      ['export-e', 1],
      ['export-f', 2],
    ]);
    expect(region.libraries).toHaveLength(12);
  });
});
