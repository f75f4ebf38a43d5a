/** The JSON web services: log-in, resources by key, policy lists, searches; loans and holds in `circulation.ts`. */
import type { Answer } from '../answer.ts';
import { bibResource, boundWithResource, callResource, itemResource, transitResource } from './catalog-resources.ts';
import {
  blockResource,
  circRecordResource,
  circulationRuleResource,
  holdRecordResource,
  loanPeriodResource,
  patronResource,
  patronStatusResource,
  policyResource,
} from './circulation-resources.ts';
import { answerCirculation } from './circulation.ts';
import { parseIncludeFields, STAR, type Selection } from './include-fields.ts';
import { authenticate, logIn, logOut } from './log-in.ts';
import {
  keyParseError,
  recordNotFound,
  refusal,
  refusalOf,
  required,
  sessionTimedOut,
  unhandledException,
} from './refusals.ts';
import { render, UnknownField, type Json } from './render.ts';
import { bodyOf, clientOf, header, isAnswer, written, type Request, type Serving } from './requests.ts';
import { Reference, viewOf, type Resource } from './resources.ts';
import { searchBibs, searchIndexes, searchPatrons } from './search.ts';

const RESOURCES = new Map<string, Resource>([
  ['/catalog/bib', bibResource],
  ['/catalog/call', callResource],
  ['/catalog/item', itemResource],
  ['/catalog/boundWith', boundWithResource],
  ['/circulation/circRecord', circRecordResource],
  ['/circulation/holdRecord', holdRecordResource],
  ['/circulation/transit', transitResource],
  ['/circulation/block', blockResource],
  ['/user/patron', patronResource],
  ['/user/patronStatusInfo', patronStatusResource],
  ['/policy/circulationRule', circulationRuleResource],
  ['/policy/loanPeriod', loanPeriodResource],
]);

function resourceAt(path: string): Resource | undefined {
  const [, room, name = ''] = path.split('/');
  return RESOURCES.get(path) ?? (room === 'policy' && name !== '' ? policyResource(name) : undefined);
}

/** What changes an account; the last part of its path is its kind. */
const WRITES = ['renew', 'placeHold', 'cancelHold'];

/** The kind of a call: `login`, `authenticate`, `bib`, `item`, `patron`, `policy`, `search`, `renew`, `cancelHold` … */
export function restKind(method: string, path: string): string {
  const [, room = '', name = '', how = ''] = path.replace(/^\/v1(?=\/)/u, '').split('/');
  if (room === 'user' && (how === 'login' || how === 'logout' || how === 'authenticate')) return how;
  if (room === 'policy') return 'policy';
  if (WRITES.includes(how)) return how;
  if (method === 'DELETE' && name === 'holdRecord') return 'cancelHold';
  if (how === 'search') return 'search';
  if (how === 'describe') return 'describe';
  return name === '' ? 'other' : name;
}

export function answerRest(request: Request, serving: Serving): Answer {
  const missing = missingHeaders(request);
  if (missing !== null) return missing;
  const client = clientOf(request, serving);
  if (isAnswer(client)) return client;

  const path = request.path.replace(/^\/v1(?=\/)/u, '');
  if (path === '/user/staff/login') return logIn(request, serving, client.kind);
  if (needsSession(path, serving) && !hasSession(request, serving)) return sessionTimedOut();
  if (path === '/user/staff/logout') return logOut(request, serving);
  if (path === '/user/patron/authenticate') return authenticate(request, serving);
  try {
    return answerResource({ ...request, path }, serving);
  } catch (failure) {
    if (!(failure instanceof UnknownField)) throw failure;
    return refusal(400, { code: 'fieldNotFound', message: failure.message });
  }
}

function missingHeaders(request: Request): Answer | null {
  if (header(request, 'sd-originating-app-id') === undefined) return required('SD-Originating-App-Id');
  const accept = header(request, 'accept') ?? '*/*';
  if (/json|\*\/\*|application\/\*/u.test(accept)) return null;
  return { status: 406, contentType: 'text/html; charset=utf-8', body: '<html><body>Not Acceptable</body></html>' };
}

function needsSession(path: string, { world }: Serving): boolean {
  if (path.startsWith('/policy/') || path.endsWith('/describe')) return !world.settings.openPolicies;
  if (path.startsWith('/catalog/')) return !world.settings.openCatalogue;
  return true;
}

function hasSession(request: Request, { sessions, wrongCredentials }: Serving): boolean {
  return !wrongCredentials && sessions.use(header(request, 'x-sirs-sessiontoken'));
}

