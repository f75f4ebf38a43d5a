/** Every kind of library system that Mercia knows. */
import { MerciaError } from '#platform/errors.ts';
import type { SystemConfig } from '#domain/region.ts';
import type { Logger } from '#platform/logger.ts';
import type { AdapterContext, AdapterKind, HostLinks, LmsAdapter, ReadingRules } from '#contract/adapter.ts';
import { unseenMake, withoutUnseenWrites } from './experimental.ts';
import { composeAdapter, composeRules } from './composed/index.ts';
import { koha } from './koha/index.ts';
import { symphony } from './symphony/index.ts';
import { filesKind } from './files/index.ts';
import { sip2Kind } from './sip2/index.ts';
import { wmsKind } from './wms/index.ts';
import { z3950Kind } from './z3950/index.ts';

type Kinds = ReadonlyMap<string, AdapterKind>;

const KINDS: readonly AdapterKind[] = [koha, symphony, filesKind, sip2Kind, z3950Kind, wmsKind];

/** Kind → how to check its settings and build its adapter. */
export const adapterKinds: Kinds = new Map(KINDS.map((kind) => [kind.kind, kind]));

/**
 * Builds the adapter of a system by its kind, and composes it with that of its live part. Throws CONFIG_INVALID for a kind that
 * nobody knows, and for wrong settings. `kinds` are all that there are where not said.
 */
export function createAdapter(context: AdapterContext, kinds: Kinds = adapterKinds): LmsAdapter {
  const { system, now } = context;
  const kind = kindOf(system, kinds);
  const main = withoutUnseenWrites(kind.create(context), kind, system);
  const live = createLivePart(context, kinds);
  const liveBy = kind.liveBy?.(system) ?? 'items';
  if ((main.items !== undefined) !== (liveBy === 'items') && (live !== null || main.copies !== undefined)) {
    throw new Error(`The kind "${kind.kind}" says that it is asked by ${liveBy}, and its adapter is not.`);
  }
  if (live === null && (main.items !== undefined || main.copies === undefined)) return main;
  const liveTitle = system.live === undefined ? kind.title : kindOf({ ...system, kind: system.live.kind }, kinds).title;
  const names = {
    system,
    liveTitle,
    shelves: memoised((ownerCode: string) => kind.shelfNames?.(system, ownerCode) ?? {}),
    itemTypes: kind.itemTypeNames?.(system) ?? {},
  };
  return composeAdapter({ system, main, live, names, now });
}

/** The adapter of the live part, by the same system's id, name, owners and time zone; null if there is none. */
function createLivePart({ liveGuard, ...context }: AdapterContext, kinds: Kinds): LmsAdapter | null {
  const { live, ...system } = context.system;
  if (live === undefined) return null;
  if (liveGuard === undefined) throw new Error(`The live part of ${system.id} has no guard of its own.`);
  const part: SystemConfig = { ...system, ...live };
  const kind = kindOf(part, kinds);
  const adapter = withoutUnseenWrites(kind.create({ ...context, system: part, guard: liveGuard }), kind, part);
  if (adapter.copies !== undefined) return adapter;
  throw new MerciaError('CONFIG_INVALID', `[${system.id}] live: "${live.kind}" cannot be asked for single copies`, {
    system: system.id,
  });
}

/** The same for the rules by which its records are read. */
export function readingRulesOf(system: SystemConfig, logger: Logger): ReadingRules {
  const kind = kindOf(system);
  const rules = kind.rules(system, logger);
  const liveBy = kind.liveBy?.(system) ?? 'items';
  const isKeyed = liveBy === 'copies' || (liveBy === 'nothing' && system.live !== undefined);
  return isKeyed ? composeRules(rules, system) : rules;
}

/** Whether a system can be asked how its copies stand; of one that cannot, only lists are read. */
export function canBeAsked(system: SystemConfig): boolean {
  return system.live !== undefined || kindOf(system).liveBy?.(system) !== 'nothing';
}

/** Why a system is experimental, a sentence for each of its parts of which nobody has seen a running one; empty if both were seen. */
export function experimentOf({ live, ...main }: SystemConfig): readonly string[] {
  const parts = [main, ...(live === undefined ? [] : [{ ...main, ...live }])];
  return [...new Set(parts.map((part) => unseenMake(kindOf(part), part)).filter((why) => why !== null))];
}

/** Where records of a system name the host of a part by the system's own numbers; undefined if they do not. */
export function hostLinksOf(system: SystemConfig): HostLinks | undefined {
  return adapterKinds.get(system.kind)?.hostLinks;
}

export function shelfNamesOf(system: SystemConfig, ownerCode: string): Readonly<Record<string, string | null>> {
  return kindOf(system).shelfNames?.(system, ownerCode) ?? {};
}

function kindOf({ id, kind }: Pick<SystemConfig, 'id' | 'kind'>, kinds: Kinds = adapterKinds): AdapterKind {
  const known = kinds.get(kind);
  if (known !== undefined) return known;
  const names = [...kinds.keys()].join(', ');
  throw new MerciaError('CONFIG_INVALID', `[${id}] there is no adapter of the kind "${kind}"; known kinds: ${names}`, {
    system: id,
  });
}

function memoised<Value>(of: (name: string) => Value): (name: string) => Value {
  const known = new Map<string, Value>();
  return (name) => {
    const found = known.get(name) ?? of(name);
    known.set(name, found);
    return found;
  };
}
