/** Whether a drop is all there: by its marker, by its manifest, or because nothing of it grows any more. */
import { setTimeout as sleep } from 'node:timers/promises';
import { steadyNow } from '#platform/steady-clock.ts';
import type { FilesSite } from '../site.ts';
import { readManifest, type Manifest } from './manifest.ts';
import type { DropSettings } from './settings.ts';
import type { Drop } from './list-drops.ts';
import type { ListedFile, PlaceVisit } from './place.ts';
import { lmsError } from '../../shared/lms-error.ts';

export type Arrival =
  | { readonly isComplete: true; readonly manifest: Manifest | null }
  | {
      readonly isComplete: false;
      /** `items-2026-11-26.csv has not come` */
      readonly why: string;
      /** Since when nothing more has come, milliseconds since the epoch. */
      readonly since: number;
    };

export interface ArrivalOptions {
  readonly site: FilesSite;
  readonly drop: DropSettings;
  readonly now: () => number;
  /** What spans of time are measured by. */
  readonly ticks?: (() => number) | undefined;
  /** Waits between two looks. */
  readonly wait?: ((ms: number, signal: AbortSignal) => Promise<void>) | undefined;
}

/** A marker may seem this much older than a file that was closed just before it: some hosts keep whole seconds. */
const CLOCK_GRAIN_MS = 2_000;

export interface JudgeArrival {
  (drop: Drop, visit: PlaceVisit, signal: AbortSignal): Promise<Arrival>;
  /** Takes note of what lies there: what the next look finds more of has just come, whenever it was written. */
  note(drops: readonly Drop[]): void;
}

/** Keeps what earlier looks saw, so that no look has to wait twice. */
export function createArrivals(options: ArrivalOptions): JudgeArrival {
  const { now } = options;
  const seen = new Map<string, { readonly version: string | null; readonly at: number }>();
  const firstSeen = new Map<string, number>();
  const changes = createChanges(now);

  const judge = async (drop: Drop, visit: PlaceVisit, signal: AbortSignal): Promise<Arrival> => {
    const key = keyOf(drop);
    const since = firstSeen.get(key) ?? now();
    firstSeen.set(key, since);
    const incomplete = (why: string): Arrival => ({
      isComplete: false,
      why,
      since: changes.lastOf(drop) ?? (drop.writtenAt === null ? since : Math.min(since, drop.writtenAt)),
    });
    const missing = drop.files.find(({ listed }) => listed === null);
    if (missing !== undefined) return incomplete(`${missing.name} has not come`);
    const files = drop.files.flatMap(({ listed }) => listed ?? []);
    if (drop.marker !== undefined) {
      const why = faultOfMarker(drop.marker, files);
      return why === null ? { isComplete: true, manifest: null } : incomplete(why);
    }
    if (drop.manifest !== undefined) return byManifest(options, drop.manifest, files, { visit, incomplete });
    const growing = await findGrowing(options, files, { seen, visit, signal });
    return growing === null ? { isComplete: true, manifest: null } : incomplete(`${growing} is still being written`);
  };
  return Object.assign(judge, {
    note: (drops: readonly Drop[]) => {
      changes.note(drops);
    },
  });
}

function keyOf({ kind, order }: Drop): string {
  return `${kind} ${order}`;
}

/** When drops came, or more of them, as far as two looks of this process show it. */
function createChanges(now: () => number) {
  const noted = new Map<string, { readonly versions: string; readonly at: number | null }>();
  let hasLooked = false;
  return {
    note(drops: readonly Drop[]): void {
      for (const drop of drops) {
        const all = [...drop.files, drop.marker, drop.manifest];
        const versions = JSON.stringify(all.map((file) => file?.listed?.version ?? null));
        if (noted.get(keyOf(drop))?.versions === versions) continue;
        noted.set(keyOf(drop), { versions, at: hasLooked ? now() : null });
      }
      hasLooked = true;
    },
    /** Null if it lay there as it is when this process looked first. */
    lastOf: (drop: Drop): number | null => noted.get(keyOf(drop))?.at ?? null,
  };
}

function faultOfMarker(marker: NonNullable<Drop['marker']>, files: readonly ListedFile[]): string | null {
  const { listed, name } = marker;
  if (listed === null) return `its marker ${name} has not come`;
  const markedAt = listed.writtenAt;
  if (markedAt === null) return null;
  const later = files.find(({ writtenAt }) => writtenAt !== null && writtenAt > markedAt + CLOCK_GRAIN_MS);
  return later === undefined ? null : `${later.name} was written after the marker ${name}, which has to come last`;
}

async function byManifest(
  { site }: ArrivalOptions,
  { listed, name }: NonNullable<Drop['manifest']>,
  files: readonly ListedFile[],
  { visit, incomplete }: { readonly visit: PlaceVisit; readonly incomplete: (why: string) => Arrival },
): Promise<Arrival> {
  if (listed === null) return incomplete(`its manifest ${name} has not come`);
  const manifest = readManifest(site.system.id, name, await visit.readSmall(name));
  for (const file of files) {
    const told = manifest.files.get(file.name);
    if (told === undefined) {
      const what = `${name}: the manifest does not name ${file.name}; nothing was taken in`;
      throw lmsError(site.system.id, 'LMS_BAD_RESPONSE', `${what}; name every file of the drop in it`);
    }
    if (told.bytes !== null && file.bytes !== null && file.bytes < told.bytes) {
      return incomplete(`${file.name} has ${file.bytes} of the ${told.bytes} bytes that the manifest says`);
    }
  }
  return { isComplete: true, manifest };
}

/** The name of a file that is not yet as it was for so many seconds; null where all are. Waits for the second look if it must. */
async function findGrowing(
  { drop, ticks = steadyNow, wait = pause }: ArrivalOptions,
  files: readonly ListedFile[],
  {
    seen,
    visit,
    signal,
  }: {
    readonly seen: Map<string, { readonly version: string | null; readonly at: number }>;
    readonly visit: PlaceVisit;
    readonly signal: AbortSignal;
  },
): Promise<string | null> {
  const stableMs = (drop.complete.stableSeconds ?? 0) * 1000;
  let missingMs = 0;
  for (const { name, version } of files) {
    const before = seen.get(name);
    if (version === null || before?.version !== version) seen.set(name, { version, at: ticks() });
    missingMs = Math.max(missingMs, stableMs - (ticks() - (seen.get(name)?.at ?? ticks())));
  }
  if (missingMs <= 0 && stableMs > 0) return null;
  await wait(missingMs, signal);
  for (const { name, version } of files) {
    const again = await visit.find(name);
    if (version === null || again?.version !== version) {
      seen.set(name, { version: again?.version ?? null, at: ticks() });
      return name;
    }
  }
  return null;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal });
}
