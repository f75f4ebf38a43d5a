import type { Settings } from '#platform/config.ts';
import { MerciaError } from '#platform/errors.ts';

/** Parts that run as their own processes must share the key; one made at a start would fit no other process. */
export function contextSecret({ contextSecret: secret }: Pick<Settings, 'contextSecret'>): string {
  if (secret !== undefined) return secret;
  throw new MerciaError(
    'CONFIG_INVALID',
    'Parts that run apart need one shared key: set MERCIA_CONTEXT_SECRET to the same text of at least 32 characters for each.',
  );
}

/** With which a part that runs apart checks what another signed: more than one while the secret is replaced. */
export function contextSecrets(settings: Pick<Settings, 'contextSecret' | 'contextSecretAccepted'>): readonly string[] {
  return [contextSecret(settings), settings.contextSecretAccepted ?? []].flat();
}
