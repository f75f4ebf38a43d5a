/** Only a patron changes an account, and only an own one: `patrons` says which those are, in the signed context. */
import { MerciaError } from '#platform/errors.ts';
import type { Caller } from '#platform/signed-context.ts';
import type { OpenedAccount, SealedIds } from '../accounts/sealed-ids.ts';

export interface Changer extends Pick<Caller, 'role'> {
  readonly accounts?: readonly string[] | undefined;
}

/** Throws FORBIDDEN for whoever is no patron. */
export function assertPatron({ role }: Changer): void {
  if (role !== 'patron') throw new MerciaError('FORBIDDEN', 'Only a signed-in patron can change an account.');
}

/** Null for another's account just as for none: nobody learns from the answer that it exists. */
export function findOwn<Opened extends OpenedAccount>(
  opened: Opened | null,
  { accounts = [] }: Changer,
  ids: SealedIds,
): Opened | null {
  if (opened === null) return null;
  const isOpened = (own: OpenedAccount | null): boolean =>
    own?.system === opened.system && own.account === opened.account;
  return accounts.some((id) => isOpened(ids.openAccount(id))) ? opened : null;
}
