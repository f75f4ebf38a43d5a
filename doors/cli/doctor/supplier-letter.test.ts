/** What doctor says of a system that a preset describes, and the letter that it writes. */
import { presetEntries, presets } from '#adapters/presets/index.ts';
import { adapterKinds } from '#adapters/registry.ts';
import type { Region } from '#domain/region.ts';
import { loadRegion } from '#region/load-region.ts';
import { expect, it } from 'vitest';
import { presetOf, renderAssumptions, reportAssumptions } from './assumptions-report.ts';
import { letterTo } from './supplier-letter.ts';

const SOURCE = 'https://files.hill.example/titles.csv?key=not-for-a-letter';

function regionOf(kind: string, settings: object = {}): Region {
  const file = {
    region: { id: 'hills', name: 'The Hills' },
    libraries: [
      { id: 'hill-library', name: 'Hill Library', system: 'hill' },
      { id: 'dale-library', name: 'Dale Library', system: 'hill' },
    ],
    systems: [
      {
        id: 'hill',
        name: 'The system of the hill',
        kind,
        owners: [
          { code: 'H', library: 'hill-library' },
          { code: 'D', library: 'dale-library' },
        ],
        credentials: { userEnv: 'HILL_USER', passwordEnv: 'HILL_PASSWORD' },
        settings: { records: [{ source: SOURCE }], ...settings },
      },
    ],
  };
  return loadRegion({ text: JSON.stringify(file) }, { kinds: adapterKinds, presets: presetEntries });
}

function letterOf(region: Region): string {
  const [system] = region.systems;
  const preset = system === undefined ? undefined : presetOf(system);
  if (system === undefined || preset === undefined) throw new Error('there is no preset');
  return letterTo(preset, system, region);
}

const thatOf = (region: Region): readonly string[] =>
  reportAssumptions(region.systems).flatMap(({ assumptions }) => assumptions.map(({ that }) => that));

it('asks for everything that is needed, each with what readers see until then', () => {
  const letter = letterOf(regionOf('heritage'));

  for (const words of [
    'To IS Oxford',
    'Hill Library and Dale Library use Heritage',
    'host and port',
    'TLS',
    'licences',
    'transcript',
    'barcode that does not exist',
    'card of an invented reader',
    'Is a full export really full',
    'what does each code in them mean',
    'time zone',
    'character set',
    'Title number; Title; Subtitle',
    'log-in by message 93',
  ])
    expect(letter).toContain(words);
  const questions = letter.match(/^\d+\. /gm) ?? [];
  expect(questions.length).toBeGreaterThan(15);
  expect(letter.match(/\*Until then:\* \w/g)).toHaveLength(questions.length);
});

it.each([...presets.values()])('writes to $supplier about $name, with every question that it leaves open', (preset) => {
  const letter = letterOf(regionOf(preset.name));

  expect(letter).toContain(`To ${preset.supplier}\n`);
  for (const { ask } of preset.claims) if (ask !== undefined) expect(letter).toContain(ask);
});

it('contains no address, no name of a secret and no id', () => {
  expect(letterOf(regionOf('heritage'))).not.toMatch(
    /hill\.example|not-for-a-letter|HILL_USER|titles\.csv|hill-library/,
  );
});

it('asks a system without SIP2 only whether there is any', () => {
  const letter = letterOf(regionOf('soutron'));

  expect(letter).toContain('Is there a SIP2 server for this system');
  expect(letter).not.toMatch(/licences|transcript|card of an invented reader/);
});

it('assumes no longer what the file itself says, even if it is the same', () => {
  const before = thatOf(regionOf('heritage'));
  const after = thatOf(
    regionOf('heritage', { records: [{ source: SOURCE, csv: { separator: ';', dates: 'year-first' } }] }),
  );

  expect(before.filter((that) => !after.includes(that))).toEqual([
    'several authors, ISBNs or subjects of one title have a semicolon between them',
    'days are written day first, as 03/12/2026 for 3 December',
  ]);
  expect(letterOf(regionOf('heritage', { records: [{ source: SOURCE, csv: { dates: 'year-first' } }] }))).not.toContain(
    'In which order are day, month and year',
  );
});

it('says that copies could be asked for live', () => {
  expect(renderAssumptions(reportAssumptions(regionOf('heritage').systems))).toContain('no live block yet');
  expect(renderAssumptions(reportAssumptions(regionOf('soutron').systems))).not.toContain('no live block');
});

it('says of a region without presets nothing', () => {
  expect(renderAssumptions(reportAssumptions(regionOf('files').systems))).toBe('');
});
