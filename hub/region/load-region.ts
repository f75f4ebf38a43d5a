/** Reads a region file: one YAML text in, the domain's Region out, or every fault at once. */
import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FeedRules } from '#domain/feeds.ts';
import type { LibraryId, NetworkId, SystemId } from '#domain/ids.ts';
import type { Whereabouts } from '#domain/places/whereabouts.ts';
import type { IdentityIssuer, Library, PatronData, Region, SystemConfig } from '#domain/region.ts';
import { z } from 'zod';
import type { ZodType } from 'zod';
import { checkNames, crossCheck, pathText } from './cross-checks.ts';
import { checkFeeds } from './feed-checks.ts';
import { checkIdentity } from './identity-checks.ts';
import type { FeedsShape } from './feeds-shape.ts';
import type { IssuerShape } from './identity-shape.ts';
import { wordIssue } from './issue-words.ts';
import type { Wording } from './issue-words.ts';
import { checkLivePart, partFault, toLivePart } from './live-part.ts';
import { nearest } from './known-keys.ts';
import type { KeyPath } from './known-keys.ts';
import { RegionFileError } from './region-file-error.ts';
import type { RegionFault } from './region-file-error.ts';
import type { PatronDataShape } from './patron-data-shape.ts';
import { expandPresets, nameItsPreset } from './presets.ts';
import type { PresetUse, SystemPreset } from './presets.ts';
import { regionShape } from './region-shape.ts';
import { ownValue, sketchRegion } from './region-sketch.ts';
import type { RegionShape } from './region-shape.ts';
import { decodeText, checkTexts } from './readable-text.ts';
import type { SystemKind } from './system-kind.ts';
import { readYaml } from './yaml-source.ts';
import type { YamlSource } from './yaml-source.ts';

export type { SystemKind } from './system-kind.ts';

export type RegionSource = { readonly path: string } | { readonly text: string };

export interface LoadRegionOptions {
  readonly kinds: ReadonlyMap<string, SystemKind>;
  /** Names that a system's `kind` may have besides, each for a kind and settings; none if absent. */
  readonly presets?: ReadonlyMap<string, SystemPreset>;
  /** How messages call the file; the path's last part, or `region.yaml` for a text. */
  readonly fileName?: string;
  /** True for the demonstration's own region, which may name an issuer that lets anybody in. */
  readonly demonstration?: boolean;
}

/**
 * Reads, checks and completes a region file.
 *
 * @throws {RegionFileError} `CONFIG_INVALID` with all faults, each with its line and key, where anything is wrong;
 * nothing of a wrong file is used.
 */
export function loadRegion(source: RegionSource, options: LoadRegionOptions): Region {
  const fileName = options.fileName ?? ('path' in source ? basename(source.path) : 'region.yaml');
  const text = 'path' in source ? readRegionText(source.path, fileName) : source.text;

  const yaml = readYaml(text);
  const faults: RegionFault[] = [...yaml.faults];
  const report = (wording: Wording): void => {
    faults.push({
      ...yaml.placeOf(wording.path),
      path: pathText(wording.path),
      message: wording.message,
      hint: wording.hint,
    });
  };
  if (faults.length > 0) throw new RegionFileError(fileName, faults);
  if (yaml.value === null) throw new RegionFileError(fileName, [emptyFile(yaml)]);

  const presets = options.presets ?? new Map<string, SystemPreset>();
  const expanded = expandPresets(yaml.value, presets);
  const { value, uses } = expanded;
  const parsed = regionShape.safeParse(value);
  for (const issue of parsed.error?.issues ?? []) wordIssue(issue, regionShape, value).forEach(report);
  const sketch = sketchRegion(value);
  checkTexts(value).forEach(report);
  checkNames(value).forEach(report);
  crossCheck(sketch).forEach(report);
  checkFeeds(sketch).forEach(report);
  checkIdentity(sketch, options.demonstration === true).forEach(report);
  const settings = checkSystems(value, { ...options, presets }, (wording) => {
    report(nameItsPreset(wording, yaml.value, expanded));
  });

  if (!parsed.success || faults.length > 0) throw new RegionFileError(fileName, faults);
  const directory = 'path' in source ? dirname(resolve(source.path)) : undefined;
  return toRegion(parsed.data, { settings, uses, directory, kinds: options.kinds });
}

/** Throws CONFIG_INVALID. */
export function readRegionText(path: string, fileName: string): string {
  const decoded = decodeText(readBytes(path, fileName));
  if ('text' in decoded) return decoded.text;
  throw new RegionFileError(fileName, [decoded.fault]);
}

/** Where this release has it, wherever the command was called. */
const EXAMPLE = fileURLToPath(new URL('../../region.example.yaml', import.meta.url));

function readBytes(path: string, fileName: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    const fault: RegionFault = {
      line: 1,
      column: 1,
      path: '',
      message: missing ? 'there is no such file' : 'cannot be read',
      hint: missing ? `copy ${EXAMPLE} and name it with --region` : 'is it a file that this user may read?',
    };
    throw new RegionFileError(fileName, [fault], { cause });
  }
}

function emptyFile(yaml: YamlSource): RegionFault {
  return { ...yaml.placeOf([]), path: '', message: 'is empty', hint: `copy ${EXAMPLE}` };
}

/** The settings of a system's parts, as their kinds complete them. */
interface CheckedSettings {
  readonly main: unknown;
  readonly live: unknown;
}

