/** How the name of a host that a region file names becomes an address. */
import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isMetadataHost } from './metadata-address.ts';

const METADATA_ADDRESS = 'EMETADATA';

/** What is wrong with a name, and what to do, by the code of what was thrown when it was looked up. */
export const NAME_HINTS: ReadonlyMap<string, string> = new Map([
  ['ENOTFOUND', 'there is no such host; check the address'],
  [
    METADATA_ADDRESS,
    'its name leads to a link-local or metadata address, where no library system is; check the name with whoever runs its DNS',
  ],
]);

/**
 * Looks names up as the machine does, and refuses one that leads to a link-local or metadata address, with the code
 * `EMETADATA`: the region file can refuse such an address only if it is written there. For sockets, because what is
 * looked up before connecting may be something else when the socket looks it up again.
 */
export const systemLookup: LookupFunction = createSystemLookup(lookup);

export function createSystemLookup(resolve: LookupFunction): LookupFunction {
  return (host, options, callback) => {
    resolve(host, options, (error, found, family) => {
      const refused = error === null && addressesOf(found).some(isMetadataHost);
      if (refused) callback(refusal(host), []);
      else callback(error, found, family);
    });
  };
}

/** The address of a host, for clients that look names up by themselves; rejects as {@link systemLookup} does. */
export async function lookupAddress(host: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  systemLookup(host, {}, (error, found) => {
    const [address] = addressesOf(found);
    if (error !== null || address === undefined) reject(error ?? new Error(`${host} has no address`));
    else resolve(address);
  });
  return promise;
}

function addressesOf(found: string | LookupAddress[]): readonly string[] {
  return typeof found === 'string' ? [found] : found.map(({ address }) => address);
}

function refusal(host: string): NodeJS.ErrnoException {
  const message = `the name ${host} leads to a link-local or metadata address, where no library system is`;
  return Object.assign(new Error(message), { code: METADATA_ADDRESS });
}
