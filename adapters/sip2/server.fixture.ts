/** An adapter of a SIP2 server for tests, as a region file without a file would describe it. */
import type { SystemId } from '#domain/ids.ts';
import type { SystemConfig } from '#domain/region.ts';
import { createHostGuards } from '#platform/host-guard/index.ts';
import { createLogger } from '#platform/logger.ts';
import type { LmsAdapter } from '#contract/adapter.ts';
import { systemOf } from '../shared/system.fixture.ts';
import { createSip2Adapter } from './adapter.ts';
import { sip2Settings } from './config.ts';

export interface AdapterOptions {
  readonly settings?: object;
  readonly connections?: number;
  readonly callTimeoutMs?: number;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** It logs in as `hub` with the password `secret`. */
export function adapterOf(address: string, options: AdapterOptions = {}): LmsAdapter {
  const { settings = {}, connections = 1, callTimeoutMs = 20_000, now = Date.now } = options;
  const plain = systemOf('hill' as SystemId, 'sip2', []);
  const system: SystemConfig = {
    ...plain,
    address,
    credentials: { ...plain.credentials, userEnv: 'SIP_USER', passwordEnv: 'SIP_PASSWORD' },
    limits: { ...plain.limits, connections, callTimeoutMs },
    settings: sip2Settings.parse(settings),
  };
  const secrets = new Map([
    ['SIP_USER', 'hub'],
    ['SIP_PASSWORD', 'secret'],
  ]);
  return createSip2Adapter({
    system,
    secret: (name) => secrets.get(name),
    logger: createLogger('silent'),
    guard: createHostGuards({ now }).for(system),
    now,
  });
}
