/** Which accounts a plan makes one of. Stricter than what is counted as shared: a wrong guess takes somebody's card. Pure. */
import { joinAccounts, type SharingAccounts } from '#comparison/readers/same-readers.ts';

/**
 * The accounts of each person who has several, each written as `["koha-a","token"]`. Accounts are one person's if they have one name and
 * birth date, or one address and nothing that speaks against it: a family shares an address. Two accounts of one system are never
 * one person's, and with them what is joined to both is not judged.
 */
export function personsOf(sharing: readonly SharingAccounts[]): readonly (readonly string[])[] {
  const births = new Map(
    sharing.flatMap(({ accounts, births: own }) => accounts.map((account, place) => [account, own[place] ?? null])),
  );
  const isOne = (accounts: readonly string[]): boolean => {
    const systems = accounts.map((account) => (JSON.parse(account) as [string, string])[0]);
    const told = new Set(accounts.flatMap((account) => births.get(account) ?? []));
    return new Set(systems).size === systems.length && told.size <= 1;
  };
  const named = sharing.filter(({ by }) => by === 'name_birth').map(({ accounts }) => accounts);
  return joinAccounts(sharing.map(({ accounts }) => accounts)).flatMap((joined) => {
    if (isOne(joined)) return [joined];
    const within = new Set(joined);
    return named.filter((accounts) => accounts.some((account) => within.has(account)) && isOne(accounts));
  });
}
