/** What an address may be: of a web service, or of a server that is spoken to by another protocol. */

/** What an address begins with where its kind does not say otherwise. */
export const WEB_SCHEMES: readonly string[] = ['http', 'https'];

/** What is wrong with an address, or null. Nothing of the address is repeated: there may be a secret in it. */
export function addressProblem(value: string, schemes: readonly string[] = WEB_SCHEMES): string | null {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//.exec(value)?.[1];
  if (scheme === undefined || !schemes.includes(scheme)) {
    return `an address begins with ${schemes.map((each) => `${each}://`).join(' or ')}`;
  }
  if (!URL.canParse(value)) return 'this address cannot be read';
  const url = new URL(value);
  if (url.username !== '' || url.password !== '') {
    return 'an address holds no user name and no password; name environment variables under credentials';
  }
  if (url.search !== '' || url.hash !== '') return 'an address ends with its path: no ? and no #';
  if (WEB_SCHEMES.includes(scheme)) return null;
  if (url.hostname === '' || url.port === '') return `this address needs a host and a port: ${scheme}://host:port`;
  return /^\/?$/.test(url.pathname) ? null : 'this address ends with its port: no path';
}
