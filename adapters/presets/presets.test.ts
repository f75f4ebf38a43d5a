/** What must hold of every preset: its settings exist, each of them has a standing, and nothing risky is assumed. */
import { adapterKinds } from '#adapters/registry.ts';
import { sip2Kind } from '#adapters/sip2/index.ts';
import { mergeSettings, pathsOf } from '#platform/merge-settings.ts';
import { expect, it } from 'vitest';
import { presetEntries, presets, type Claim, type Preset } from './index.ts';
import { NO_SIP2 } from './shared-claims.ts';

const all = [...presets.values()];
const kinds = new Map([...adapterKinds, [sip2Kind.kind, sip2Kind]]);

/** Paths of the values that a claim sets, each with the claim. */
function settingsOf({ claims }: Preset): readonly (readonly [string, Claim])[] {
  return claims.flatMap((claim) => {
    const main = claim.settings === undefined ? [] : pathsOf(claim.settings, 'settings');
    const live = claim.live === undefined ? [] : pathsOf(claim.live, 'live');
    return [...main, ...live].map((path) => [path, claim] as const);
  });
}

/** What only the library can say of its live part. */
const NEEDED: Readonly<Record<string, object>> = { wms: { institution: '128807' } };

/** A value that no kind has stays, and is refused: schemas are strict. */
function faultsOf(kind: string, settings: object): readonly string[] {
  const known = kinds.get(kind);
  if (known === undefined) return [`there is no kind ${kind}`];
  return (known.settings.safeParse(settings).error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );
}

it('has the eight systems of the plan', () => {
  expect([...presets.keys()]).toEqual(['eos-web', 'heritage', 'knowall', 'liberty', 'olib', 'soutron', 'spark', 'wms']);
});

it.each(all)('names for $name only settings that its kind has, once it is said where the files are', (preset) => {
  const entry = presetEntries.get(preset.name);
  const { records = [{}], ...settings } = (entry?.settings ?? {}) as { records?: readonly object[] };

  expect(faultsOf(preset.base, { ...settings, records: records.map((one) => ({ source: 'export', ...one })) })).toEqual(
    [],
  );
});

it.each(all.filter(({ live }) => live !== null))(
  'names for the live part of $name only what its kind has',
  (preset) => {
    const live = (presetEntries.get(preset.name)?.live ?? {}) as { kind: string; settings: object };

    expect(Object.keys(live).filter((key) => !['kind', 'address', 'limits', 'settings'].includes(key))).toEqual([]);
    expect(faultsOf(live.kind, { ...NEEDED[live.kind], ...live.settings })).toEqual([]);
  },
);

it.each(all)('says no setting of $name twice', (preset) => {
  const paths = settingsOf(preset).map(([path]) => path);

  expect(paths.filter((path, index) => paths.indexOf(path) !== index)).toEqual([]);
});

it.each(all)('asks of $name about everything that is assumed, and about nothing that is known', ({ claims }) => {
  const wrong = claims.filter(
    ({ standing, ask, untilThen }) =>
      (standing.is === 'ASSUMED') !== (ask !== undefined) || (ask === undefined) !== (untilThen === undefined),
  );

  expect(wrong.map(({ that }) => that)).toEqual([]);
});

it.each(all)(
  'sets something for everything that is assumed of $name, so that an answer can replace it',
  ({ claims }) => {
    const idle = claims.filter(
      ({ standing, settings, live }) => standing.is === 'ASSUMED' && settings === undefined && live === undefined,
    );

    expect(idle.filter((claim) => claim !== NO_SIP2).map(({ that }) => that)).toEqual([]);
  },
);

it.each(all)('assumes for $name neither that a copy is in its place nor that anything may be changed', (preset) => {
  const assumed = settingsOf(preset).filter(([, { standing }]) => standing.is !== 'CONFIRMED');
  const risky = assumed.filter(([path, { settings, live }]) => {
    const text = JSON.stringify([settings, live]);
    // What is switched off is no risk.
    const isOff = path.startsWith('live.settings.patrons.writes.') && !text.includes('true');
    return (/patrons|access/i.test(path) && !isOff) || text.includes('"AVAILABLE"') || text.includes('"write"');
  });

  expect(risky).toEqual([]);
});

it('sends no hold by a barcode to an OLIB, which takes it for the number of a title', () => {
  const { settings = {} } = (presetEntries.get('olib')?.live ?? {}) as { settings?: object };
  // As the region file of a library that turns changes on.
  const entry = mergeSettings(settings, { patrons: { access: 'write' } });

  expect(sip2Kind.settings.parse(entry)).toMatchObject({
    patrons: { access: 'write', writes: { renew: true, placeHold: false, cancelHold: false } },
  });
});
