/** Where OAI-PMH may answer: a stock Koha has it on the public catalogue's host, not on the interface's. */
import { createHttpClient, inBackground, type HttpClient, type HttpResponse } from '#platform/http-client.ts';
import type { AdapterContext } from '#contract/adapter.ts';
import type { KohaSettings } from './config.ts';

export interface OaiHost {
  /** Found by the region file's public catalogue alone: if it has no OAI-PMH, or does not answer, nothing is wrong. */
  readonly presumed: boolean;
  /** An answer, whatever its status; never with credentials. */
  ask(operation: string, parameters: Readonly<Record<string, string>>, signal: AbortSignal): Promise<HttpResponse>;
}

/** The region file's own address for OAI-PMH, else the system's (`own`), then the public catalogue's. */
export function createOaiHosts(
  { system, guard }: Pick<AdapterContext, 'system' | 'guard'>,
  settings: KohaSettings,
  own: HttpClient,
) {
  const { address, path } = settings.oai;
  const at = (other: string): HttpClient => {
    const { connections, callTimeoutMs: timeoutMs } = system.limits;
    return createHttpClient({ system: system.id, address: other, connections, timeoutMs, guard });
  };
  const opac = settings.opacAddress;
  const isElsewhere = opac !== null && URL.parse(opac)?.origin !== URL.parse(system.address)?.origin;
  const clients =
    address === null
      ? [{ presumed: false, http: own }, ...(isElsewhere ? [{ presumed: true, http: at(opac) }] : [])]
      : [{ presumed: false, http: at(address) }];
  const hostOf = (presumed: boolean, http: HttpClient): OaiHost => ({
    presumed,
    ask(operation, parameters, signal) {
      const query = new URLSearchParams(parameters).toString();
      return http.request({ operation, path, query, headers: { accept: 'text/xml' } }, signal);
    },
  });
  return {
    /** In the order in which to look. */
    live: clients.map(({ presumed, http }) => hostOf(presumed, http)),
    background: clients.map(({ presumed, http }) => hostOf(presumed, inBackground(http))),
    close: (): void => {
      for (const { http } of clients) http.close();
    },
  };
}
