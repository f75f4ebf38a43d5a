/** The JSON of Symphony's web services, checked here so that nothing behind trusts it. Both shapes are read. */
import { z } from 'zod';

/** Absent is null, the empty string or nothing at all, and which one varies by field. */
export const text = z
  .string()
  .nullish()
  .transform((value) => (value === undefined || value === null || value.trim() === '' ? null : value.trim()));
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);
/** A reference, grown or not: only its key counts. */
export const ref = z
  .looseObject({ key: z.string() })
  .nullish()
  .transform((value) => (value === undefined || value === null || value.key === '' ? null : value.key));
/** Lists may have holes. */
const listOf = <T extends z.ZodType>(one: T) =>
  z
    .array(one.nullable())
    .nullish()
    .transform((value) => (value ?? []).filter((entry) => entry !== null));

/** A field that costs no copy, whatever stands in it. */
const told = z.unknown().optional();

export const wireItem = z.object({
  key: z.string(),
  barcode: text,
  shadowed: flag,
  library: ref,
  itemType: ref,
  homeLocation: ref,
  currentLocation: ref,
  // For moves alone; what is missing is not told.
  copyNumber: told,
  createdDate: told,
  itemCategory1: told,
  itemCategory2: told,
  itemCategory3: told,
  itemCategory4: told,
  itemCategory5: told,
  mediaDesk: told,
  permanent: told,
  pieces: told,
  price: told,
});
export type WireItem = z.output<typeof wireItem>;

export const wireCall = z.object({
  key: z.string(),
  library: ref,
  callNumber: text,
  dispCallNumber: text,
  shadowed: flag,
  volumetric: told,
  classification: told,
  itemList: listOf(wireItem),
});
export type WireCall = z.output<typeof wireCall>;

/** A title with its tree of calls and copies. */
export const wireBib = z.object({
  key: z.string(),
  shadowed: flag,
  systemModifiedDate: text,
  callList: listOf(wireCall),
  bib: z.unknown().optional(),
});
export type WireBib = z.output<typeof wireBib>;

/** One copy asked for by its own key, with what hangs above it. */
export const wireItemAlone = z.object({ key: z.string(), barcode: text });

export const wirePolicy = z.object({ key: z.string(), displayName: text, description: text, shadowed: flag });

/** MARC as Symphony writes it: a control field is one subfield `_` without indicators. */
export const wireMarc = z.object({
  leader: z.string().nullish(),
  fields: z.array(
    z.object({
      tag: z.string(),
      inds: z.string().nullish(),
      subfields: z.array(z.object({ code: z.string(), data: z.string().nullish() })),
    }),
  ),
});

export const wireLogin = z.object({ sessionToken: z.string().min(1) });
/** The words of a refusal are Symphony's own and may name a person: only its codes are read. */
export const wireRefusal = z.looseObject({
  messageList: z.array(z.looseObject({ code: z.string() })).nullish(),
  promptRequired: z.boolean().nullish(),
  dataMap: z.looseObject({ promptType: z.string().nullish() }).nullish(),
});

/**
 * One shape for both: `@key` and `@resource` lose their sign, and `fields` of a resource joins its identity.
 *
 *     { "resource": "/catalog/item", "key": "476022:46:1", "fields": { "barcode": "30001000000017" } }
 *     { "@resource": "/catalog/item", "@key": "476022:46:1", "barcode": "30001000000017" }
 */
export function normalise(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normalise);
  if (typeof value !== 'object' || value === null) return value;
  const flat: Record<string, unknown> = {};
  const isResource = 'resource' in value || '@resource' in value;
  for (const [name, inner] of Object.entries(value) as [string, unknown][]) {
    if (name === 'fields' && isResource && typeof inner === 'object' && inner !== null && !Array.isArray(inner)) {
      for (const [key, one] of Object.entries(inner) as [string, unknown][]) flat[key] ??= normalise(one);
    } else {
      flat[name.startsWith('@') ? name.slice(1) : name] = normalise(inner);
    }
  }
  return flat;
}
