/** Checks of `systems[].live`: the half of a system that is asked by another protocol than it is harvested by. */
import type { LivePart, SystemConfig } from '#domain/region.ts';
import { addressProblem, WEB_SCHEMES } from './address.ts';
import type { Wording } from './issue-words.ts';
import { nearest } from './known-keys.ts';
import type { KeyPath } from './known-keys.ts';
import type { SystemKind } from './system-kind.ts';
import { ownValue } from './region-sketch.ts';
import type { RegionShape } from './region-shape.ts';

type LiveShape = NonNullable<RegionShape['systems'][number]['live']>;

/** Checks and completes `settings` by a kind's schema. */
export type CheckSettings = (kind: SystemKind, given: unknown, path: KeyPath) => unknown;

/** Which part of a system a kind can be, in words; no fault if it can be that one. */
export function partFault(
  name: string,
  kinds: ReadonlyMap<string, SystemKind>,
  part: 'main' | 'live',
  path: KeyPath,
): readonly Wording[] {
  const kind = kinds.get(name);
  if (kind === undefined || canBe(kind, part)) return [];
  const others = [...kinds].filter(([, each]) => canBe(each, part)).map(([each]) => each);
  const message =
    part === 'main'
      ? `"${name}" tells nothing of records, only how copies stand`
      : `"${name}" cannot be asked for single copies that another system has listed`;
  const hint = part === 'main' ? 'put it under live, and name what the records come from as kind' : knownKinds(others);
  return [{ path, message, hint }];
}

/** Faults of the live part of a system, and its settings as its kind completes them. */
export function checkLivePart(
  live: unknown,
  kinds: ReadonlyMap<string, SystemKind>,
  here: KeyPath,
  report: (wording: Wording) => void,
  check: CheckSettings,
): unknown {
  // What is no object, or has wrong keys, is told by the shape of the file already.
  if (typeof live !== 'object' || live === null) return undefined;
  const name = ownValue(live, 'kind');
  const able = [...kinds].filter(([, kind]) => canBe(kind, 'live')).map(([each]) => each);
  if (name === undefined) {
    report({ path: [...here, 'kind'], message: 'is missing', hint: knownKinds(able) });
    return undefined;
  }
  if (typeof name !== 'string' || name === '') return undefined;
  const kind = kinds.get(name);
  if (kind === undefined) {
    const near = nearest(name, able);
    const hint = near === null ? knownKinds(able) : `did you mean "${near}"?`;
    report({ path: [...here, 'kind'], message: `there is no adapter for "${name}"`, hint });
    return undefined;
  }
  const faults = partFault(name, kinds, 'live', [...here, 'kind']);
  faults.forEach(report);
  if (faults.length > 0) return undefined;
  const address = ownValue(live, 'address');
  const problem = typeof address === 'string' ? addressProblem(address, kind.addressSchemes ?? WEB_SCHEMES) : null;
  if (problem !== null) report({ path: [...here, 'address'], message: problem, hint: null });
  return check(kind, ownValue(live, 'settings') ?? {}, [...here, 'settings']);
}

/** The live part as the region has it; only of a file without faults, where its kind is known. */
export function toLivePart(
  live: LiveShape | undefined,
  settings: unknown,
  kinds: ReadonlyMap<string, SystemKind>,
): Pick<SystemConfig, 'live'> {
  if (live?.kind === undefined) return {};
  const { kind, limits } = live;
  const perSecond = limits.perSecond ?? kinds.get(kind)?.perSecond;
  const part: LivePart = { ...live, kind, settings, limits: { ...limits, perSecond } };
  return { live: part };
}

function canBe({ parts = ['main'] }: SystemKind, part: 'main' | 'live'): boolean {
  return parts.includes(part);
}

function knownKinds(kinds: readonly string[]): string {
  return kinds.length === 0 ? 'no kind known here can be a live part' : `known kinds: ${kinds.join(', ')}`;
}
