/**
 * The settings of a process: flags first, then `MERCIA_…` variables, then defaults. The only place, beside the command
 * line, that reads the environment. Fails at start and lists every fault at once.
 */
import { resolve } from 'node:path';
import { z } from 'zod';
import { isKeyText } from './derived-key.ts';
import { MerciaError } from './errors.ts';

const port = z.coerce.number('must be a whole number').int('must be a whole number').min(0, 'must be 0 or more');
const HIGHEST_PORT = 65535;
/** In the folder that a command is called in. */
export const DEFAULT_DATA_FOLDER = '.mercia';
const MOST_DAYS = 3650;
/** As much as the body around it. */
const MOST_QUERY_BYTES = 256 * 1024;

const days = () =>
  z.coerce
    .number('must be a whole number of days')
    .int('must be a whole number of days')
    .min(1, 'must be 1 or more')
    .max(MOST_DAYS, `must be ${MOST_DAYS} or less`);

/** `koha-a=http://adapters:4011,koha-b=http://adapters:4011`, or `none`. */
const adapterServers = z
  .string()
  .regex(
    /^(none|[a-z0-9-]+=https?:\/\/[^\s,=]+(,[a-z0-9-]+=https?:\/\/[^\s,=]+)*)$/,
    'must be "none", or SYSTEM=http://HOST:PORT with commas between',
  )
  .transform((text): ReadonlyMap<string, string> | 'none' => {
    if (text === 'none') return text;
    return new Map(text.split(',').map((pair) => pair.replace(/\/+$/, '').split('=', 2) as [string, string]));
  });

/** What `mercia keys adapter-server` prints. */
const keyText = z.string().refine(isKeyText, 'must be what "mercia keys adapter-server" prints: 43 characters');

/** `https://search.example,http://127.0.0.1:5173`, as a browser names them. */
const origins = z
  .string()
  .transform((text) => text.split(','))
  .refine(
    (list) => list.every((one) => /^https?:/.test(one) && URL.canParse(one) && new URL(one).origin === one),
    'must be origins such as https://search.example with commas between: no path, no "*"',
  );

const settingSchemas = {
  region: z.string().min(1).optional(),
  data: z.string().min(1).default(DEFAULT_DATA_FOLDER),
  host: z.string().min(1).default('127.0.0.1'),
  port: port.max(HIGHEST_PORT, `must be ${HIGHEST_PORT} or less`).default(4000),
  demoPort: port.max(HIGHEST_PORT - 4, `must be ${HIGHEST_PORT - 4} or less`).default(4101),
  demoHost: z
    .string()
    .regex(/^[A-Za-z0-9.-]+$/, 'must be a host name')
    .optional(),
  logLevel: z
    .enum(['silent', 'error', 'warn', 'info', 'debug'], 'must be silent, error, warn, info or debug')
    .default('warn'),
  token: z.string().min(1).optional(),
  url: z.url('must be an address, such as http://127.0.0.1:4000/graphql').default('http://127.0.0.1:4000/graphql'),
  catalogueUrl: z
    .url('must be an address, such as http://127.0.0.1:4000/graphql')
    .default('http://127.0.0.1:4001/graphql'),
  circulationUrl: z
    .url('must be an address, such as http://127.0.0.1:4000/graphql')
    .default('http://127.0.0.1:4002/graphql'),
  patronsUrl: z
    .url('must be an address, such as http://127.0.0.1:4000/graphql')
    .default('http://127.0.0.1:4004/graphql'),
  supergraph: z.string().min(1).optional(),
  lastKnownDays: days().default(90),
  rejectDays: days().default(90),
  readerRowsDays: days().default(30),
  trustedProxies: z
    .string()
    .regex(
      /^[0-9a-fA-F.:]+(\/\d{1,3})?(,[0-9a-fA-F.:]+(\/\d{1,3})?)*$/,
      'must be addresses or networks with commas between',
    )
    .optional(),
  corsOrigins: origins.optional(),
  queryBytes: z.coerce
    .number('must be a whole number of bytes')
    .int('must be a whole number of bytes')
    .min(1024, 'must be 1024 or more')
    .max(MOST_QUERY_BYTES, `must be ${MOST_QUERY_BYTES} or less`)
    .default(64 * 1024),
  metricsPort: port.max(HIGHEST_PORT, `must be ${HIGHEST_PORT} or less`).optional(),
  adapterServers: adapterServers.optional(),
  databaseUrl: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres://')
    .optional(),
  pgBin: z.string().min(1).optional(),
  contextSecret: z.string().min(32, 'must have at least 32 characters').optional(),
  patronSecret: z.string().min(32, 'must have at least 32 characters').optional(),
  contextKey: keyText.optional(),
  readerKey: keyText.optional(),
} as const;

