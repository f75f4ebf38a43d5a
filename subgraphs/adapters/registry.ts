/** Every kind of library system that Mercia knows. */
import { MerciaError } from '#platform/errors.ts';
import type { ZodType } from 'zod';
import type { AdapterContext, AdapterKind, LmsAdapter } from './adapter.ts';
import { koha } from './koha/index.ts';
import { symphony } from './symphony/index.ts';

/** Kind → how to check its settings and build its adapter. */
export const adapterKinds: ReadonlyMap<string, AdapterKind> = new Map(
  [koha, symphony].map((kind) => [kind.kind, kind]),
);

/** The schema of `settings` for each kind, for whoever reads a region file. */
export const settingsSchemas: ReadonlyMap<string, ZodType> = new Map(
  [...adapterKinds].map(([name, kind]) => [name, kind.settings]),
);

/** Builds the adapter of a system by its kind. Throws CONFIG_INVALID for a kind that nobody knows, and for wrong settings. */
export function createAdapter(context: AdapterContext): LmsAdapter {
  const { id, kind } = context.system;
  const known = adapterKinds.get(kind);
  if (known !== undefined) return known.create(context);
  const names = [...adapterKinds.keys()].join(', ');
  throw new MerciaError('CONFIG_INVALID', `[${id}] there is no adapter of the kind "${kind}"; known kinds: ${names}`, {
    system: id,
  });
}
