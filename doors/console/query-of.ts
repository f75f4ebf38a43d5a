/** What follows the first question mark of an address: what is searched for may have others. Empty if there is none. */
export function queryOf(address: string): string {
  const at = address.indexOf('?');
  return at < 0 ? '' : address.slice(at + 1);
}
