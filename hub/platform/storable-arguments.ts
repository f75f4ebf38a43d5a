/** Arguments of the graph that no database holds: refused in one place, before a resolver sees them. */
import { isObjectType } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { MerciaError } from './errors.ts';

/**
 * Wraps the resolvers of fields that take arguments, in place: each throws BAD_USER_INPUT that names the argument if a text in it
 * has the character NUL, or a number is not finite: `graphql` reads `1e400` in a text as such. PostgreSQL takes neither, so nothing is
 * called so, and asking for it would be an error of the database. Fields of the federation itself (`_entities`) are left alone.
 */
export function refuseUnstorable(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field;
      if (resolve === undefined || field.args.length === 0 || field.name.startsWith('_')) continue;
      field.resolve = (source, args: Readonly<Record<string, unknown>>, context, info): unknown => {
        for (const name in args) assertStorable(name, args[name]);
        return resolve(source, args, context, info);
      };
    }
  }
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
