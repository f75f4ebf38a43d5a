/** Writes a resource in the first shape of the JSON, and turns that into the second. */
import type { Selection } from './include-fields.ts';
import { Reference, type Resource, type Value, type View } from './resources.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** A selection that the resource cannot follow; the text names what is wrong. */
export class UnknownField extends Error {}

export type Lookup = (resource: string) => Resource | undefined;

/**
 * `{"resource":"/catalog/item","key":"476022:46:1","fields":{…}}`. Undefined where there is no such record. Throws
 * {@link UnknownField} where a field is named that the resource has not.
 */
export function render(view: View, lookup: Lookup, at: Reference, selection: Selection): Json | undefined {
  const record = lookup(at.resource)?.find(view, at.key);
  if (record === undefined) return undefined;
  const fields: Record<string, Json> = {};
  const put = (name: string, inner: Selection | null): void => {
    const value = record.value(name);
    if (value === undefined) throw new UnknownField(`${at.resource} has no field ${name}.`);
    fields[name] = written(view, lookup, value, inner);
  };
  if (selection.star) for (const name of record.plain) put(name, null);
  for (const [name, inner] of selection.named) if (name !== 'key' && name !== 'resource') put(name, inner);
  return { resource: at.resource, key: at.key, fields };
}

function written(view: View, lookup: Lookup, value: Value, inner: Selection | null): Json {
  if (value instanceof Reference) {
    const opened = inner === null ? undefined : render(view, lookup, value, inner);
    return opened ?? { resource: value.resource, key: value.key };
  }
  if (isList(value)) return value.map((one) => written(view, lookup, one, inner));
  if (typeof value !== 'object' || value === null) return value;
  const cut = inner === null || inner.star ? null : inner;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      name === 'fields' && cut !== null && 'standard' in value
        ? cutMarc(written(view, lookup, one, null), cut)
        : written(view, lookup, one, null),
    ]),
  );
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** `650_a`: that subfield of every 650; `650`: the whole field. */
function cutMarc(fields: Json, cut: Selection): Json {
  const wanted = [...cut.named.keys()].map((name) => name.split('_'));
  return (fields as readonly MarcFieldJson[]).flatMap((field) => {
    const codes = wanted.filter(([tag]) => tag === field.tag).map(([, code]) => code);
    if (codes.length === 0) return [];
    if (codes.includes(undefined)) return [field];
    const subfields = field.subfields.filter(({ code }) => codes.includes(code));
    return subfields.length === 0 ? [] : [{ ...field, subfields }];
  });
}

interface MarcFieldJson {
  readonly [name: string]: Json;
  readonly tag: string;
  readonly subfields: readonly { readonly [name: string]: Json; readonly code: string }[];
}

/** The second shape: `@resource` and `@key`, and no layer of `fields`. */
export function toSecondShape(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(toSecondShape);
  if (typeof value !== 'object' || value === null) return value;
  const object = value as Readonly<Record<string, Json>>;
  const isResource = typeof object['resource'] === 'string' && 'key' in object;
  const changed: Record<string, Json> = {};
  for (const [name, one] of Object.entries(object)) {
    if (isResource && (name === 'resource' || name === 'key')) changed[`@${name}`] = one;
    else if (isResource && name === 'fields') Object.assign(changed, toSecondShape(one));
    else changed[name] = toSecondShape(one);
  }
  return changed;
}

/** The first shape of what a caller sent in either: `@x` lifted, so that members are found under their plain names. */
export function fromEitherShape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromEitherShape);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]): (readonly [string, unknown])[] => {
      const inner = fromEitherShape(one);
      if (name === 'fields' && typeof inner === 'object' && inner !== null) return Object.entries(inner);
      return [[name.replace(/^@/u, ''), inner]];
    }),
  );
}
