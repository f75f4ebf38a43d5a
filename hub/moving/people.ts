/** Whether two who take part in a move are known to be two. */
import type { Region } from '#domain/region.ts';
import { keyIdOf } from '#platform/api-key.ts';
import { MerciaError } from '#platform/errors.ts';
import { findApiKey } from '#store/repositories/api-keys/api-keys.ts';
import type { Actor } from '#store/repositories/actions/actions.ts';
import type { Tx } from '#store/tables.ts';

/** Who did it. Whoever signs in while secrets are replaced has several names. */
export interface Person extends Actor {
  readonly names: readonly string[];
}

/**
 * One person may have several keys, besides their sign-in: only of who signs in is it known that two are two. A region without an identity
 * provider has keys alone, and must itself see to it that two people hold them. Gives what is wrong with a key, looked up now: elsewhere one
 * that was taken back is accepted for a moment.
 */
export async function whyNotBy(tx: Tx, { issuers }: Region, by: string, at: Date): Promise<string | null> {
  const id = keyIdOf(by);
  if (id === null) return null;
  if (issuers.length > 0) return 'and not by a person who signed in';
  const key = await findApiKey(tx, id);
  const stands = key !== null && key.revokedAt === null && (key.expiresAt === null || key.expiresAt > at);
  return stands ? null : 'that was taken back, or has ended';
}

/** Throws FORBIDDEN, in the words `what` for what is done: “confirmPhase: the steps of a move are”. */
export async function assertIsPerson(
  tx: Tx,
  region: Region,
  what: string,
  { by: { by }, at }: { readonly by: Person; readonly at: Date },
): Promise<void> {
  const why = await whyNotBy(tx, region, by, at);
  if (why === null) return;
  throw new MerciaError(
    'FORBIDDEN',
    region.issuers.length > 0
      ? `${what} for people. Sign in as the person that you are, and not with a key.`
      : `${what} for people, and you signed in with a key ${why}.`,
  );
}
