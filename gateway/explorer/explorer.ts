/** GraphiQL, served from what npm installed: no foreign request, and a policy under which none could be made. */
import { createHash } from 'node:crypto';
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
  'examples.js': own('examples.js'),
  'sign-in.js': own('sign-in.js'),
  'explorer.css': own('explorer.css'),
  'icon.svg': own('icon.svg'),
};

/** Where the explorer sends somebody who wants to sign in: an OpenID provider, and what that calls the explorer. */
export interface SignIn {
  readonly issuer: string;
  readonly clientId: string;
}

/** A question that waits in a tab of its own. */
export interface ExplorerTab {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

export interface ExplorerOptions {
  /** The query in the editor at first. Without it, the page makes examples of what the region holds (`examples.js`). */
  readonly query?: string;
  /** What else to try, in tabs behind the first. */
  readonly tabs?: readonly ExplorerTab[];
  /** Without it, the explorer asks as the public. */
  readonly signIn?: SignIn | null;
}

/** Serves the page's files below `/explorer/`. */
export async function registerExplorer(
  app: FastifyInstance,
  { query, tabs = [], signIn = null }: ExplorerOptions = {},
) {
  // Not by size and date: every file of a package has one date, whatever its release.
  const ownMarks = { etag: false, lastModified: false, cacheControl: false };
  await app.register(fastifyStatic, { root: dirname(own('explorer.js')), serve: false, ...ownMarks });
  for (const [name, path] of Object.entries(FILES)) serveFile(app, name, path);
  const page = readFileSync(own('explorer.html'), 'utf8')
    .replace('{{tabs}}', () => escapeAttribute(JSON.stringify(toTabs(query, tabs))))
    .replace('{{sign-in}}', () => (signIn === null ? '' : renderSignIn(signIn)));
  const policy = createPolicy(signIn);
  return {
    /** Sends the page. */
    sendPage: (reply: FastifyReply): FastifyReply =>
      reply.header('content-security-policy', policy).type('text/html; charset=utf-8').send(page),
  };
}

function serveFile(app: FastifyInstance, name: string, path: string): void {
  const etag = `"${createHash('sha256').update(readFileSync(path)).digest('base64url')}"`;
  app.get(`/explorer/${name}`, (request, reply) => {
    // Its name stays the same from release to release, and the page fits the files of its own alone.
    void reply.header('etag', etag).header('cache-control', 'public, no-cache');
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    return reply.sendFile(basename(path), dirname(path));
  });
}

/** None without a first query: then the page makes its own. */
function toTabs(query: string | undefined, tabs: readonly ExplorerTab[]): readonly object[] {
  return query === undefined ? [] : [{ query }, ...tabs].map(toTab);
}

/** As GraphiQL takes it: variables as the text that stands in their editor. */
function toTab({ query, variables }: ExplorerTab): Readonly<Record<string, string>> {
  return { query, ...(variables === undefined ? {} : { variables: JSON.stringify(variables, null, 2) }) };
}

/**
 * GraphiQL writes styles into the page and its fonts stand in its style sheet; its icons are data addresses. Only who
 * signs somebody in is asked beside the graph itself.
 */
function createPolicy(signIn: SignIn | null): string {
  const asked = signIn === null ? "'self'" : `'self' ${new URL(signIn.issuer).origin}`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "img-src 'self' data:",
    `connect-src ${asked}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function renderSignIn({ issuer, clientId }: SignIn): string {
  const [where, who] = [issuer, clientId].map(escapeAttribute);
  return `<header id="sign-in" data-issuer="${where ?? ''}" data-client-id="${who ?? ''}"></header>`;
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
