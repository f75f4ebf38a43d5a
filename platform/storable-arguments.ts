/** Arguments of the graph that no database holds: refused in one place, before a resolver sees them. */
import { MerciaError } from './errors.ts';

type Resolver = (parent: unknown, args: Readonly<Record<string, unknown>>, ...rest: readonly unknown[]) => unknown;

/**
 * The same resolvers, by type and field; each throws BAD_USER_INPUT that names the argument if a text in it has the character
 * NUL, or a number is not finite: `graphql` reads `1e400` in a text as such. PostgreSQL takes neither, so nothing is called so, and
 * asking for it would be an error of the database.
 */
export function refuseUnstorable(resolvers: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return mapValues(resolvers, (type) => (isPlain(type) ? mapValues(type, withCheckedArguments) : type));
}

function withCheckedArguments(resolver: unknown, field: string): unknown {
  // Of a type itself, such as `__resolveType`: these are given no arguments.
  if (typeof resolver !== 'function' || field.startsWith('__')) return resolver;
  return ((parent, args, ...rest) => {
    for (const [name, value] of Object.entries(args)) assertStorable(name, value);
    return (resolver as Resolver)(parent, args, ...rest);
  }) satisfies Resolver;
}

function assertStorable(place: string, value: unknown): void {
  if (typeof value === 'string') {
    if (!value.includes('\0')) return;
    throw new MerciaError('BAD_USER_INPUT', `${place}: a text with the character NUL is nowhere here; take it out.`);
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new MerciaError('BAD_USER_INPUT', `${place}: the number is too large.`);
  }
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    for (const [at, one] of list.entries()) assertStorable(`${place}[${at}]`, one);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, one] of Object.entries(value)) assertStorable(`${place}.${name}`, one);
  }
}

function mapValues(
  object: Readonly<Record<string, unknown>>,
  change: (value: unknown, name: string) => unknown,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value, name)]));
}

/** A scalar has methods of its own, which are no resolvers. */
function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
