/** How a gateway learns who asks: from the issuers of the region of the moment, and from the keys of a database. */
import { createKeyReader, createTokenReader, deriveSubjectKeys, type IdentityReaders } from '#gateway/index.ts';
import type { Settings } from '#platform/config.ts';
import { openDatabase } from '#store/database.ts';
import { findApiKey } from '#store/repositories/api-keys/api-keys.ts';
import type { Store } from '#store/open-store.ts';
import { patronSecrets, type PatronSecretSettings } from '../patron-secrets.ts';
import type { OpenedRegion, RegionParts } from '../region/opened-region.ts';

/** The region of the moment, as far as it says who issues tokens. */
export interface IssuingRegion extends Pick<OpenedRegion, 'logger'> {
  readonly derive: <T>(build: (parts: Pick<RegionParts, 'region'>) => T) => () => T;
}

/** Without a database keys are refused; without a secret for what is personal, tokens are. */
export function createIdentityReaders(
  { derive, logger }: IssuingRegion,
  settings: PatronSecretSettings,
  db: Store['db'] | null,
): IdentityReaders {
  const subjectKeys = deriveSubjectKeys(patronSecrets(settings));
  const readToken = derive(({ region: { issuers } }) =>
    createTokenReader({ issuers, subjectKeys, logger, now: Date.now }),
  );
  const find = db === null ? null : (id: string) => findApiKey(db, id);
  return { readToken: (token) => readToken()(token), readKey: createKeyReader({ find, now: Date.now }) };
}

/** A look-up of one key takes a moment, or the request is over. */
const STATEMENT_TIMEOUT_MS = 2_000;
export const KEY_CONNECTIONS = 2;

/**
 * The database in which a gateway that runs as its own process finds API keys; it only reads. Null if no database is
 * named.
 */
export function openKeyDatabase({ databaseUrl, databaseDirectUrl }: Settings): Store['db'] | null {
  const url = databaseDirectUrl ?? databaseUrl;
  if (url === undefined) return null;
  return openDatabase({
    target: { url },
    applicationName: 'mercia gateway',
    poolSize: KEY_CONNECTIONS,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    readOnly: true,
    standby: true,
  });
}
