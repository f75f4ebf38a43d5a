/** `/api/v1`: finds the route, asks who it is, checks the parameters, runs it; in the order in which Koha does. */
import type { IncomingHttpHeaders } from 'node:http';
import * as answers from './answer.ts';
import type { Answer } from '../answer.ts';
import type { ParameterFault } from './answer.ts';
import { isAllowed, type Authentication, type AuthFault } from './auth.ts';
import { QueryFailure } from './query.ts';
import type { RestCall } from './rest-call.ts';
import { isAnswer } from './rest-list.ts';
import { INTEGER_PARAMETERS } from './rest-parameters.ts';
import { ROUTES, type RestKind, type Route } from './rest-routes.ts';
import type { KohaUser, KohaWorld } from './tables.ts';

export interface RestRequest {
  readonly method: string;
  readonly origin: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface RestState extends AuthFault {
  readonly world: KohaWorld;
  readonly authentication: Authentication;
  readonly badRecords: ReadonlySet<number>;
}

const PREFIX = '/api/v1';
const PAGING = ['q', '_match', '_order_by', '_page', '_per_page'];
const MATCHES = ['contains', 'exact', 'starts_with', 'ends_with'];

interface Match {
  readonly route: Route;
  readonly path: Readonly<Record<string, string>>;
}

const COMPILED = ROUTES.map((route) => ({
  route,
  pattern: new RegExp(`^${PREFIX}${route.path.replaceAll(/\{(\w+)\}/gu, '(?<$1>[^/]+)')}$`, 'u'),
}));

function findRoute(method: string, path: string): Match | null {
  // HEAD and OPTIONS are handled like GET, so that OPTIONS wants a login (koha.md 40).
  const wanted = method === 'HEAD' || method === 'OPTIONS' ? 'GET' : method;
  for (const { route, pattern } of COMPILED) {
    const found = route.method === wanted ? pattern.exec(path) : null;
    if (found !== null) return { route, path: { ...found.groups } };
  }
  return null;
}

/** What a call is about, for the log of calls. */
export function restKind(method: string, path: string): RestKind | 'oauth-token' | 'description' {
  if (path === `${PREFIX}/oauth/token`) return 'oauth-token';
  if (path === PREFIX || path === `${PREFIX}/`) return 'description';
  return findRoute(method, path)?.route.kind ?? 'other';
}

export function answerRest(request: RestRequest, state: RestState): Answer {
  const { method, path } = request;
  const reads = method === 'GET' || method === 'HEAD';
  if (path === `${PREFIX}/oauth/token`) {
    return method === 'POST'
      ? state.authentication.grantToken(new URLSearchParams(request.body), state)
      : answers.notFound();
  }
  if (path === PREFIX || path === `${PREFIX}/`) {
    return reads ? answers.json(describeApi(request.origin)) : answers.notFound();
  }
  const match = findRoute(method, path);
  if (match === null) return answers.notFound();

  const embeds = embedList(request.headers);
  if (embeds.length > 0 && match.route.embeds === undefined) {
    return answers.plainJson('Embedding objects is not allowed on this endpoint.', 400);
  }
  // A wrong Basic login breaks the public endpoints too (koha.md 3).
  const user = state.authentication.identify(request.headers.authorization, state);
  if (user !== null && isAnswer(user)) return user;
  const refusal = authorise(user, match.route, state);
  if (refusal !== null) return refusal;
  const unknown = unknownParameters(request, match.route);
  if (unknown.length > 0) return answers.malformedQuery(unknown);
  const found = parameterFaults(request, match, embeds, state.world);
  if (found.length > 0) return answers.faults(400, found);

  const call: RestCall = {
    world: state.world,
    method,
    origin: request.origin,
    address: path,
    query: request.query,
    path: match.path,
    headers: request.headers,
    embeds,
    body: request.body,
    overridesHiddenItems: user?.overridesHiddenItems === true,
    badRecords: state.badRecords,
  };
  try {
    return match.route.run(call);
  } catch (failure) {
    if (!(failure instanceof QueryFailure)) throw failure;
    return answers.internalError();
  }
}

function authorise(user: KohaUser | null, route: Route, state: RestState): Answer | null {
  if (route.permission === null) {
    return user !== null || state.world.preferences.RESTPublicAnonymousRequests ? null : answers.unauthenticated();
  }
  if (user === null) return answers.unauthenticated();
  return isAllowed(user, route.permission) ? null : answers.forbidden(route.permission.shown);
}

function unknownParameters(request: RestRequest, route: Route): string[] {
  const known = new Set([...(route.paging ? PAGING : []), ...(route.parameters ?? [])]);
  return [...new Set(request.query.keys())].filter((name) => !known.has(name));
}

function parameterFaults(
  request: RestRequest,
  match: Match,
  embeds: readonly string[],
  world: KohaWorld,
): ParameterFault[] {
  const found: ParameterFault[] = [];
  const given = [...Object.entries(match.path), ...request.query];
  for (const [name, value] of given) {
    if (INTEGER_PARAMETERS.has(name) && !/^-?\d+$/u.test(value) && match.route.parameters?.includes(name) !== true) {
      found.push({ message: 'Expected integer - got string.', path: `/${name}` });
    }
    if (name === '_match' && !MATCHES.includes(value)) {
      found.push({ message: `Not in enum list: ${MATCHES.join(', ')}.`, path: '/_match' });
    }
  }
  for (const name of match.route.required ?? []) {
    if (!request.query.has(name)) found.push({ message: 'Missing property.', path: `/${name}` });
  }
  const allowed = embedsOf(match.route, world);
  embeds.forEach((embed, index) => {
    if (allowed.includes(embed)) return;
    found.push({ message: `Not in enum list: ${allowed.join(', ')}.`, path: `/x-koha-embed/${String(index)}` });
  });
  const accept = request.headers.accept;
  const produces = producedBy(match.route);
  if (accept !== undefined && !isAcceptable(accept, produces)) {
    found.push({ message: `Expected ${produces.join(', ')} - got ${accept}.`, path: '/header/Accept' });
  }
  return found;
}

function producedBy({ produces = ['application/json'] }: Route): readonly string[] {
  return produces;
}

function embedsOf({ embeds, newerEmbeds }: Route, world: KohaWorld): readonly string[] {
  return [...(embeds ?? []), ...((world.rest.embedsTransfers ? newerEmbeds : undefined) ?? [])];
}

/** One alternative that fits is enough. */
function isAcceptable(accept: string, produces: readonly string[]): boolean {
  return accept.split(',').some((part) => {
    const type = part.split(';')[0]?.trim() ?? '';
    if (type === '*/*' || type === '') return true;
    return type.endsWith('/*') ? produces.some((one) => one.startsWith(type.slice(0, -1))) : produces.includes(type);
  });
}

function embedList(headers: IncomingHttpHeaders): string[] {
  const header = headers['x-koha-embed'];
  if (typeof header !== 'string' || header.trim() === '') return [];
  return header.split(',').map((embed) => embed.trim());
}

/** What `GET /api/v1/` answers without login (koha.md 39), in Swagger 2.0. `info.version` does not tell Koha's version, as in Koha. */
function describeApi(origin: string): unknown {
  const paths = new Map<string, Record<string, unknown>>();
  for (const route of ROUTES) {
    paths.set(route.path, { ...paths.get(route.path), [route.method.toLowerCase()]: describeRoute(route) });
  }
  return {
    basePath: '/api/v1',
    host: origin.replace(/^https?:\/\//u, ''),
    info: { title: 'Koha REST API', version: '1' },
    paths: Object.fromEntries<unknown>([...paths, ['/oauth/token', { post: { tags: ['oauth'], parameters: [] } }]]),
    schemes: ['http'],
    swagger: '2.0',
  };
}

function describeRoute(route: Route): unknown {
  const inPath = [...route.path.matchAll(/\{(\w+)\}/gu)].map((found) => found[1] ?? '');
  const parameters: unknown[] = inPath.map((name) => ({ in: 'path', name, required: true, type: typeOf(name) }));
  for (const name of [...(route.parameters ?? []), ...(route.paging ? PAGING : [])]) {
    parameters.push({ in: 'query', name, required: route.required?.includes(name) === true, type: typeOf(name) });
  }
  if (route.embeds !== undefined) {
    parameters.push({
      in: 'header',
      name: 'x-koha-embed',
      type: 'array',
      collectionFormat: 'csv',
      items: { enum: route.embeds, type: 'string' },
    });
  }
  return {
    parameters,
    produces: producedBy(route),
    ...(route.permission === null ? {} : { 'x-koha-authorization': { permissions: route.permission.shown } }),
  };
}

function typeOf(name: string): string {
  return INTEGER_PARAMETERS.has(name) ? 'integer' : 'string';
}
