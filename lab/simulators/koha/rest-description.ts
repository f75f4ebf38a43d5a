/** The instance's own description: what `GET /api/v1/` answers without login (koha.md 39). */
import { INTEGER_PARAMETERS } from './rest-parameters.ts';
import { ROUTES } from './rest-routes.ts';
import type { Route } from './rest-routes.ts';

const LIST_PARAMETERS = ['q', '_match', '_order_by', '_page', '_per_page'];

/** Swagger 2.0. `info.version` does not tell Koha's version, as in Koha. */
export function describeApi(origin: string): unknown {
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
  for (const name of [...route.parameters, ...(route.paging ? LIST_PARAMETERS : [])]) {
    parameters.push({ in: 'query', name, required: route.required.includes(name), type: typeOf(name) });
  }
  if (route.embeds !== null) {
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
    produces: route.produces,
    ...(route.permission === null ? {} : { 'x-koha-authorization': { permissions: route.permission.shown } }),
  };
}

function typeOf(name: string): string {
  return INTEGER_PARAMETERS.has(name) ? 'integer' : 'string';
}