export type SettingName = keyof typeof settingSchemas;
export type Settings = { readonly [Name in SettingName]: z.output<(typeof settingSchemas)[Name]> };

/** Each setting with its variable, its flag and what it is for: the table in docs/settings.md is checked against this. */
export const SETTINGS: Readonly<Record<SettingName, { variable: string; flag: string | null; meaning: string }>> = {
  region: { variable: 'MERCIA_REGION', flag: '--region', meaning: 'region file; without it, the demonstration region' },
  data: { variable: 'MERCIA_DATA', flag: '--data', meaning: 'folder of the bundled database and of its lock' },
  host: { variable: 'MERCIA_HOST', flag: '--host', meaning: 'address to listen on' },
  port: { variable: 'MERCIA_PORT', flag: '--port', meaning: 'port of the gateway; 0 takes a free one' },
  demoPort: {
    variable: 'MERCIA_DEMO_PORT',
    flag: '--demo-port',
    meaning: 'first of the five ports of the demonstration, its four systems and its issuer; 0 takes free ones',
  },
  demoHost: {
    variable: 'MERCIA_DEMO_HOST',
    flag: null,
    meaning: 'host where the demonstration systems run apart (`mercia simulate demo`)',
  },
  logLevel: { variable: 'MERCIA_LOG_LEVEL', flag: '--log-level', meaning: 'silent, error, warn, info or debug' },
  url: { variable: 'MERCIA_URL', flag: '--url', meaning: 'graph that `mercia query` asks' },
  token: {
    variable: 'MERCIA_TOKEN',
    flag: null,
    meaning: 'token or key with which `mercia query` signs in; `--token-file FILE` reads one from a file instead',
  },
  catalogueUrl: {
    variable: 'MERCIA_CATALOGUE_URL',
    flag: '--catalogue-url',
    meaning: 'where a gateway that runs apart finds the catalogue',
  },
  circulationUrl: {
    variable: 'MERCIA_CIRCULATION_URL',
    flag: '--circulation-url',
    meaning: 'where a gateway and a patrons part that run apart find the circulation router',
  },
  patronsUrl: {
    variable: 'MERCIA_PATRONS_URL',
    flag: '--patrons-url',
    meaning: 'where a gateway that runs apart finds the patrons part',
  },
  supergraph: {
    variable: 'MERCIA_SUPERGRAPH',
    flag: '--supergraph',
    meaning: 'supergraph file of the gateway; without it, the one composed with this version',
  },
  lastKnownDays: {
    variable: 'MERCIA_LAST_KNOWN_DAYS',
    flag: null,
    meaning: 'days that last-known facts are kept and told; older ones are told to nobody',
  },
  rejectDays: {
    variable: 'MERCIA_REJECT_DAYS',
    flag: null,
    meaning:
      'days that the bytes of records that could not be read are kept; which they are, and why, is kept until they are mended',
  },
  readerRowsDays: {
    variable: 'MERCIA_READER_ROWS_DAYS',
    flag: null,
    meaning: 'days that harvested loans, holds and tokens of readers are kept that no later harvest renews',
  },
  trustedProxies: {
    variable: 'MERCIA_TRUSTED_PROXIES',
    flag: null,
    meaning:
      'addresses or networks, with commas between, of what stands in front of the gateway: its `x-forwarded-for` tells callers apart',
  },
  corsOrigins: {
    variable: 'MERCIA_CORS_ORIGINS',
    flag: null,
    meaning: 'origins, with commas between, whose pages may ask the graph from a browser; without it, none',
  },
  queryBytes: {
    variable: 'MERCIA_QUERY_BYTES',
    flag: null,
    meaning: 'bytes that the text of one query may have, blanks and comments included; 1024 to 262144',
  },
  metricsPort: {
    variable: 'MERCIA_METRICS_PORT',
    flag: null,
    meaning: 'port of `/metrics` for `start` and `serve gateway`, on the same address; off where not set',
  },
  adapterServers: {
    variable: 'MERCIA_ADAPTER_SERVERS',
    flag: null,
    meaning:
      '`SYSTEM=URL,…`: adapter servers instead of the ones in the region file; `none` asks every system directly',
  },
  databaseUrl: {
    variable: 'DATABASE_URL',
    flag: null,
    meaning: 'another PostgreSQL (15 or newer) instead of the bundled one',
  },
  pgBin: {
    variable: 'MERCIA_PG_BIN',
    flag: null,
    meaning: "folder of a system PostgreSQL's programs, instead of the bundled ones",
  },
  contextSecret: {
    variable: 'MERCIA_CONTEXT_SECRET',
    flag: null,
    meaning:
      'secret of the hub that signs the internal context between its parts that run apart; made anew at each start otherwise',
  },
  patronSecret: {
    variable: 'MERCIA_PATRON_SECRET',
    flag: null,
    meaning:
      'secret of the hub for all that is personal: sealed ids, account links, grants, tokens of readers; without it, no patron data',
  },
  contextKey: {
    variable: 'MERCIA_CONTEXT_KEY',
    flag: null,
    meaning: 'an adapter server’s own, by which it knows the hub; `mercia keys adapter-server` prints it',
  },
  readerKey: {
    variable: 'MERCIA_READER_KEY',
    flag: null,
    meaning:
      'an adapter server’s own, with which it seals what it tells of readers to the hub; without it, it tells nothing of them',
  },
};

