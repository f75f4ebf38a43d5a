/** The patron half of the adapter: accounts, and what readers change in them. */
import type { Capability, LmsAdapter } from '../../adapter.ts';
import type { MerciaError } from '#platform/errors.ts';
import type { SystemConfig } from '#domain/region.ts';
import type { Sip2Client } from '../../protocols/sip2/client.ts';
import { lmsError } from '../../shared/lms-error.ts';
import type { AccountsContext } from './context.ts';
import { accountDialectOf } from './dialects.ts';
import { createEndSession } from './end-session.ts';
import { createPatronRecords } from './patron-records.ts';
import { createPatrons } from './patrons.ts';
import { createPinCheck } from './pin-check.ts';
import type { PinCheck } from './pin-check.ts';
import type { PatronSettings } from './settings.ts';
import { refuseClearText } from './transport.ts';
import { createWrites } from './writes.ts';

export interface AccountsOptions {
  readonly system: SystemConfig;
  readonly patrons: PatronSettings;
  /** The name of the dialect: `koha`, `generic`. */
  readonly dialect: string;
  readonly client: Sip2Client;
  /** Reads an environment variable named in the region file; undefined where it is not set. */
  readonly secret: (name: string) => string | undefined;
  readonly now: () => number;
}

export interface Accounts {
  /** Change, as `capabilities` do, when the server is seen not to check PINs. */
  readonly sources: Pick<LmsAdapter, 'patrons' | 'writes'>;
  readonly capabilities: readonly Capability[];
  /** Why the settings ask for accounts and there are none: CONFIG_INVALID with what to do. Null if nothing is in the way. */
  readonly refused: MerciaError | null;
  /** For `mercia doctor`; null without a test card. */
  readonly pinCheck: PinCheck | null;
  readonly context: AccountsContext | null;
}

const NOTHING: Accounts = { sources: {}, capabilities: [], refused: null, pinCheck: null, context: null };

/** The sources of one site, as far as the region file and the way to the server permit. No call is made. */
export function createAccounts(options: AccountsOptions): Accounts {
  const { system, patrons: settings, client, now } = options;
  if (settings.access === 'none') return NOTHING;
  const refused = refuseClearText(system, settings);
  if (refused !== null) return { ...NOTHING, refused };
  const dialect = accountDialectOf(options.dialect);
  const records = createPatronRecords({ client, dialect, timeZone: system.timeZone, now });
  const context: AccountsContext = { site: { system, patrons: settings, dialect }, client, records, now };
  const endSession = createEndSession(client, system.limits.callTimeoutMs, now);
  const pinCheck = pinCheckOf(options, records.withPin);
  const patrons = createPatrons({ context, pinCheck, endSession });
  const writes = settings.access === 'write' ? createWrites(context, endSession) : {};
  return {
    get sources() {
      return { patrons: patrons(), ...(Object.keys(writes).length > 0 && { writes }) };
    },
    get capabilities() {
      return [
        'PATRON_ACCOUNT',
        ...(patrons().verify === undefined ? [] : (['VERIFY_PATRON'] as const)),
        ...(writes.renew === undefined ? [] : (['RENEW'] as const)),
        ...(writes.placeHold === undefined ? [] : (['PLACE_HOLD'] as const)),
        ...(writes.cancelHold === undefined ? [] : (['CANCEL_HOLD'] as const)),
      ] satisfies readonly Capability[];
    },
    refused: null,
    pinCheck,
    context,
  };
}

function pinCheckOf(
  { system: { id }, patrons: { testCard }, secret, now }: AccountsOptions,
  withPin: AccountsContext['records']['withPin'],
): PinCheck | null {
  if (testCard === null) return null;
  const read = (name: string): string => {
    const value = secret(name);
    if (value !== undefined && value !== '') return value;
    throw lmsError(id, 'CONFIG_INVALID', `patrons: ${name} is not set, which settings.patrons.testCard names`);
  };
  const card = () => ({ card: read(testCard.cardEnv), pin: read(testCard.pinEnv) });
  return createPinCheck({ system: id, testCard: card, withPin, now });
}
