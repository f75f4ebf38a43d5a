/** What values of settings may be (`settings-table.ts`). */
import { z } from 'zod';
import { isKeyText } from './derived-key.ts';

export const HIGHEST_PORT = 65535;
const MOST_DAYS = 3650;

export const text = z.string().min(1);
export const secret = z.string().min(32, 'must have at least 32 characters');
export const databaseAddress = z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgres://');
export const address = z.url('must be an address, such as http://127.0.0.1:4000/graphql');

/** Of one or more: `http://catalogue-1:4001/graphql,http://catalogue-2:4001/graphql`. */
export const addresses = z
  .string()
  .transform((list): readonly string[] => list.split(','))
  .refine(
    (list) => list.every((one) => /^https?:/.test(one) && URL.canParse(one)),
    'must be addresses, such as http://127.0.0.1:4001/graphql, with commas between',
  );

export function whole(unit: string, least: number, most: number) {
  return z.coerce
    .number(`must be a whole number${unit}`)
    .int(`must be a whole number${unit}`)
    .min(least, `must be ${least} or more`)
    .max(most, `must be ${most} or less`);
}

export const port = whole('', 0, HIGHEST_PORT);
export const days = whole(' of days', 1, MOST_DAYS);

/** `koha-a=http://adapters:4011,koha-b=http://adapters:4011`, or `none`. */
export const adapterServers = z
  .string()
  .regex(
    /^(none|[a-z0-9-]+=https?:\/\/[^\s,=]+(,[a-z0-9-]+=https?:\/\/[^\s,=]+)*)$/,
    'must be "none", or SYSTEM=http://HOST:PORT with commas between',
  )
  .transform((list): ReadonlyMap<string, string> | 'none' => {
    if (list === 'none') return list;
    return new Map(list.split(',').map((pair) => pair.replace(/\/+$/, '').split('=', 2) as [string, string]));
  });

/** What `mercia keys adapter-server` prints. */
export const keyText = z.string().refine(isKeyText, 'must be what "mercia keys adapter-server" prints: 43 characters');

export const networks = z
  .string()
  .regex(
    /^[0-9a-fA-F.:]+(\/\d{1,3})?(,[0-9a-fA-F.:]+(\/\d{1,3})?)*$/,
    'must be addresses or networks with commas between',
  );

/** `https://search.example,http://127.0.0.1:5173`, as a browser names them. */
export const origins = z
  .string()
  .transform((list) => list.split(','))
  .refine(
    (list) => list.every((one) => /^https?:/.test(one) && URL.canParse(one) && new URL(one).origin === one),
    'must be origins such as https://search.example with commas between: no path, no "*"',
  );

/** Without a query or a user; a path is of letters, digits, `-`, `_` and `.`, which no proxy and no browser writes in another way. */
export function isPlain(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { href, origin } = new URL(address);
  return href.startsWith(origin) && /^(?:\/[\w.-]+)*\/?$/.test(href.slice(origin.length));
}