/** What they hold is never repeated. */
const SECRET_SETTINGS: ReadonlySet<SettingName> = new Set([
  'databaseUrl',
  'contextSecret',
  'patronSecret',
  'contextKey',
  'readerKey',
  'token',
]);

/** Reads the settings; a flag that is undefined was not given. Throws CONFIG_INVALID with every fault. */
export function loadSettings(
  flags: Partial<Record<SettingName, string | number | undefined>>,
  environment: Readonly<Record<string, string | undefined>>,
): Settings {
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const name of Object.keys(settingSchemas) as SettingName[]) {
    const { variable, flag } = SETTINGS[name];
    const given = flags[name];
    const fromEnvironment = environment[variable];
    const raw = given ?? (fromEnvironment === '' ? undefined : fromEnvironment);
    const parsed = settingSchemas[name].safeParse(raw);
    if (parsed.success) {
      values[name] = parsed.data;
    } else {
      const source = given === undefined ? variable : (flag ?? variable);
      const said = SECRET_SETTINGS.has(name) ? '' : ` (is "${String(raw)}")`;
      faults.push(`${source}: ${parsed.error.issues.map((issue) => issue.message).join('; ')}${said}`);
    }
  }
  if (faults.length > 0) throw new MerciaError('CONFIG_INVALID', `Settings cannot be read:\n  ${faults.join('\n  ')}`);
  values['data'] = resolve(String(values['data']));
  return Object.freeze(values) as Settings;
}
