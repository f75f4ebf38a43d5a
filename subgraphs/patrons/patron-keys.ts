/** The keys that the patrons part derives from the region's secret, and from a second one while it is replaced. */
import { CONTINUED_BINDING, createId, parseId, sealedIdBinding, type AccountId } from '#domain/ids.ts';
import { createGrantSigner, type GrantSigner } from '#platform/account-grant.ts';
import { deriveKey, nameSecret } from '#platform/derived-key.ts';
import { createKeyedHash } from '#platform/keyed-hash.ts';
import { createSealer, type Sealer } from '#platform/sealed-text.ts';
import type { Caller } from '#platform/signed-context.ts';

/** Somebody by their pseudonym, and by the ones that they have under other secrets. */
export interface Person extends Pick<Caller, 'subjects'> {
  readonly subject: string;
}

type NameKind = 'account' | 'patron' | 'card' | 'staff';

export type SecretKeys = ReturnType<typeof createSecretKeys>;

export interface PatronKeys {
  /** What everything is written with. */
  readonly current: SecretKeys;
  /** What things are found with: the current one first. */
  readonly all: readonly SecretKeys[];
  readonly sign: GrantSigner;
}

/**
 * `accepted` are other secrets, under which things are found. `now` gives milliseconds since the epoch. Throws CONFIG_INVALID for
 * a secret that is too short.
 */
export function createPatronKeys(secret: string, now: () => number, accepted: readonly string[] = []): PatronKeys {
  const ids = createSealer(
    deriveKey(secret, 'ids'),
    accepted.map((other) => deriveKey(other, 'ids')),
  );
  const current = createSecretKeys(secret, ids);
  return {
    current,
    all: [current, ...accepted.map((other) => createSecretKeys(other, ids))],
    sign: createGrantSigner(deriveKey(secret, 'grants'), now),
  };
}

/** `accepted` opens ids that were sealed with any of the secrets. */
function createSecretKeys(secret: string, accepted: Pick<Sealer, 'open'>) {
  const hash = createKeyedHash(deriveKey(secret, 'link-keys'));
  const ids = createSealer(deriveKey(secret, 'ids'));
  return {
    /** What the secret is called in signed contexts. */
    secret: nameSecret(secret),
    links: createSealer(deriveKey(secret, 'links')),
    /** A keyed hash to find something by, in a table that does not show what it is. */
    nameOf: (kind: NameKind, text: string): string => hash(JSON.stringify([kind, text])).toString('base64url'),
    /** What circulation sealed of an account that goes on, as this secret seals it; as it is if none of the secrets opens it. */
    continued(sealed: string): string {
      const opened = accepted.open(sealed, CONTINUED_BINDING);
      return opened === null ? sealed : ids.sealStably(opened, CONTINUED_BINDING);
    },
    /** The id of the same account as this secret seals it; as it is if none of the secrets opens it. */
    accountId(account: AccountId): AccountId {
      const parts = parseId(account, 'account');
      if (parts === null) return account;
      const binding = sealedIdBinding(parts.routingKey, 'account');
      const opened = accepted.open(parts.local, binding);
      return opened === null ? account : createId(parts.routingKey, 'account', ids.sealStably(opened, binding));
    },
  };
}

/** The person under that secret, as far as the gateway said it. */
export function subjectUnder({ secret }: SecretKeys, { subject, subjects }: Person): string {
  return subjects?.[secret] ?? subject;
}
