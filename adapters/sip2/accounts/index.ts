/** The patron half of the adapter: accounts, and what readers change in them. */
import type { AdapterContext, Capability } from '#contract/adapter.ts';
import type { SystemConfig } from '#domain/region.ts';
import type { Sip2Client } from '../../protocols/sip2/client.ts';
import { lmsError } from '../../shared/lms-error.ts';
import type { Sip2Settings, PatronSettings } from '../config.ts';
import { accountDialectOf } from './dialects.ts';
import { createEndSession } from './end-session.ts';
import { createPatronRecords, type AccountsContext } from './patron-records.ts';
import { createPatrons } from './patrons.ts';
import { createPinCheck, type PinCheck } from './pin-check.ts';
import { createWrites } from './writes.ts';
import type { MerciaError } from '#platform/errors.ts';

interface AccountsOptions extends Pick<AdapterContext, 'system' | 'secret' | 'now'> {
  readonly settings: Pick<Sip2Settings, 'patrons' | 'dialect' | 'barcodes'>;
  readonly client: Sip2Client;
}

export type Accounts = NonNullable<ReturnType<typeof createAccounts>>;

/**
 * The sources of one site; null if the region file does not let the adapter near patrons. No call is made. Throws CONFIG_INVALID if
 * the way to the server is one on which nothing about patrons is sent.
 */
export function createAccounts(options: AccountsOptions) {
  const { system, client, now } = options;
  const { patrons: settings, barcodes } = options.settings;
  if (settings.access === 'none') return null;
  const refused = refuseClearText(system, settings);
  if (refused !== null) throw refused;
  const dialect = accountDialectOf(options.settings.dialect);
  const { homeSites } = settings;
  const records = createPatronRecords({ client, dialect, barcodes, homeSites, timeZone: system.timeZone, now });
  const context: AccountsContext = { site: { system, patrons: settings, barcodes, dialect }, client, records, now };
  const endSession = createEndSession(client, system.limits.callTimeoutMs, now);
  const pinCheck = pinCheckOf(options, (card, pin, signal) => records.withPin(card, pin, signal));
  const patrons = createPatrons(context, pinCheck, endSession);
  const writes = settings.access === 'write' ? createWrites(context, endSession) : {};
  return {
    /** They change, as `capabilities` do, when the server is seen not to check PINs. */
    get sources() {
      return { patrons: patrons(), ...(Object.keys(writes).length > 0 && { writes }) };
    },
    get capabilities(): readonly Capability[] {
      return [
        'PATRON_ACCOUNT',
        ...(patrons().verify === undefined ? [] : (['VERIFY_PATRON'] as const)),
        ...(writes.renew === undefined ? [] : (['RENEW'] as const)),
        ...(writes.placeHold === undefined ? [] : (['PLACE_HOLD'] as const)),
        ...(writes.cancelHold === undefined ? [] : (['CANCEL_HOLD'] as const)),
      ];
    },
    /** For `mercia doctor`; null without a test card. */
    pinCheck,
    context,
  };
}

function pinCheckOf(
  { system: { id }, settings, secret }: AccountsOptions,
  withPin: AccountsContext['records']['withPin'],
): PinCheck | null {
  const { testCard } = settings.patrons;
  if (testCard === null) return null;
  const read = (name: string): string => {
    const value = secret(name);
    if (value !== undefined && value !== '') return value;
    throw lmsError(id, 'CONFIG_INVALID', `patrons: ${name} is not set, which settings.patrons.testCard names`);
  };
  const card = () => ({ card: read(testCard.cardEnv), pin: read(testCard.pinEnv) });
  return createPinCheck({ system: id, testCard: card, withPin });
}

/**
 * Whether messages about patrons may go this way: SIP2 itself sends cards, PINs and names in clear. Null if they may; else
 * CONFIG_INVALID with what to do. No call is made.
 */
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
