/** Systems that are described by a preset: their entries are laid over it before anything is checked. */
import { mergeSettings, pathsLeft } from '#platform/merge-settings.ts';
import type { Wording } from './issue-words.ts';
import type { KeyPath } from './known-keys.ts';
import { ownValue, valueAt } from './region-sketch.ts';

/** What a preset stands for. */
export interface SystemPreset {
  /** The kind of adapter that the system's records are read by. */
  readonly kind: string;
  readonly settings: object;
  /** Taken where the entry has a live part; null if the preset knows of none. */
  readonly live: object | null;
}

/** What a system has of its preset. */
export interface PresetUse {
  readonly preset: string;
  /** Paths of the values that are the preset's and not the file's: `settings.records[0].csv.dates`. */
  readonly fromPreset: readonly string[];
}

export interface ExpandedRegion {
  /** The file as it would be without presets. */
  readonly value: unknown;
  /** One for each of its systems; null where no preset is named. */
  readonly uses: readonly (PresetUse | null)[];
}

/** What the file itself says wins over the preset, key by key. */
export function expandPresets(value: unknown, presets: ReadonlyMap<string, SystemPreset>): ExpandedRegion {
  const systems = ownValue(value, 'systems');
  if (!Array.isArray(systems)) return { value, uses: [] };
  const expanded = systems.map((system: unknown) => expand(system, presets));
  return {
    value: { ...(value as object), systems: expanded.map((each) => each.system) },
    uses: expanded.map(({ use }) => use),
  };
}

function expand(
  system: unknown,
  presets: ReadonlyMap<string, SystemPreset>,
): { readonly system: unknown; readonly use: PresetUse | null } {
  const name = ownValue(system, 'kind');
  const preset = typeof name === 'string' ? presets.get(name) : undefined;
  if (typeof name !== 'string' || preset === undefined) return { system, use: null };
  const { kind, settings } = preset;
  const given = ownValue(system, 'settings');
  const live = expandLive(ownValue(system, 'live'), preset.live);
  const fromPreset = [...below('settings', settings, given ?? undefined), ...live.fromPreset];
  return {
    system: {
      ...(system as object),
      kind,
      settings: mergeSettings(settings, given ?? undefined),
      ...(live.value === undefined ? {} : { live: live.value }),
    },
    use: { preset: name, fromPreset },
  };
}

/** The preset says nothing of a live part of another kind; `live:` with nothing behind it takes all of the preset. */
function expandLive(
  given: unknown,
  preset: object | null,
): { readonly value: unknown; readonly fromPreset: readonly string[] } {
  const own = given === null ? {} : given;
  const kind = ownValue(own, 'kind');
  const isOther = kind !== undefined && kind !== ownValue(preset, 'kind');
  if (own === undefined || preset === null || isOther) return { value: given, fromPreset: [] };
  return { value: mergeSettings(preset, own), fromPreset: below('live', preset, own) };
}

/** The same, which names the preset if it is about something that the preset gives: the file shows nothing wrong there. */
export function nameItsPreset(wording: Wording, file: unknown, { value, uses }: ExpandedRegion): Wording {
  const { path, message } = wording;
  const [, index] = path;
  const use = typeof index === 'number' ? uses[index] : null;
  const isGiven = (within: unknown, place: KeyPath): boolean => valueAt(within, place) !== undefined;
  const isOfPreset = !isGiven(file, path) && (isGiven(value, path) || !isGiven(file, path.slice(0, -1)));
  return use && isOfPreset ? { ...wording, message: `${message}, in what the preset "${use.preset}" gives` } : wording;
}

function below(key: string, preset: object, given: unknown): readonly string[] {
  return pathsLeft(preset, given).map((path) => `${key}.${path}`);
}
