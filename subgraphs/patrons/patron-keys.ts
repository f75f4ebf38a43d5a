/** The keys that the patrons part derives from the region's secret. */
import { createHmac } from 'node:crypto';
import { createGrantSigner, type GrantSigner } from '#platform/account-grant.ts';
import { deriveKey } from '#platform/derived-key.ts';
import { createSealer, type Sealer } from '#platform/sealed-text.ts';

export interface PatronKeys {
  readonly links: Sealer;
  /** A keyed hash to find something by, in a table that does not show what it is. */
  nameOf(kind: 'account' | 'patron' | 'card' | 'staff', text: string): string;
  readonly sign: GrantSigner;
}

/** `now` gives milliseconds since the epoch. Throws CONFIG_INVALID for a secret that is too short. */
export function createPatronKeys(secret: string, now: () => number): PatronKeys {
  const names = deriveKey(secret, 'link-keys');
  return {
    links: createSealer(deriveKey(secret, 'links')),
    nameOf: (kind, text) =>
      createHmac('sha256', names)
        .update(JSON.stringify([kind, text]))
        .digest('base64url'),
    sign: createGrantSigner(deriveKey(secret, 'grants'), now),
  };
}
