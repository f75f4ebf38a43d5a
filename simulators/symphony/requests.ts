/** What a request to the JSON web services carries, and who it comes from. */
import type { Answer } from '../answer.ts';
import type { Asked } from '../server.ts';
import { refusal } from './refusals.ts';
import type { Sessions } from './sessions.ts';
import type { SymphonyClient, SymphonyWorld } from './tables.ts';

/** A request below the base path. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Asked['headers'];
  readonly body: string;
}

export interface Serving {
  readonly world: SymphonyWorld;
  readonly sessions: Sessions;
  /** Every log-in and token is refused. */
  readonly wrongCredentials: boolean;
  /** Titles that crash the service. */
  readonly badRecords: ReadonlySet<string>;
}

/** The header, or undefined where it is missing or empty. */
export function header({ headers }: Request, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The client that a request names, or the refusal of one that names none. */
export function clientOf(request: Request, { world }: Serving): SymphonyClient | Answer {
  const id = header(request, 'x-sirs-clientid') ?? request.query.get('clientID') ?? undefined;
  const client = id === undefined ? undefined : world.clients.get(id);
  return client ?? refusal(401, { code: 'invalidClientID', message: 'The client ID is missing or not known.' });
}

export function isAnswer(value: object): value is Answer {
  return 'status' in value && 'contentType' in value;
}
