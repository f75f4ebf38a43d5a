/**
 * Where a command finds its region: the file of `--region`, or the demonstration region. A running demonstration
 * leaves a note in the data folder, so that `harvest` and `doctor` next to it ask the same systems.
 */
import { presetEntries } from '#adapters/presets/index.ts';
import { adapterKinds } from '#adapters/registry.ts';
import { describeDemoRegion } from '#demo/region-text.ts';
import type { Region, SystemConfig } from '#domain/region.ts';
import { readEnvironmentSecret } from '#platform/environment-secret.ts';
import { MerciaError } from '#platform/errors.ts';
import type { Settings } from '#platform/config.ts';
import { loadRegion } from '#region/load-region.ts';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestFile } from '../reload/reload.ts';

export interface RegionSource {
  readonly region: Region;
  readonly secret: (name: string) => string | undefined;
  /** How messages call the region file; none for a demonstration, which brings its secrets along. */
  readonly fileName?: string;
  /** The region file's digest, by which a change of it is seen. */
  readonly digest?: string;
}

/** What a running demonstration leaves behind. Its credentials open nothing but its own simulated systems. */
export interface DemoNote {
  readonly regionText: string;
  readonly secrets: Readonly<Record<string, string>>;
}

const DEMO_FILE_NAME = 'lab/demo/region.yaml';

/** Reads the region file that the settings name. Throws CONFIG_INVALID with every fault by line and key. */
export function readRegionFile(path: string): RegionSource {
  // Taken first: a change in between is then a change.
  const digest = digestFile(path);
  const region = loadRegion({ path }, { kinds: adapterKinds, presets: presetEntries, fileName: path });
  return { region, secret: (name) => readEnvironmentSecret(process.env, name), fileName: path, digest };
}

export function readDemoRegion(note: DemoNote): RegionSource {
  const options = { kinds: adapterKinds, presets: presetEntries, fileName: DEMO_FILE_NAME, demonstration: true };
  const region = loadRegion({ text: note.regionText }, options);
  return { region, secret: (name) => note.secrets[name] };
}

/** The region of a command that works next to a running `start`. */
export async function findRegion({ region, data, demoHost, demoPort }: Settings): Promise<RegionSource> {
  if (region !== undefined) return readRegionFile(region);
  if (demoHost !== undefined) {
    const { regionText, env } = describeDemoRegion(demoHost, demoPort, { signIn: true });
    return readDemoRegion({ regionText, secrets: env });
  }
  try {
    return readDemoRegion(JSON.parse(await readFile(notePath(data), 'utf8')) as DemoNote);
  } catch (error) {
    if (error instanceof MerciaError) throw error;
    throw new MerciaError(
      'CONFIG_INVALID',
      `No region file was named, and no demonstration region runs on ${data}. Name one with --region FILE (or MERCIA_REGION), start the demonstration with "mercia start", name the data folder of one that runs with --data, or with MERCIA_DEMO_HOST the host where "mercia simulate demo" runs.`,
    );
  }
}

export async function writeDemoNote(data: string, note: DemoNote): Promise<() => Promise<void>> {
  await mkdir(data, { recursive: true });
  await writeFile(notePath(data), JSON.stringify(note), { mode: 0o600 });
  return () => rm(notePath(data), { force: true });
}

function notePath(data: string): string {
  return join(data, 'demo-region.json');
}

/**
 * A credential that is named and not set would show only at the first call: say it at once, by name, for all systems
 * that this process is to ask itself.
 */
export function assertSecrets({ fileName, secret }: RegionSource, systems: readonly SystemConfig[]): void {
  if (fileName === undefined) return;
  const missing = systems.flatMap(({ id, credentials, live }) =>
    [credentials, ...(live === undefined ? [] : [live.credentials])]
      .flatMap((names) => Object.values<string | null>({ ...names }))
      .filter((name): name is string => typeof name === 'string' && (secret(name) ?? '') === '')
      .map((name) => `${id}: ${name}`),
  );
  if (missing.length === 0) return;
  throw new MerciaError(
    'CONFIG_INVALID',
    `${fileName} names environment variables that are not set:\n  ${missing.join('\n  ')}\nSet them, or take the credentials out of the region file to use a system's public interface.`,
  );
}
