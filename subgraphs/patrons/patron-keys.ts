/** What the patrons part does with the region's secret. */
import { createHmac } from 'node:crypto';
import { createGrantSigner, type GrantSigner } from '#platform/account-grant.ts';
import { deriveKey } from '#platform/derived-key.ts';
import { createSealer, type Sealer } from '#platform/sealed-text.ts';

export interface PatronKeys {
  readonly links: Sealer;
  /** A name under which something is found in a table that does not say what it is. */
  nameOf(kind: 'account' | 'patron' | 'card', text: string): string;
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
