const LOOPBACK = /^(localhost|127(?:\.\d{1,3}){3}|::1|\[::1\])$/;

/** Whether a host's name or address, as a URL or a setting has it, is this machine and no other. */
export function isLoopbackHost(host: string): boolean {
  return LOOPBACK.test(host);
}
