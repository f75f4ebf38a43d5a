/** One SIP2 server as its adapter knows it. */
import type { SystemConfig } from '#domain/region.ts';
import type { Logger } from '#platform/logger.ts';
import type { Sip2Dialect } from '../protocols/sip2/dialect.ts';
import { lmsError } from '../shared/lms-error.ts';
import { readSecret } from '../shared/session.ts';
import { createSite } from '../shared/site.ts';
import { sip2Settings } from './config.ts';
import { SERVER_DIALECTS } from './dialects.ts';

export type Sip2Site = ReturnType<typeof createSip2Site>;

/** Throws CONFIG_INVALID if the settings are wrong. */
export function createSip2Site(system: SystemConfig, logger: Logger) {
  const site = createSite({ system, schema: sip2Settings, logger, ownerList: 'owner' });
  const { dialect, explains, unknownItems } = site.settings;
  const known = SERVER_DIALECTS[dialect];
  const meanings = new Map(
    Object.entries({ ...known.explains, ...explains }).map(([text, status]) => [plain(text), { text, status }]),
  );
  const unknown = new Set([...known.unknownItems, ...unknownItems].map(plain));
  return {
    ...site,
    /** What a text beside the status 01 means, with the text as the table has it, never as it came; null if nobody says. */
    explain: (text: string) => meanings.get(plain(text)) ?? null,
    /** Whether a text beside 01 says that there is no such copy. */
    saysUnknown: (text: string) => unknown.has(plain(text)),
  };
}

/** Servers put marks around the same words: `#Item not found.` */
function plain(text: string): string {
  return text
    .replace(/^[#\s]+|[.\s]+$/g, '')
    .replaceAll(/\s+/g, ' ')
    .toLowerCase();
}

const TERMINATORS = { CR: '\r', CRLF: '\r\n', LF: '\n' } as const;

/**
 * How this server is spoken to: its dialect, and what the settings say instead. Throws CONFIG_INVALID if it is to be logged in to
 * without credentials.
 */
export function wireDialectOf(
  { system, settings }: Sip2Site,
  secret: (name: string) => string | undefined,
): Sip2Dialect {
  const { wire } = SERVER_DIALECTS[settings.dialect];
  const { terminator, terminalPasswordEnv } = settings;
  const hasUser = system.credentials.userEnv !== null;
  const logIn = settings.logIn ?? (hasUser ? wire.logIn : 'none');
  if (logIn !== 'none' && !hasUser) {
    const what = 'there are no credentials to log in with; name credentials.userEnv and passwordEnv, or write none';
    throw lmsError(system.id, 'CONFIG_INVALID', `settings.logIn: ${what}`);
  }
  return {
    encoding: settings.encoding ?? wire.encoding,
    terminator: terminator === null ? wire.terminator : TERMINATORS[terminator],
    separator: settings.separator ?? wire.separator,
    zone: settings.zone ?? wire.zone,
    errorDetection: settings.errorDetection ?? wire.errorDetection,
    strictChecksum: settings.strictChecksum ?? wire.strictChecksum,
    logIn,
    prompts: settings.prompts ?? wire.prompts,
    statusFirst: settings.statusFirst ?? wire.statusFirst,
    endSession: settings.endSession ?? wire.endSession,
    language: settings.language ?? wire.language,
    institution: settings.institution,
    location: settings.location,
    terminalPassword: terminalPasswordEnv === null ? '' : readSecret({ system, secret }, terminalPasswordEnv),
    timeZone: system.timeZone,
  };
}
