/** Every kind of library system that Mercia knows. */
import { MerciaError } from '#platform/errors.ts';
import type { SystemConfig } from '#domain/region.ts';
import type { Logger } from '#platform/logger.ts';
import type { AdapterContext, AdapterKind, LmsAdapter, ReadingRules } from './adapter.ts';
import { koha } from './koha/index.ts';
import { symphony } from './symphony/index.ts';
import { filesKind } from './files/index.ts';

const KINDS: readonly AdapterKind[] = [koha, symphony, filesKind];

/** Kind → how to check its settings and build its adapter. */
export const adapterKinds: ReadonlyMap<string, AdapterKind> = new Map(KINDS.map((kind) => [kind.kind, kind]));

/** Builds the adapter of a system by its kind. Throws CONFIG_INVALID for a kind that nobody knows, and for wrong settings. */
export function createAdapter(context: AdapterContext): LmsAdapter {
  return kindOf(context.system).create(context);
}

/** The same for the rules by which its records are read. */
export function readingRulesOf(system: SystemConfig, logger: Logger): ReadingRules {
  return kindOf(system).rules(system, logger);
}

/** What the settings of a system call the shelves of an owner code, by their codes. */
export function shelfNamesOf(system: SystemConfig, ownerCode: string): Readonly<Record<string, string | null>> {
  return kindOf(system).shelfNames?.(system, ownerCode) ?? {};
}

function kindOf({ id, kind }: SystemConfig): AdapterKind {
  const known = adapterKinds.get(kind);
  if (known !== undefined) return known;
  const names = [...adapterKinds.keys()].join(', ');
  throw new MerciaError('CONFIG_INVALID', `[${id}] there is no adapter of the kind "${kind}"; known kinds: ${names}`, {
    system: id,
  });
}
