/** Which accounts a plan makes one of. Stricter than what is counted as shared: a wrong guess takes somebody's card. Pure. */
import type { SharingAccounts } from '#comparison/readers/same-readers.ts';

/**
 * The accounts of each person who has several, each written as `["koha-a","token"]`. Accounts are one person's if they have one name and
 * birth date. One address proves nothing: a family shares it, or a ward. Two accounts of one system are never one person's, and with
 * them whoever else has that name and birth date is not judged.
 */
export function personsOf(sharing: readonly SharingAccounts[]): readonly (readonly string[])[] {
  const named = sharing.filter(({ by }) => by === 'name_birth').map(({ accounts }) => accounts);
  return named.filter((accounts) => new Set(accounts.map(systemOf)).size === accounts.length);
}

function systemOf(account: string): string {
  return (JSON.parse(account) as [string, string])[0];
}
