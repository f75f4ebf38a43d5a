/**
 * The table of settings, the only place where they are described. It makes `loadSettings`, the flags of the commands,
 * `.env.example` and the table in docs/settings.md (`node hub/platform/settings-doc.ts`).
 */
import { z } from 'zod';
import { isSafeAddress } from './loopback.ts';
import { setting } from './setting.ts';
import { KEY_SETTINGS } from './settings-of-keys.ts';
import {
  databaseAddress,
  adapterServers,
  address,
  addresses,
  days,
  HIGHEST_PORT,
  isPlain,
  networks,
  origins,
  port,
  text,
  whole,
} from './setting-values.ts';

/** In the folder that a command is called in. */
export const DEFAULT_DATA_FOLDER = '.mercia';

/** The servers of the demonstration and its issuer. */
const DEMO_PORTS = 8;
const MOST_SESSION_MINUTES = 24 * 60;
/** As much as the body around it. */
const MOST_QUERY_BYTES = 256 * 1024;

export const SETTINGS = {
  region: setting({
    variable: 'MERCIA_REGION',
    flag: '--region <file>',
    schema: text.optional(),
    meaning: 'region file; without it, the demonstration region',
  }),
  data: setting({
    variable: 'MERCIA_DATA',
    flag: '--data <folder>',
    schema: text.default(DEFAULT_DATA_FOLDER),
    meaning:
      'folder of the bundled database, of its lock, of the list of what was taken back, of deliveries that are not sent yet, and of what a running demonstration leaves for other commands',
  }),
  host: setting({
    variable: 'MERCIA_HOST',
    flag: '--host <address>',
    schema: text.default('127.0.0.1'),
    meaning: 'address to listen on',
  }),
  port: setting({
    variable: 'MERCIA_PORT',
    flag: '--port <number>',
    schema: port.default(4000),
    meaning: 'port to listen on, that of the gateway for `mercia start`; 0 takes a free one',
  }),
  demoPort: setting({
    variable: 'MERCIA_DEMO_PORT',
    flag: '--demo-port <number>',
    schema: whole('', 0, HIGHEST_PORT - DEMO_PORTS + 1).default(4101),
    meaning: 'first of the eight ports of the demonstration, its seven servers and its issuer; 0 takes free ones',
  }),
  demoHost: setting({
    variable: 'MERCIA_DEMO_HOST',
    schema: z
      .string()
      .regex(/^[A-Za-z0-9.-]+$/, 'must be a host name')
      .optional(),
    meaning:
      'host of the demonstration systems if they run as their own process (`mercia simulate demo`), on the ports from MERCIA_DEMO_PORT on',
  }),
  logLevel: setting({
    variable: 'MERCIA_LOG_LEVEL',
    flag: '--log-level <level>',
    schema: z
      .enum(['silent', 'error', 'warn', 'info', 'debug'], 'must be silent, error, warn, info or debug')
      .default('warn'),
    meaning: 'silent, error, warn, info or debug',
  }),
  url: setting({
    variable: 'MERCIA_URL',
    flag: '--url <url>',
    schema: address.default('http://127.0.0.1:4000/graphql'),
    meaning:
      'graph that `mercia query`, `mercia snapshot`, `mercia compare`, `mercia serve feeds` and `mercia serve console` ask',
  }),
  token: setting({
    variable: 'MERCIA_TOKEN',
    schema: text.optional(),
    meaning: 'token or key with which these commands sign in; `--token-file FILE` reads one from a file instead',
    secret: true,
  }),
  catalogueUrl: setting({
    variable: 'MERCIA_CATALOGUE_URL',
    flag: '--catalogue-url <url>',
    schema: addresses.default(['http://127.0.0.1:4001/graphql']),
    meaning:
      'address of the catalogue, or of its copies with commas between, for a gateway that runs as its own process',
  }),
  circulationUrl: setting({
    variable: 'MERCIA_CIRCULATION_URL',
    flag: '--circulation-url <url>',
    schema: addresses.default(['http://127.0.0.1:4002/graphql']),
    meaning:
      'address of the circulation router, or of its copies with commas between, for a gateway or a patrons part that runs as its own process',
  }),
  patronsUrl: setting({
    variable: 'MERCIA_PATRONS_URL',
    flag: '--patrons-url <url>',
    schema: addresses.default(['http://127.0.0.1:4004/graphql']),
    meaning:
      'address of the patrons part, or of its copies with commas between, for a gateway that runs as its own process',
  }),
  migrationUrl: setting({
    variable: 'MERCIA_MIGRATION_URL',
    flag: '--migration-url <url>',
    schema: addresses.default(['http://127.0.0.1:4006/graphql']),
    meaning:
      'address of the migration part, or of its copies with commas between, for a gateway that runs as its own process',
  }),
  leaveSeconds: setting({
    variable: 'MERCIA_LEAVE_SECONDS',
    schema: whole(' of seconds', 0, 600).default(3),
    meaning: 'seconds that a part of `serve` takes new requests after SIGTERM, while `/ready` says that it goes',
  }),
  feedsPort: setting({
    variable: 'MERCIA_FEEDS_PORT',
    flag: '--feeds-port <number>',
    schema: port.optional(),
    meaning:
      'port of the feeds for `mercia start`; without it 4010, or a free one if `--port` is 0; `mercia serve feeds` listens on `--port`',
  }),
  consolePort: setting({
    variable: 'MERCIA_CONSOLE_PORT',
    flag: '--console-port <number>',
    schema: port.optional(),
    meaning:
      'port of the pages for people for `mercia start`; without it 4020, or a free one if `--port` is 0; `mercia serve console` listens on `--port`',
  }),
  consoleUrl: setting({
    variable: 'MERCIA_CONSOLE_URL',
    schema: z
      .url({ protocol: /^https?$/, error: 'must be an address, such as https://libraries.example.org' })
      .refine(
        isPlain,
        'must be an address such as https://libraries.example.org or https://example.org/mercia, no more',
      )
      .optional(),
    meaning:
      'where browsers reach the pages for people, such as https://libraries.example.org or https://example.org/mercia; needed if people sign in there, or if a proxy shows the pages below a path',
  }),
  signInIssuer: setting({
    variable: 'MERCIA_SIGN_IN_ISSUER',
    schema: z
      .url({ protocol: /^https?$/, error: 'must be an address, such as https://login.example.org' })
      .refine(isSafeAddress, 'must begin with https:// (http:// on this machine alone) and hold no password')
      .optional(),
    meaning:
      'OpenID issuer at which people sign in to the pages; one that the region file names, by https (http on this machine alone); without it, nobody can sign in there',
  }),
  signInClient: setting({
    variable: 'MERCIA_SIGN_IN_CLIENT',
    schema: text.optional(),
    meaning: 'client id by which that issuer knows the pages',
  }),
  signInSecret: setting({
    variable: 'MERCIA_SIGN_IN_SECRET',
    schema: text.optional(),
    meaning: 'secret of that client; without it, a client without a secret (PKCE is used with both)',
    secret: true,
  }),
  signInScope: setting({
    variable: 'MERCIA_SIGN_IN_SCOPE',
    schema: z
      .string()
      .regex(/(^| )openid( |$)/, 'must contain openid')
      .default('openid'),
    meaning: 'scopes that the issuer is asked for, with blanks between; some renew tokens only with `offline_access`',
  }),
  signInToken: setting({
    variable: 'MERCIA_SIGN_IN_TOKEN',
    schema: z.enum(['access', 'id'], 'must be access or id').default('access'),
    meaning:
      "which of the issuer's tokens the graph is asked with: `access`, or `id` if access tokens are no JWT and the issuer gives an ID token with each renewal",
  }),
  sessionIdleMinutes: setting({
    variable: 'MERCIA_SESSION_IDLE_MINUTES',
    schema: whole(' of minutes', 5, MOST_SESSION_MINUTES).default(30),
    meaning: 'minutes without a request after which somebody who is signed in to the pages is signed out',
  }),
  sessionMinutes: setting({
    variable: 'MERCIA_SESSION_MINUTES',
    schema: whole(' of minutes', 5, MOST_SESSION_MINUTES).default(600),
    meaning: 'minutes after which they are signed out in any case',
  }),
  feedsUrl: setting({
    variable: 'MERCIA_FEEDS_URL',
    schema: z.url({ protocol: /^https?$/, error: 'must be an address, such as https://feeds.example.org' }).optional(),
    meaning:
      'where discovery systems reach the feeds, such as https://feeds.example.org, if something stands in front of them; without it, the host that a request names',
  }),
  supergraph: setting({
    variable: 'MERCIA_SUPERGRAPH',
    flag: '--supergraph <file>',
    schema: text.optional(),
    meaning: 'supergraph file of the gateway; without it, the one composed with this version',
  }),
  lastKnownDays: setting({
    variable: 'MERCIA_LAST_KNOWN_DAYS',
    schema: days.default(90),
    meaning: 'days that last-known facts are kept and shown; older ones are not shown',
  }),
  rejectDays: setting({
    variable: 'MERCIA_REJECT_DAYS',
    schema: days.default(90),
    meaning:
      'days that the bytes of unreadable records are kept; their ids and problems are kept until they can be read',
  }),
  actionDays: setting({
    variable: 'MERCIA_ACTION_DAYS',
    schema: days.default(730),
    meaning: 'days that it is kept who changed what in Mercia: rulings, keys, rejects that were read again',
  }),
  readerRowsDays: setting({
    variable: 'MERCIA_READER_ROWS_DAYS',
    schema: days.default(30),
    meaning: 'days that harvested loans, holds and tokens of readers are kept that no later harvest renews',
  }),
  trustedProxies: setting({
    variable: 'MERCIA_TRUSTED_PROXIES',
    schema: networks.optional(),
    meaning:
      'addresses or networks, with commas between, of the proxies in front of the gateway, the feeds or the pages; their `x-forwarded-for` tells callers apart',
  }),
  corsOrigins: setting({
    variable: 'MERCIA_CORS_ORIGINS',
    schema: origins.optional(),
    meaning:
      'origins such as https://search.example, with commas between; their pages may call the graph from a browser; without it, none',
  }),
  openServices: setting({
    variable: 'MERCIA_OPEN_SERVICES',
    schema: z.enum(['none', 'daia', 'rtac', 'rtac,daia'], 'must be none, daia, rtac or rtac,daia').default('daia'),
    meaning: 'services of feeds that anybody may ask without a key: none, daia, rtac or rtac,daia',
  }),
  callerRequests: setting({
    variable: 'MERCIA_CALLER_REQUESTS',
    schema: whole(' of requests', 4, 10_000).default(40),
    meaning:
      'requests to the graph of one caller (a person, a program, or an address that signs in with nothing) that are answered at the same time; 4 to 10000',
  }),
  callerValues: setting({
    variable: 'MERCIA_CALLER_VALUES',
    schema: whole(' of values', 10_000, 1_000_000_000).default(100_000),
    meaning: 'values of answers that the graph gives one caller in a second for long; 10000 to 1000000000',
  }),
  visitorRequests: setting({
    variable: 'MERCIA_VISITOR_REQUESTS',
    schema: whole(' of requests', 4, 10_000).default(24),
    meaning:
      'requests to the pages for people of one network address, its style and pictures not counted, that are answered at the same time; 4 to 10000',
  }),
  queryBytes: setting({
    variable: 'MERCIA_QUERY_BYTES',
    schema: whole(' of bytes', 1024, MOST_QUERY_BYTES).default(64 * 1024),
    meaning: 'bytes that the text of one query may have, blanks and comments included; 1024 to 262144',
  }),
  metricsPort: setting({
    variable: 'MERCIA_METRICS_PORT',
    schema: port.optional(),
    meaning:
      'port of `/metrics` for `start`, and `serve` of gateway, feeds and console, on the same address; off if not set',
  }),
  otlpEndpoint: setting({
    variable: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    schema: z.url({ protocol: /^https?$/, error: 'must be an address, such as http://127.0.0.1:4318' }).optional(),
    meaning: 'base address of a receiver of OTLP over HTTP, to which `start` and `serve` send spans; off if not set',
  }),
  adapterServers: setting({
    variable: 'MERCIA_ADAPTER_SERVERS',
    schema: adapterServers.optional(),
    meaning:
      '`SYSTEM=URL,…`: adapter servers instead of the ones in the region file; `none` calls every system directly',
  }),
  databaseUrl: setting({
    variable: 'DATABASE_URL',
    schema: databaseAddress.optional(),
    meaning:
      'another PostgreSQL (15 or newer) instead of the bundled one; several hosts with commas, the one that takes writes is found',
    secret: true,
  }),
  databaseDirectUrl: setting({
    variable: 'DATABASE_DIRECT_URL',
    schema: databaseAddress.optional(),
    meaning:
      'the same server without a pooler between, if `DATABASE_URL` leads through one in transaction mode such as PgBouncer',
    secret: true,
  }),
  databaseReadUrl: setting({
    variable: 'MERCIA_DATABASE_READ_URL',
    schema: databaseAddress.optional(),
    meaning:
      'a server that follows that of `DATABASE_URL`: search, lists, SRU, pages of feeds and reports of snapshots are read there while it is well',
    secret: true,
  }),
  databaseReadLagSeconds: setting({
    variable: 'MERCIA_DATABASE_READ_LAG_SECONDS',
    schema: whole(' of seconds', 2, 3_600).default(30),
    meaning: 'seconds that it may be behind; beyond, everything is read at the server that takes writes; 2 to 3600',
  }),
  pgBin: setting({
    variable: 'MERCIA_PG_BIN',
    schema: text.optional(),
    meaning: "folder of a system PostgreSQL's programs, instead of the bundled ones",
  }),
  ...KEY_SETTINGS,
} as const;

export type SettingName = keyof typeof SETTINGS;
export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[];

/** The default in words; null if there is none. */
export function defaultOf(name: SettingName): string | null {
  const { success, data } = SETTINGS[name].schema.safeParse(undefined);
  return success && (typeof data === 'string' || typeof data === 'number' || Array.isArray(data)) ? String(data) : null;
}
