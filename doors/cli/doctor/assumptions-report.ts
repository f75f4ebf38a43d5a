/** What `mercia doctor` says of systems that a preset describes: what is taken for true, and what would settle it. */
import { presets, type Claim, type Preset } from '#adapters/presets/index.ts';
import type { SystemConfig } from '#domain/region.ts';
import { pathsOf } from '#platform/merge-settings.ts';

export interface AssumptionsReport {
  readonly system: string;
  readonly preset: string;
  readonly assumptions: readonly Assumption[];
  /** True if such a system can be asked live, and the file has no `live` block yet. */
  readonly liveIsMissing: boolean;
}

export interface Assumption {
  readonly that: string;
  readonly because: string;
  /** The question for the supplier. */
  readonly ask: string;
  /** What readers see wrong, or not at all, until it is answered. */
  readonly untilThen: string;
  /** The keys that, written into the file itself, end it. */
  readonly settings: readonly string[];
}

export function reportAssumptions(systems: readonly SystemConfig[]): readonly AssumptionsReport[] {
  return systems.flatMap((system) => {
    const preset = presetOf(system);
    if (preset === undefined) return [];
    const liveIsMissing = preset.live !== null && system.live === undefined;
    return [{ system: system.id, preset: preset.name, assumptions: assumptionsOf(system, preset), liveIsMissing }];
  });
}

/** The preset that a system names; undefined if it names none. */
export function presetOf({ preset }: SystemConfig): Preset | undefined {
  return preset === undefined ? undefined : presets.get(preset);
}

/** A claim no longer counts as assumed once the file itself says all that follows from it. */
export function assumptionsOf(system: SystemConfig, { claims }: Preset): readonly Assumption[] {
  return claims.flatMap((claim) => {
    const { standing, that, ask = '', untilThen = '' } = claim;
    if (standing.is !== 'ASSUMED') return [];
    const settings = settingsLeft(system, claim);
    return settings === null ? [] : [{ that, because: standing.because, ask, untilThen, settings }];
  });
}

/** Null if nothing is left of it. What sets nothing is about a live part, and holds while there is none. */
function settingsLeft({ fromPreset = [], live }: SystemConfig, claim: Claim): readonly string[] | null {
  const paths = [
    ...(claim.settings === undefined ? [] : pathsOf(claim.settings, 'settings')),
    ...(claim.live === undefined ? [] : pathsOf(claim.live, 'live')),
  ];
  if (paths.length === 0) return live === undefined ? [] : null;
  const left = paths.filter((path) => fromPreset.includes(path));
  return left.length === 0 ? null : left;
}

export function renderAssumptions(reports: readonly AssumptionsReport[]): string {
  if (reports.length === 0) return '';
  const systems = reports.map(({ system, preset, assumptions, liveIsMissing }) => {
    const lines = [
      ...assumptions.map(({ that, ask }) => `     - ${that}\n       ask: ${ask}`),
      ...(liveIsMissing ? ['     no live block yet: its copies are shown as the last file had them'] : []),
    ];
    const count = assumptions.length;
    const what =
      count === 0 ? 'nothing is assumed any more' : `${count} ${count === 1 ? 'thing is' : 'things are'} assumed`;
    return [`   ${system} (${preset}): ${what}`, ...lines].join('\n');
  });
  const advice = reports.some(({ assumptions }) => assumptions.length > 0)
    ? '\n   mercia doctor --letter asks the supplier; write each answer into the file itself, and it is no longer assumed'
    : '';
  return `assumptions of presets\n${systems.join('\n')}${advice}\n`;
}
