const LOOPBACK = /^(localhost|127(?:\.\d{1,3}){3}|::1|\[::1\])$/;

/** Whether a host's name or address, as a URL or a setting has it, is this machine and no other. */
export function isLoopbackHost(host: string): boolean {
  return LOOPBACK.test(host);
}

/** Whoever can change what comes from there can be anybody here: only with TLS, or from this machine; without a password in the address. */
export function isSafeAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username, password } = new URL(value);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname));
}
