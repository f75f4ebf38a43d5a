/** The adapter of a simulated SIP2 server, as the region file would describe it. */
import type { CopySource, LmsAdapter } from '#contract/adapter.ts';
import { sip2Kind } from '#adapters/sip2/index.ts';
import type { SystemId } from '#domain/ids.ts';
import type { SystemConfig } from '#domain/region.ts';
import { createLogger } from '#platform/logger.ts';
import { freshGuard } from './host-guard.ts';

/** Worthless: they open simulated servers alone. */
export const SIP2_SECRETS: Readonly<Record<string, string>> = {
  HILL_SIP_USER: 'terminal',
  HILL_SIP_PASSWORD: 'terminal-password',
};

export const SIP2_CREDENTIALS = {
  clientIdEnv: null,
  clientSecretEnv: null,
  userEnv: 'HILL_SIP_USER',
  passwordEnv: 'HILL_SIP_PASSWORD',
} as const;

export interface Sip2AdapterOptions {
  /** `tcp://…` */
  readonly address: string;
  readonly settings?: object;
  /** 2 if left out. */
  readonly connections?: number;
  /** 5,000 if left out. */
  readonly callTimeoutMs?: number;
}

export function sip2System({
  address,
  settings,
  connections = 2,
  callTimeoutMs = 5_000,
}: Sip2AdapterOptions): SystemConfig {
  return {
    id: 'hill' as SystemId,
    name: 'The library on the hill',
    kind: 'sip2',
    address,
    timeZone: 'Europe/London',
    credentials: SIP2_CREDENTIALS,
    owners: [],
    limits: {
      connections,
      callTimeoutMs,
      batchSize: 50,
      freshForMs: 0,
      breaker: { failures: 1_000_000, openMs: 1, maxOpenMs: 1 },
    },
    harvest: { method: 'auto', pageSize: 10, everySeconds: 60, fullEverySeconds: 604_800 },
    settings: sip2Kind.settings.parse(settings ?? {}),
  };
}

/** Close it. */
export function createSip2(options: Sip2AdapterOptions): LmsAdapter & { readonly copies: CopySource } {
  const system = sip2System(options);
  const adapter = sip2Kind.create({
    system,
    guard: freshGuard(system),
    secret: (name) => SIP2_SECRETS[name],
    logger: createLogger('silent'),
    now: Date.now,
  });
  const { copies } = adapter;
  if (copies === undefined) throw new Error('this adapter has no copies');
  return { ...adapter, copies, close: () => adapter.close() };
}
