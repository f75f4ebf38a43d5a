/** What a request to the JSON web services carries, who it comes from, and how it is answered. */
import type { Answer } from '../answer.ts';
import type { Asked } from '../server.ts';
import { refusal } from './refusals.ts';
import { fromEitherShape, toSecondShape, type Json } from './render.ts';
import type { Sessions } from './sessions.ts';
import type { SymphonyClient, SymphonyWorld } from './tables.ts';

const SECOND_SHAPE = 'application/vnd.sirsidynix.roa.resource.v2+json';
const FIRST_SHAPE = 'application/json;charset=UTF-8';

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

/** The members of what was sent, in either shape; empty where nothing was sent, null where it is no JSON object. */
export function bodyOf(request: Request): Readonly<Record<string, unknown>> | null {
  if (request.body === '') return {};
  try {
    const sent = fromEitherShape(JSON.parse(request.body));
    return typeof sent === 'object' && sent !== null ? Object.fromEntries(Object.entries(sent)) : null;
  } catch {
    return null;
  }
}

/** HTTP 200 in the shape that was asked for. */
export function written(request: Request, body: Json): Answer {
  const isSecond = (header(request, 'accept') ?? '').includes('roa.resource.v2');
  return {
    status: 200,
    contentType: isSecond ? SECOND_SHAPE : FIRST_SHAPE,
    body: JSON.stringify(isSecond ? toSecondShape(body) : body),
  };
}
