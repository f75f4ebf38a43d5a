/** Every preset, by the name that the region file writes as `kind`. */
import { mergeSettings } from '#platform/merge-settings.ts';
import { PRESETS } from './makes.ts';
import type { Preset } from './preset.ts';

export type { Claim, Preset, Standing } from './preset.ts';

export const presets: ReadonlyMap<string, Preset> = new Map(PRESETS.map((preset) => [preset.name, preset]));

/** Whether nobody has seen a running system of the make; such a system is experimental. */
export function isUnseenPreset({ claims }: Preset): boolean {
  return claims.every(({ standing }) => standing.is !== 'CONFIRMED');
}

/** What a system's entry in the region file is laid over. */
export interface PresetEntry {
  readonly kind: string;
  readonly settings: object;
  /** Used where the entry has a live part; null where the preset knows of none. */
  readonly live: object | null;
}

/** Name of a preset → what it stands for, as the loader of the region file takes it. */
export const presetEntries: ReadonlyMap<string, PresetEntry> = new Map(
  PRESETS.map((preset) => [preset.name, toEntry(preset)]),
);

function toEntry({ base, live, claims }: Preset): PresetEntry {
  const merged = (layers: readonly (object | undefined)[]): object =>
    layers.reduce<object>((under, over) => mergeSettings(under, over) as object, {});
  return {
    kind: base,
    settings: merged(claims.map(({ settings }) => settings)),
    live: live === null ? null : { kind: live, ...merged(claims.map((claim) => claim.live)) },
  };
}
