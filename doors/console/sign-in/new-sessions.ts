/** How many sessions an address begins: each is a row in the database, and beginning one needs no leave. */

/** In a minute; signing in takes two. Everybody of a hospital may come from one address. */
export const MOST_FROM_ADDRESS = 240;
const MINUTE_MS = 60_000;

/** Gives whether one more may begin. `now` gives milliseconds. */
export function createNewSessions(now: () => number): (address: string) => boolean {
  const begun = new Map<string, number>();
  let minute = 0;
  return (address) => {
    const current = Math.floor(now() / MINUTE_MS);
    if (current !== minute) begun.clear();
    minute = current;
    const count = (begun.get(address) ?? 0) + 1;
    begun.set(address, count);
    return count <= MOST_FROM_ADDRESS;
  };
}
