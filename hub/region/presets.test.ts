/** A system described by a preset, as the loader of the region file reads it. */
import { z } from 'zod';
import { expect, it } from 'vitest';
import { loadRegion } from './load-region.ts';
import type { SystemKind } from './load-region.ts';
import type { SystemPreset } from './presets.ts';
import { RegionFileError } from './region-file-error.ts';

const KINDS = new Map<string, SystemKind>([
  [
    'reports',
    {
      settings: z.strictObject({
        files: z.array(z.strictObject({ source: z.string(), columns: z.record(z.string(), z.string().nullable()) })),
        days: z.enum(['year-first', 'day-first']).default('year-first'),
      }),
      harvestMethods: [],
      hasAddress: false,
    },
  ],
]);
for (const name of ['desk', 'kiosk']) {
  KINDS.set(name, {
    settings: z.strictObject({ language: z.string().default('001'), sum: z.boolean().default(false) }),
    harvestMethods: [],
    addressSchemes: ['tcp', 'tls'],
    parts: ['live'],
  });
}
const PRESETS = new Map<string, SystemPreset>([
  [
    'heritage',
    {
      kind: 'reports',
      settings: { files: [{ columns: { title: 'Title', year: 'Year' } }], days: 'day-first' },
      live: null,
    },
  ],
]);

function text(kind: string, settings: string): string {
  return `
region: { id: hills, name: The hills }
libraries: [{ id: hill-library, name: Hill Library, system: hill }]
systems:
  - id: hill
    name: The system of the hill
    kind: ${kind}
    owners: [{ code: MAIN, library: hill-library }]
    settings: ${settings}
`;
}

const load = (kind: string, settings: string) =>
  loadRegion({ text: text(kind, settings) }, { kinds: KINDS, presets: PRESETS }).systems[0];

it('takes from the preset what the file does not say, and says which', () => {
  expect(load('heritage', '{ files: [{ source: a.csv, columns: { year: Published } }] }')).toMatchObject({
    kind: 'reports',
    preset: 'heritage',
    settings: { files: [{ source: 'a.csv', columns: { title: 'Title', year: 'Published' } }], days: 'day-first' },
    fromPreset: ['settings.files[0].columns.title', 'settings.days'],
  });
});

it('lets the file take a column away', () => {
  expect(load('heritage', '{ files: [{ source: a.csv, columns: { year: null } }] }')?.settings).toMatchObject({
    files: [{ columns: { title: 'Title', year: null } }],
  });
});

it('leaves a system without a preset as it is', () => {
  const system = load('reports', '{ files: [] }');

  expect(system).toMatchObject({ kind: 'reports', settings: { files: [], days: 'year-first' } });
  expect(system).not.toHaveProperty('preset');
});

const SOURCE = '{ files: [{ source: a.csv, columns: {} }] }\n    live: ';
const LIVE: SystemPreset = {
  kind: 'reports',
  settings: {},
  live: { kind: 'desk', address: 'tls://desk.example:6001', limits: { connections: 1 }, settings: { sum: true } },
};

function loadLive(live: string) {
  const presets = new Map([['heritage', LIVE]]);
  return loadRegion({ text: text('heritage', SOURCE + live) }, { kinds: KINDS, presets }).systems[0];
}

it('takes of the preset what the live block does not say', () => {
  const system = loadLive('{ address: "tcp://127.0.0.1:6001", settings: { language: "000" } }');

  expect(system?.live).toMatchObject({
    kind: 'desk',
    address: 'tcp://127.0.0.1:6001',
    limits: { connections: 1 },
    settings: { language: '000', sum: true },
  });
  expect(system?.fromPreset).toEqual(['live.kind', 'live.limits.connections', 'live.settings.sum']);
});

it('takes all of it for a live block with nothing in it', () => {
  expect(loadLive('')?.live).toMatchObject({ kind: 'desk', address: 'tls://desk.example:6001' });
});

it('gives a live block of another kind nothing of the preset', () => {
  const system = loadLive('{ kind: kiosk, address: "tcp://127.0.0.1:6001" }');

  expect(system?.live).toMatchObject({ kind: 'kiosk', limits: { connections: 2 }, settings: { sum: false } });
  expect(system?.fromPreset).toEqual([]);
});

it('has no live part where the file has no live block', () => {
  const presets = new Map([['heritage', LIVE]]);
  const region = loadRegion(
    { text: text('heritage', '{ files: [{ source: a.csv, columns: {} }] }') },
    { kinds: KINDS, presets },
  );

  expect(region.systems[0]?.live).toBeUndefined();
});

it.each<readonly [string, string, readonly string[]]>([
  ['heritage', '{ files: [{ source: a.csv, colums: {} }] }', ['9: systems[0].settings.files[0].colums: unknown key']],
  [
    'heritage',
    '{ days: night-first }',
    [
      'settings.files[0].source: is missing, in what the preset "heritage" gives',
      '9: systems[0].settings.days: must be one of',
    ],
  ],
  ['heritege', '{}', ['there is no adapter for "heritege" (did you mean "heritage"?)']],
])('finds what is wrong in %s: %s', (kind, settings, words) => {
  let fault: unknown;
  try {
    load(kind, settings);
  } catch (error) {
    fault = error;
  }

  expect(fault).toBeInstanceOf(RegionFileError);
  for (const word of words) expect((fault as RegionFileError).message).toContain(word);
});
