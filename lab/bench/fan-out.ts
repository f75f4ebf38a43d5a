/**
 * What somebody would write by hand for one page: the calls that the hub made, sent to the same systems by `fetch` and
 * `Promise.all`, their JSON read. It knows the record numbers beforehand, maps nothing, checks nothing, says of no fact
 * how true it is: the least that the same question can cost.
 */
import type { Region, SystemConfig } from '#domain/region.ts';
import { timed } from './support/stats.ts';

export interface FanOut {
  /** Asks all systems once; gives the whole time, that of the slowest system and the processor's, in milliseconds. */
  run(): Promise<FanOutRun>;
  readonly calls: number;
  /** Systems that the hub asked and these calls do not: another kind, which nobody has written out by hand. */
  readonly unasked: readonly string[];
}

export interface FanOutRun {
  readonly ms: number;
  readonly slowestMs: number;
  /** Processor milliseconds, the caller's included. */
  readonly cpu: number;
}

/** One call that the hub made. */
export interface SeenCall {
  readonly path: string;
  readonly query: string;
  /** `checkouts` for the loans of a Koha, `oauth-token` for a log-in. */
  readonly kind: string;
}

interface SystemCalls {
  readonly headers: Readonly<Record<string, string>>;
  readonly first: readonly string[];
  /** Loans are asked for by the numbers of the copies, so after these. */
  readonly then: readonly string[];
}

/** Logs in everywhere and gets ready to repeat the calls; systems that were not asked are not asked here either. */
export async function createFanOut(
  region: Region,
  secrets: Readonly<Record<string, string>>,
  seen: Readonly<Record<string, readonly SeenCall[]>>,
): Promise<FanOut> {
  const systems: SystemCalls[] = [];
  const unasked: string[] = [];
  for (const system of region.systems) {
    const calls = (seen[system.id] ?? []).filter(({ kind }) => kind !== 'oauth-token');
    if (calls.length === 0) continue;
    const toUrl = ({ path, query }: SeenCall): string => `${system.address}${path}${query === '' ? '' : `?${query}`}`;
    if (calls.every(({ path }) => path.endsWith('/rest/standard/lookupTitleInfo'))) {
      const client = secrets[system.credentials.clientIdEnv ?? ''] ?? '';
      const urls = calls.map((call) => withParameter(toUrl(call), 'clientID', client));
      systems.push({ headers: { 'x-sirs-clientid': client }, first: urls, then: [] });
      continue;
    }
    if (system.kind !== 'koha') {
      unasked.push(system.id);
      continue;
    }
    systems.push({
      headers: { authorization: await logIn(system, secrets), accept: 'application/json', 'x-koha-embed': '+strings' },
      first: calls.filter(({ kind }) => kind !== 'checkouts').map(toUrl),
      then: calls.filter(({ kind }) => kind === 'checkouts').map(toUrl),
    });
  }
  return {
    unasked,
    calls: systems.reduce((sum, { first, then }) => sum + first.length + then.length, 0),
    async run() {
      const before = process.cpuUsage();
      const { ms, value } = await timed(() => Promise.all(systems.map((system) => timed(() => askSystem(system)))));
      const { user, system } = process.cpuUsage(before);
      return { ms, slowestMs: Math.max(...value.map((one) => one.ms)), cpu: (user + system) / 1000 };
    },
  };
}

async function askSystem({ headers, first, then }: SystemCalls): Promise<void> {
  for (const urls of [first, then]) await Promise.all(urls.map((url) => ask(url, headers)));
}

async function ask(url: string, headers: Readonly<Record<string, string>>): Promise<unknown> {
  const response = await fetch(url, { headers: { ...headers, ...(url.includes('/items?') ? {} : NO_EMBED) } });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  // XML is taken as text: somebody in a hurry reads it by a pattern.
  return response.headers.get('content-type')?.includes('json') === true ? response.json() : response.text();
}

function withParameter(url: string, name: string, value: string): string {
  const changed = new URL(url);
  changed.searchParams.set(name, value);
  return changed.href;
}

const NO_EMBED = { 'x-koha-embed': '' };

async function logIn(system: SystemConfig, secrets: Readonly<Record<string, string>>): Promise<string> {
  const { clientIdEnv, clientSecretEnv, userEnv, passwordEnv } = system.credentials;
  const valueOf = (name: string | null): string => (name === null ? '' : (secrets[name] ?? ''));
  if (clientIdEnv === null) return `Basic ${btoa(`${valueOf(userEnv)}:${valueOf(passwordEnv)}`)}`;
  const response = await fetch(`${system.address}/api/v1/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: valueOf(clientIdEnv),
      client_secret: valueOf(clientSecretEnv),
    }),
  });
  const { access_token: token } = (await response.json()) as { readonly access_token: string };
  return `Bearer ${token}`;
}
