/**
 * A region that is open: what its file says, and the adapters of its systems. A new file takes the place of the old one
 * without a question noticing: what is under way ends where it began, and only then is closed what nobody uses any more.
 */
import type { LmsAdapter } from '#contract/adapter.ts';
import { longestCallMs } from '#domain/call-limits.ts';
import type { SystemId } from '#domain/ids.ts';
import { AS_WRITTEN, standAs, type Standing } from '#domain/move-phases.ts';
import type { MovedIds } from '#domain/moved-ids.ts';
import type { Region } from '#domain/region.ts';
import type { Settings } from '#platform/config.ts';
import type { HostState } from '#platform/host-guard/index.ts';
import { createLogger, type Logger } from '#platform/logger.ts';
import { isDeepStrictEqual } from 'node:util';
import { createAdapters, type AdapterPlan, type Adapters } from './adapters.ts';
import type { RegionSource } from './region-source.ts';

export interface RegionParts {
  /** As its libraries stand: what was decided of a move counts, where the file names the systems. */
  readonly region: Region;
  readonly movedIds: MovedIds;
  /** As its file says. */
  readonly written: Region;
  readonly adapters: ReadonlyMap<SystemId, LmsAdapter>;
}

/**
 * The current parts. Those that were read before a replacement belong to the old file, and work until they are retired.
 */
export interface OpenedRegion extends RegionParts {
  readonly logger: Logger;
  /** The hosts that are asked from here, by the names of their guards; those of systems that left the region too. */
  hosts(): ReadonlyMap<string, HostState>;
  /** Builds something from the region now and at each replacement; gives the result for the current region. */
  derive<T>(build: (parts: RegionParts) => T): () => T;
  /** Called after a replacement, with what was replaced. */
  onReplaced(listener: (old: RegionParts) => void): void;
  /**
   * Replaces the region. Systems that have not changed keep their adapters. If the adapters cannot be built, throws and
   * changes nothing: CONFIG_INVALID for missing credentials.
   */
  replace(source: RegionSource): void;
  /** Takes into use where libraries stand on their way to another system, in the same way; nothing happens if that changes nothing. */
  stand(standing: Standing): void;
  close(): Promise<void>;
}

/** Beyond the longest call: a question that was just let in may not have called yet. */
const RETIRE_MARGIN_MS = 1_000;

/** Opens a region; no library system is called. Throws CONFIG_INVALID for credentials that are missing here. */
export function createOpenedRegion(first: RegionSource, settings: Settings, plan: AdapterPlan = {}): OpenedRegion {
  const logger = createLogger(settings.logLevel);
  const retiring = createRetiring();
  const derived = new Set<(parts: RegionParts) => () => void>();
  const listeners = new Set<(old: RegionParts) => void>();
  let written = first;
  let standing = AS_WRITTEN;
  let opened = createAdapters(first, settings, logger, plan);
  let parts = toParts(first, opened, standing);

  function use(source: RegionSource, now: Standing): void {
    const [oldAdapters, old] = [opened, parts];
    const nextAdapters = createAdapters(source, settings, logger, { ...plan, before: oldAdapters });
    const next = toParts(source, nextAdapters, now);
    let takePlace: readonly (() => void)[];
    try {
      takePlace = Array.from(derived, (prepare) => prepare(next));
    } catch (error) {
      void nextAdapters.close(oldAdapters);
      throw error;
    }
    [opened, parts] = [nextAdapters, next];
    [written, standing] = [source, now];
    for (const take of takePlace) take();
    retiring.retire(oldAdapters, old, nextAdapters);
    for (const listener of listeners) listener(old);
  }

  return {
    logger,
    get region() {
      return parts.region;
    },
    get adapters() {
      return parts.adapters;
    },
    get movedIds() {
      return parts.movedIds;
    },
    get written() {
      return parts.written;
    },
    hosts: () => opened.guards.states(),
    derive(build) {
      let current = build(parts);
      derived.add((next) => {
        const prepared = build(next);
        return () => {
          current = prepared;
        };
      });
      return () => current;
    },
    onReplaced: (listener) => void listeners.add(listener),
    replace: (source) => {
      use(source, standing);
    },
    stand(now) {
      const isSame = isDeepStrictEqual(standAs(written.region, now.phases).libraries, parts.region.libraries);
      if (isSame && now.ids === parts.movedIds) standing = now;
      else use(written, now);
    },
    async close() {
      await Promise.all([...retiring.end(), opened].map((adapters) => adapters.close()));
    },
  };
}

function toParts({ region }: RegionSource, { adapters }: Adapters, { phases, ids }: Standing): RegionParts {
  return { region: standAs(region, phases), written: region, adapters, movedIds: ids };
}

/** Adapters that nobody is given any more, until the last question to them is over. */
function createRetiring() {
  const retiring = new Map<Adapters, NodeJS.Timeout>();
  return {
    retire(old: Adapters, { region }: RegionParts, next: Adapters): void {
      const longestMs = Math.max(0, ...region.systems.map(longestCallMs));
      const end = (): void => {
        retiring.delete(old);
        void old.close(next);
      };
      retiring.set(old, setTimeout(end, longestMs + RETIRE_MARGIN_MS).unref());
    },
    /** Those that are to be closed at once. */
    end(): readonly Adapters[] {
      for (const timer of retiring.values()) clearTimeout(timer);
      return [...retiring.keys()];
    },
  };
}
