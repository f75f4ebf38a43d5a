/** A patron may change their own accounts only; the signed context names them. */
import { MerciaError } from '#platform/errors.ts';
import type { Caller } from '#platform/signed-context.ts';
import type { OpenedAccount, SealedIds } from '../accounts/sealed-ids.ts';

export interface Changer extends Pick<Caller, 'role'> {
  readonly accounts?: readonly string[] | undefined;
}

/**
 * Null for another patron's account just as for none, so that the answer does not show that it exists. Throws FORBIDDEN for
 * everybody but a patron.
 */
export function findOwn<Opened extends OpenedAccount>(
  opened: Opened | null,
  { role, accounts = [] }: Changer,
  ids: SealedIds,
): Opened | null {
  if (role !== 'patron') throw new MerciaError('FORBIDDEN', 'Only a signed-in patron can change an account.');
  if (opened === null) return null;
  const isOpened = (own: OpenedAccount | null): boolean =>
    own?.system === opened.system && own.account === opened.account;
  return accounts.some((id) => isOpened(ids.openAccount(id))) ? opened : null;
}
