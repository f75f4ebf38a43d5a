/** What the operator of an adapter server sets there: its own keys, derived at the hub from secrets that stay there. */
import type { Region } from '#domain/region.ts';
import type { Settings } from '#platform/config.ts';
import { SETTINGS } from '#platform/settings-table.ts';
import { adapterServerName, deriveServerContextKey, deriveServerReaderKey } from '#platform/derived-key.ts';
import { badUserInput, MerciaError } from '#platform/errors.ts';
import { findServers } from './adapters.ts';

type HubSecrets = Pick<Settings, 'contextSecret' | 'contextSecretAccepted' | 'patronSecret' | 'adapterServers'>;

/**
 * Lines for its environment. `address` as the hub asks it: another one, of a name or a port, is another server. Throws
 * BAD_USER_INPUT for a server at which no system of the region is asked, CONFIG_INVALID where the hub's secret is missing.
 */
export function describeServerKeys(address: string, region: Region, settings: HubSecrets): readonly string[] {
  const { contextSecret, contextSecretAccepted: accepted, patronSecret } = settings;
  assertKnown(address, region, settings);
  if (contextSecret === undefined) {
    const what = `The key comes from the hub's secret: set ${SETTINGS.contextSecret.variable} here to what it is there.`;
    throw new MerciaError('CONFIG_INVALID', what);
  }
  const lines = [`${SETTINGS.contextKey.variable}=${deriveServerContextKey(contextSecret, address)}`];
  if (accepted !== undefined)
    lines.push(`${SETTINGS.contextKeyAccepted.variable}=${deriveServerContextKey(accepted, address)}`);
  if (patronSecret === undefined) return lines;
  return [...lines, `${SETTINGS.readerKey.variable}=${deriveServerReaderKey(patronSecret, address)}`];
}

function assertKnown(address: string, region: Region, settings: HubSecrets): void {
  const serverOf = findServers(region, settings);
  const known = new Set(region.systems.flatMap((system) => serverOf(system) ?? []));
  const names = new Set([...known].map(adapterServerName));
  if (URL.canParse(address) && names.has(adapterServerName(address))) return;
  const there = known.size === 0 ? 'The region names no adapter server.' : `There are ${[...known].join(', ')}.`;
  throw badUserInput(`No system of the region uses an adapter server at ${address}. ${there}`);
}