function answerResource(request: Request, serving: Serving): Answer {
  const { path } = request;
  const by = /^(\/\w+\/\w+)\/(key|barcode)\/([^/]+)$/u.exec(path);
  const view = viewOf(serving.world);
  if (by === null || request.method !== 'GET') {
    const selection = selectionOf(request, serving);
    if (isAnswer(selection)) return selection;
    const circulated = answerCirculation(request, serving, bodyOf(request));
    if (circulated === null) return answerList(request, serving, selection);
    if (isAnswer(circulated)) return circulated;
    // Without includeFields only keys come back.
    const opened = (name: string, at: Reference): Json =>
      render(view, resourceAt, at, selection.named.get(name) ?? { star: false, named: new Map() }) ?? null;
    const isOpened = (name: string): boolean => selection.named.get(name) !== undefined;
    return written(
      request,
      Object.fromEntries(
        Object.entries(circulated).map(([name, value]) => [
          name,
          value instanceof Reference
            ? isOpened(name)
              ? opened(name, value)
              : { resource: value.resource, key: value.key }
            : value,
        ]),
      ),
    );
  }

  const [, name = '', how = '', text = ''] = by;
  const selection = selectionOf(request, serving);
  if (isAnswer(selection)) return selection;
  const found = resourceAt(name);
  if (found === undefined) return notFound();
  const given = decodeURIComponent(text);
  const key = how === 'key' ? given : keyOfBarcode(serving, name, given);
  if (key === undefined) return recordNotFound(name, given);
  if (!found.isKey(key)) return keyParseError(name, key);
  const refused = serving.world.refusals.get(key);
  if (refused !== undefined) return refusalOf(refused);
  if (name.startsWith('/catalog/') && serving.badRecords.has(key.split(':')[0] ?? '')) return unhandledException();
  const body = render(view, resourceAt, new Reference(name, key), selection);
  return body === undefined ? recordNotFound(name, key) : written(request, body);
}

function answerList(request: Request, serving: Serving, selection: Selection): Answer {
  const { path } = request;
  const view = viewOf(serving.world);
  const opened = (at: Reference): Json | undefined => render(view, resourceAt, at, selection);
  const policies = /^\/policy\/(\w+)\/simpleQuery$/u.exec(path)?.[1];
  if (policies !== undefined) {
    const list = serving.world.policies.get(policies);
    if (list === undefined) return notFound();
    const wanted = request.query.get('key') ?? '*';
    const keys = [...list.keys()].filter((key) => wanted === '*' || wanted.split(',').includes(key));
    return written(
      request,
      keys.map((key) => opened(new Reference(`/policy/${policies}`, key)) ?? null),
    );
  }
  if (path === '/catalog/bib/search') return searchAnswer(request, searchBibs(request.query, serving.world), opened);
  if (path === '/user/patron/search') return searchAnswer(request, searchPatrons(request.query, serving.world), opened);
  const described = /^(\/\w+\/\w+)\/describe$/u.exec(path)?.[1];
  const found = described === undefined ? undefined : resourceAt(described);
  if (described === undefined || found === undefined) return notFound();
  return written(request, {
    name: described,
    fields: found.fields.map((name) => ({ name })),
    ...(described === '/catalog/bib' ? { searchIndexList: searchIndexes() } : {}),
  });
}

function searchAnswer(
  request: Request,
  found: ReturnType<typeof searchBibs>,
  opened: (at: Reference) => Json | undefined,
): Answer {
  if (isAnswer(found)) return found;
  const { searchQuery, startRow, rowsPerPage, total, page } = found;
  return written(request, {
    searchQuery,
    startRow,
    lastRow: startRow + rowsPerPage - 1,
    rowsPerPage,
    totalResults: total,
    result: page.map((at) => opened(at) ?? null),
  });
}

function keyOfBarcode({ world }: Serving, name: string, barcode: string): string | undefined {
  if (name === '/catalog/item') return [...world.items.values()].find((item) => item.barcode === barcode)?.key;
  if (name === '/user/patron') return [...world.patrons.values()].find((one) => one.barcode === barcode)?.key;
  return undefined;
}

function selectionOf(request: Request, { world }: Serving): Selection | Answer {
  const text = request.query.get('includeFields');
  if (text === null || text === '') return STAR;
  const selection = parseIncludeFields(text);
  const isRefused = world.settings.starInFields === 'refused' && /\{[^}]*\*/u.test(text);
  if (selection !== null && !isRefused) return selection;
  return refusal(400, { code: 'fieldNotFound', message: `includeFields cannot be read: ${text}` });
}

function notFound(): Answer {
  return { status: 404, contentType: 'text/html; charset=utf-8', body: '<html><body>Not Found</body></html>' };
}
