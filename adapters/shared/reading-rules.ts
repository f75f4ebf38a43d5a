/** How the region file says that a system's records are read, so that a change of it is noticed and acted on. */
import type { HarvestedHolding, HarvestedItem, ItemForMoves } from '#domain/catalogue.ts';
import type { Visibility } from '#domain/facts.ts';
import type { SystemConfig } from '#domain/region.ts';
import { createHash } from 'node:crypto';
import type { HarvestedDescription, KeptDescription, ReadingRules } from '#contract/adapter.ts';
import { readMarcBytes, type MarcRecord } from '#marc/index.ts';
import { interlibraryJudge, USUAL_INTERLIBRARY } from './interlibrary.ts';
import { LIVE_KEYS_VERSION } from './live-keys.ts';

/** Of a live part, which harvests nothing. */
export const NO_READING_RULES: ReadingRules = { digest: 'no records', readAgain: () => null };

/**
 * Parts of a system's entry that change nothing that is stored of its records: how to reach it, how hard to ask it, when.
 * Everything else counts, also what does not exist yet: to read records again in vain is better than to show what should be
 * hidden.
 */
const NOT_READING = [
  'id',
  'name',
  'address',
  'adapterServer',
  'credentials',
  'directory',
  // What follows from it is in the settings.
  'preset',
  'fromPreset',
  'limits',
  'live',
  'harvest.pageSize',
  'harvest.everySeconds',
  'harvest.fullEverySeconds',
];

/** How visible a record and its copies were when the index last knew them: they are shown no more than that. */
export interface ShownBefore {
  readonly record: Visibility;
  readonly copies: ReadonlyMap<string, Visibility>;
}

export interface RulesOptions {
  /** The system's entry in the region file, and its settings as the adapter parsed them, defaults included. */
  readonly site: { readonly system: SystemConfig; readonly settings: object };
  /**
   * Paths in the settings that change nothing that is stored: addresses, limits, what concerns readers' accounts. A path through
   * a list, as `records.source`, is meant for each of its entries.
   */
  readonly notReading: readonly string[];
  /** Goes up when the adapter reads the same settings in another way. */
  readonly version: number;
  /**
   * Maps a stored record as harvest does, without facts of its copies. What is kept of them for moves, and those that were left
   * out, stay as they were: no rule hides or shows any of it. `others` are the further parts of a record that came in several.
   */
  readonly readAgain: (
    kept: KeptDescription,
    marc: MarcRecord,
    shown: ShownBefore,
    others: readonly MarcRecord[],
  ) => HarvestedDescription;
}

export function defineReadingRules({ site, notReading, version, readAgain }: RulesOptions): ReadingRules {
  return {
    looksInterlibrary: interlibraryJudge(site.system.interlibrary),
    digest: digestOf(site.system, site.settings, notReading, version),
    readAgain(kept) {
      // Of a record that came in several parts, the first holds the description.
      const [read, ...more] = readMarcBytes(kept.raw, { format: kept.format });
      if (read?.kind !== 'record') return null;
      const others = more.flatMap((part) => (part.kind === 'record' ? part.record : []));
      const copies = new Map(kept.items.map(({ localId, visibility }) => [localId, visibility]));
      const again = readAgain(kept, read.record, { record: kept.visibility, copies }, others);
      const keptItems = new Map(kept.items.map((item) => [item.localId, item]));
      const items = again.items.map((item) => ({ ...item, ...forMoves(keptItems.get(item.localId) ?? item) }));
      return { ...again, items, leftOutItems: kept.leftOutItems };
    },
  };
}

function forMoves({ status, statusAtSource, use, details, staffNotes }: HarvestedItem): ItemForMoves {
  return { status, statusAtSource, use, details, staffNotes };
}

function digestOf(system: SystemConfig, settings: object, notReading: readonly string[], version: number): string {
  const owners = system.owners.map(({ code, library, site }) => ({ code, library, site }));
  const interlibrary = { ...USUAL_INTERLIBRARY, ...system.interlibrary };
  const rules = without(
    {
      ...system,
      interlibrary,
      settings: { ...settings },
      owners: owners.toSorted((a, b) => (a.code < b.code ? -1 : 1)),
      // The first layout of live keys counts nothing: digests of before stay as they are.
      version: version + LIVE_KEYS_VERSION - 1,
    },
    [...NOT_READING, ...notReading.map((path) => `settings.${path}`)],
  );
  return createHash('sha256')
    .update(JSON.stringify(sorted(rules)))
    .digest('hex')
    .slice(0, 16);
}

function without(value: unknown, paths: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((each) => without(each, paths));
  if (typeof value !== 'object' || value === null || paths.length === 0) return value;
  const left = Object.entries(value).filter(([name]) => !paths.includes(name));
  return Object.fromEntries(
    left.map(([name, inner]: [string, unknown]) => {
      const below = paths.filter((path) => path.startsWith(`${name}.`)).map((path) => path.slice(name.length + 1));
      return [name, without(inner, below)];
    }),
  );
}

/** The same whatever the order of the keys in the file. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, sorted(inner)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const HOW_HIDDEN: Readonly<Record<Visibility, number>> = { PUBLIC: 0, UNKNOWN: 1, SUPPRESSED: 2, ILL_TEMPORARY: 3 };

export function moreHidden(one: Visibility, other: Visibility | undefined): Visibility {
  return other !== undefined && HOW_HIDDEN[other] > HOW_HIDDEN[one] ? other : one;
}

/** Holdings that state no run that was not stated before: codes that the system itself hides are not known here. */
export function withoutNewStatements(
  holdings: readonly HarvestedHolding[],
  before: readonly HarvestedHolding[],
): readonly HarvestedHolding[] {
  const stated = new Set(before.flatMap(({ statements }) => statements).map((each) => JSON.stringify(sorted(each))));
  return holdings.flatMap((holding) => {
    const statements = holding.statements.filter((each) => stated.has(JSON.stringify(sorted(each))));
    if (statements.length === holding.statements.length) return [holding];
    const isLeft = holding.basis === 'ITEMS' || statements.length > 0;
    return isLeft ? [{ ...holding, statements }] : [];
  });
}
