/** GraphiQL, served from what npm installed: no foreign request, and a policy under which none could be made. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const require = createRequire(import.meta.url);
const own = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const react = dirname(require.resolve('react/package.json'));
const reactDom = dirname(require.resolve('react-dom/package.json'));
const graphiql = dirname(require.resolve('graphiql/package.json'));

/** Every file of the page, by the name it is served under. */
const FILES: Readonly<Record<string, string>> = {
  'react.js': join(react, 'umd/react.production.min.js'),
  'react-dom.js': join(reactDom, 'umd/react-dom.production.min.js'),
  'graphiql.js': join(graphiql, 'graphiql.min.js'),
  'graphiql.css': join(graphiql, 'graphiql.min.css'),
  'explorer.js': own('explorer.js'),
  'explorer.css': own('explorer.css'),
  'icon.svg': own('icon.svg'),
};

/** The query that a newcomer finds in the editor; the README shows the same. */
export const DEFAULT_QUERY = readFileSync(own('default-query.graphql'), 'utf8');

/** GraphiQL writes styles into the page and its fonts stand in its style sheet; its icons are data addresses. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export interface Explorer {
  /** Sends the page. */
  sendPage(reply: FastifyReply): FastifyReply;
}

/** Serves the page's files below `/explorer/`. */
export async function registerExplorer(app: FastifyInstance, query: string = DEFAULT_QUERY): Promise<Explorer> {
  await app.register(fastifyStatic, { root: dirname(own('explorer.js')), serve: false, maxAge: '1h' });
  for (const [name, path] of Object.entries(FILES)) {
    app.get(`/explorer/${name}`, (_, reply) => reply.sendFile(basename(path), dirname(path)));
  }
  const page = readFileSync(own('explorer.html'), 'utf8').replace('{{query}}', () => escapeAttribute(query));
  return {
    sendPage: (reply) => reply.header('content-security-policy', POLICY).type('text/html; charset=utf-8').send(page),
  };
}

/** True for a browser that wants a page to look at: `Accept` names HTML, and there is no query to answer. */
export function wantsPage(request: FastifyRequest): boolean {
  const { accept = '' } = request.headers;
  return (
    request.method === 'GET' &&
    accept.includes('text/html') &&
    !new URLSearchParams(request.url.split('?')[1]).has('query')
  );
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
