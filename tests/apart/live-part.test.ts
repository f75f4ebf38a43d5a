/** The live part of a system in the process that asks it: its credentials, what spares it, and what stays at a changed file. */
import { createAdapters, type Adapters } from '#cli/region/adapters.ts';
import type { RegionSource } from '#cli/region/region-source.ts';
import { adapterKinds } from '#adapters/registry.ts';
import type { SystemId } from '#domain/ids.ts';
import { loadSettings } from '#platform/config.ts';
import { createLogger } from '#platform/logger.ts';
import { loadRegion } from '#region/load-region.ts';
import { afterEach, expect, it } from 'vitest';

const HILL = 'hill' as SystemId;
const SECRETS = { HILL_USER: 'user', HILL_PASSWORD: 'password' };
const opened: Adapters[] = [];

function sourceOf(live: string, secrets: Readonly<Record<string, string>> = SECRETS): RegionSource {
  const text = `
region: { id: shire, name: The Shire }
libraries:
  - { id: hill, name: The hill, system: hill }
systems:
  - id: hill
    name: The hill
    kind: files
    owners: [{ code: MAIN, library: hill }]
    settings: { records: [{ source: catalogue.mrc }] }
    live:
      kind: sip2
      address: tcp://127.0.0.1:9
      credentials: { userEnv: HILL_USER, passwordEnv: HILL_PASSWORD }
${live}
`;
  return {
    region: loadRegion({ text }, { kinds: adapterKinds }),
    secret: (name) => secrets[name],
    fileName: 'region.yaml',
  };
}

function open(source: RegionSource, before?: Adapters): Adapters {
  const plan = before === undefined ? {} : { before };
  const adapters = createAdapters(source, loadSettings({}, {}), createLogger('silent'), plan);
  opened.push(adapters);
  return adapters;
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
});

it('needs its credentials where it is asked from', () => {
  expect(() => open(sourceOf('', { HILL_USER: 'user' }))).toThrow(
    /region.yaml names environment variables that are not set:\n {2}hill: HILL_PASSWORD/,
  );
});

it('is one system with its main part, and spared apart from it', () => {
  const { adapters, guards } = open(sourceOf(''));

  expect([...adapters.keys()]).toEqual(['hill']);
  expect(adapters.get(HILL)?.capabilities).toEqual(expect.arrayContaining(['HARVEST_FULL', 'LIVE_ITEMS']));
  expect([...guards.states().keys()]).toEqual(['hill', 'hill/live']);
});

it('stays with its connections while nothing of either part changes', () => {
  const first = open(sourceOf('      limits: { connections: 1 }'));
  const same = open(sourceOf('      limits: { connections: 1 }'), first);
  const changed = open(sourceOf('      limits: { connections: 2 }'), same);

  expect(same.adapters.get(HILL)).toBe(first.adapters.get(HILL));
  expect(changed.adapters.get(HILL)).not.toBe(first.adapters.get(HILL));
});
