/** Whether messages about patrons may go this way: SIP2 itself sends cards, PINs and names in clear. */
import type { MerciaError } from '#platform/errors.ts';
import type { SystemConfig } from '#domain/region.ts';
import { lmsError } from '../../shared/lms-error.ts';
import type { PatronSettings } from './settings.ts';

/** Null if they may; else CONFIG_INVALID with what to do. No call is made. */
export function refuseClearText(
  { id, address }: Pick<SystemConfig, 'id' | 'address'>,
  { tunnel }: Pick<PatronSettings, 'tunnel'>,
): MerciaError | null {
  if (address.startsWith('tls://') || tunnel !== null || isThisMachine(address)) return null;
  const what =
    'accounts are not read over tcp:// to another machine, because SIP2 sends cards and PINs in clear; ' +
    'use tls://, a tunnel that begins on this machine, or say in settings.patrons.tunnel.declaredBy who declares the way encrypted';
  return lmsError(id, 'CONFIG_INVALID', `patrons: ${what}`);
}

function isThisMachine(address: string): boolean {
  const host = URL.parse(address)?.hostname ?? '';
  return host === 'localhost' || host === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}