/** Checks each system by its kind, also where other parts of the file are wrong: all faults at once. Gives their settings. */
function checkSystems(
  value: unknown,
  { kinds, presets }: Required<Pick<LoadRegionOptions, 'kinds' | 'presets'>>,
  report: (wording: Wording) => void,
): readonly CheckedSettings[] {
  const systems = ownValue(value, 'systems');
  if (!Array.isArray(systems)) return [];
  const check = (schema: ZodType, given: unknown, path: KeyPath): unknown => {
    const parsed = schema.safeParse(given);
    for (const issue of parsed.error?.issues ?? []) {
      for (const wording of wordIssue(issue, schema, given)) report({ ...wording, path: [...path, ...wording.path] });
    }
    return parsed.data;
  };
  const checkMain = (system: unknown, here: KeyPath): unknown => {
    const name = ownValue(system, 'kind');
    if (typeof name !== 'string' || name === '') return undefined;
    const kind = kinds.get(name);
    checkAddress(system, kind, [...here, 'address']).forEach(report);
    if (kind === undefined) {
      report(unknownKind(name, [...kinds.keys(), ...presets.keys()], [...here, 'kind']));
      return undefined;
    }
    partFault(name, kinds, 'main', [...here, 'kind']).forEach(report);
    const method = ownValue(ownValue(system, 'harvest'), 'method');
    // What is no text is told by the shape of the file already.
    if (typeof method === 'string')
      check(z.enum(['auto', ...kind.harvestMethods]), method, [...here, 'harvest', 'method']);
    return check(kind.settings, ownValue(system, 'settings') ?? {}, [...here, 'settings']);
  };
  const checkLive = (system: unknown, here: KeyPath): unknown =>
    checkLivePart(ownValue(system, 'live'), kinds, [...here, 'live'], report, (kind, given, path) =>
      check(kind.settings, given, path),
    );
  return systems.map((system: unknown, index) => {
    const here: KeyPath = ['systems', index];
    return { main: checkMain(system, here), live: checkLive(system, here) };
  });
}

function checkAddress(system: unknown, kind: SystemKind | undefined, path: KeyPath): readonly Wording[] {
  const address = ownValue(system, 'address');
  const { hasAddress = true } = kind ?? {};
  if (typeof hasAddress === 'function' ? hasAddress(ownValue(system, 'settings')) : hasAddress) {
    return address === undefined ? [{ path, message: 'is missing', hint: 'give a text' }] : [];
  }
  return address === undefined ? [] : [{ path, message: 'a system of this kind has none', hint: 'take it out' }];
}

function unknownKind(kind: string, known: readonly string[], path: KeyPath): Wording {
  const near = nearest(kind, known);
  const hint = near === null ? `known kinds: ${known.join(', ')}` : `did you mean "${near}"?`;
  return { path, message: `there is no adapter for "${kind}"`, hint };
}

/** What is known of each system besides its entry, in the order of the file. */
interface BesidesFile {
  readonly settings: readonly CheckedSettings[];
  readonly uses: readonly (PresetUse | null)[];
  readonly directory: string | undefined;
  readonly kinds: LoadRegionOptions['kinds'];
}

function toRegion(file: RegionShape, { settings, uses, directory, kinds }: BesidesFile): Region {
  return {
    ...file.region,
    networks: file.networks.map((network) => ({
      ...network,
      id: network.id as NetworkId,
      asks: network.asks as NetworkId[],
    })),
    organisations: file.organisations,
    libraries: file.libraries.map(toLibrary),
    systems: file.systems.map((system, index) => ({
      ...toSystem(system, settings[index], kinds),
      ...uses[index],
      directory,
    })),
    issuers: file.identity.issuers.map(toIssuer),
    ...(file.feeds === undefined ? {} : { feeds: toFeeds(file.feeds) }),
  };
}

function toFeeds(feeds: FeedsShape): FeedRules {
  return { ...feeds, marcFrom: feeds.marcFrom as SystemId[], withheld: feeds.withheld as LibraryId[] };
}

function toIssuer({ audience, roles, libraries, ...issuer }: IssuerShape): IdentityIssuer {
  return {
    ...issuer,
    audiences: audience,
    roles: new Map(Object.entries(roles)),
    libraries: new Map(Object.entries(libraries).map(([word, library]) => [word, library as LibraryId])),
  };
}

function toLibrary({ patronData, lending, ...library }: RegionShape['libraries'][number]): Library {
  const system = library.system as SystemId;
  const memberships = library.memberships ?? [{ system, phase: 'LIVE' as const, since: null }];
  return {
    ...library,
    id: library.id as LibraryId,
    network: library.network as NetworkId | null,
    system,
    memberships: memberships.map((membership) => ({ ...membership, system: membership.system as SystemId })),
    ...(patronData === undefined ? {} : { patronData: toPatronData(patronData) }),
    ...(lending === undefined ? {} : toLending(lending, library)),
  };
}

/** Hours and closures stood under `lending` before they were the library's own; files that have them there still do. */
function toLending(
  { hours, closures, ...lending }: NonNullable<RegionShape['libraries'][number]['lending']>,
  library: Whereabouts,
): Partial<Library> {
  return { lending, hours: library.hours ?? hours ?? undefined, closures: library.closures ?? closures };
}

function toPatronData({ sharedWith, ...patronData }: PatronDataShape): PatronData {
  return { ...patronData, sharedWith: sharedWith.map((one) => ({ ...one, library: one.library as LibraryId })) };
}

function toSystem(
  { live, ...system }: RegionShape['systems'][number],
  settings: CheckedSettings | undefined,
  kinds: LoadRegionOptions['kinds'],
): SystemConfig {
  const id = system.id as SystemId;
  return {
    ...system,
    id,
    address: system.address ?? '',
    owners: system.owners.map((owner) => ({ ...owner, system: id, library: owner.library as LibraryId })),
    settings: settings?.main,
    ...toLivePart(live, settings?.live, kinds),
  };
}
