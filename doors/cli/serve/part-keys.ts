/** What parts that run apart believe each other by. */
import { randomBytes } from 'node:crypto';
import type { Settings } from '#platform/config.ts';
import { deriveCallerKey, readKeyText } from '#platform/derived-key.ts';
import { MerciaError } from '#platform/errors.ts';
import { SETTINGS } from '#platform/settings-table.ts';
import { printNote } from '../output.ts';

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

/** By which the graph believes a part that runs apart for whom it asks. */
export function readCallerKey({
  callerKey,
  contextSecret: secret,
}: Pick<Settings, 'callerKey' | 'contextSecret'>): Buffer {
  if (callerKey !== undefined) return readKeyText(callerKey);
  if (secret !== undefined) return deriveCallerKey(secret);
  printNote(
    `${SETTINGS.callerKey.variable} is not set: the graph takes all who ask here for one caller, with one share of its time.`,
  );
  return randomBytes(32);
}
