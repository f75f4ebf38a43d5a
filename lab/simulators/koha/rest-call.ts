import type { IncomingHttpHeaders } from 'node:http';
import type { KohaWorld } from './tables.ts';

/** A request to REST once its route is known. */
export interface RestCall {
  readonly world: KohaWorld;
  readonly method: string;
  /** `http://host:port` as the caller named it in the Host header. */
  readonly origin: string;
  /** The path, `/api/v1` included. */
  readonly address: string;
  readonly query: URLSearchParams;
  /** The variable parts of the path. */
  readonly path: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  /** What x-koha-embed lists. */
  readonly embeds: readonly string[];
  readonly body: string;
  /** Who asks is shown what OpacHiddenItems hides, at the public endpoints, too. */
  readonly overridesHiddenItems: boolean;
  /** Records that a fault makes unreadable. */
  readonly badRecords: ReadonlySet<number>;
}
