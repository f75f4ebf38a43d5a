/**
 * The path below which a proxy shows these pages: `/mercia` of `https://library.example.nhs.uk/mercia`. Within the pages every address
 * begins at `/`. Here alone the path is taken off what is asked for, and put before what leaves: links, redirects, cookies. Some 200
 * places in templates and views write an address, those of the design system among them: what each had to add itself, one would forget.
 */
import { MerciaError } from '#platform/errors.ts';
import type { FastifyInstance } from 'fastify';

export interface BasePath {
  /** Empty if the pages have a host name of their own. */
  readonly path: string;
  /** An address as the pages know it. A proxy may pass the path on or take it off. */
  readonly inside: (address: string) => string;
  /** An address of these pages as browsers know it; others stay as they are. */
  readonly outside: (address: string) => string;
  /** The same for all addresses in a page, or in a part of one. */
  readonly inHtml: (html: string) => string;
}

/** `publicUrl`: where browsers reach the pages; null if that is not said. */
export function createBasePath(publicUrl: string | null): BasePath {
  const path = publicUrl === null ? '' : new URL(publicUrl).pathname.replace(/\/+$/, '');
  if (path === '') return { path, inside: (address) => address, outside: (address) => address, inHtml: (html) => html };
  const outside = (address: string): string => (/^\/(?!\/)/.test(address) ? `${path}${address}` : address);
  return {
    path,
    outside,
    inside: (address) => {
      if (!address.startsWith(path) || !/^(?:[/?]|$)/.test(address.slice(path.length))) return address;
      const rest = address.slice(path.length);
      return rest.startsWith('/') ? rest : `/${rest}`;
    },
    inHtml: (html) => html.replaceAll(MARKUP, (markup) => inMarkup(markup, outside)),
  };
}

/** What stands between quotation marks may hold a `>`. */
const IN_TAG = `(?:"[^"]*"|'[^']*'|[^"'>])*`;
/** A comment; a tag, and if what follows it is no markup, that too. */
const MARKUP = new RegExp(`<!--[^]*?-->|<(script|style|title|textarea)\\b${IN_TAG}>[^]*?</\\1|<[a-z]${IN_TAG}>`, 'gi');
const TAG = new RegExp(`^<[a-z]${IN_TAG}>`, 'i');
const ATTRIBUTE = /([^\s"'<>/=]+)=(["'])([^]*?)\2/g;
const ADDRESSES: ReadonlySet<string> = new Set(['href', 'src', 'action', 'formaction']);

function inMarkup(markup: string, outside: BasePath['outside']): string {
  return markup.replace(TAG, (tag) =>
    tag.replaceAll(ATTRIBUTE, (attribute, name: string, quote: string, value: string) =>
      ADDRESSES.has(name) ? `${name}=${quote}${outside(value)}${quote}` : attribute,
    ),
  );
}

/** What leaves in headers. To be registered behind all that sets cookies: the library of sessions knows the pages' own addresses only. */
export function registerBasePath(app: FastifyInstance, { path, outside }: BasePath): void {
  if (path === '') return;
  app.addHook('onSend', async (_, reply) => {
    const { location, 'set-cookie': cookies = [] } = reply.getHeaders();
    if (typeof location === 'string') void reply.header('location', outside(location));
    const lines = [cookies].flat().map((line) => String(line).replace(/; Path=\/(?=;|$)/i, `; Path=${path}`));
    // Fastify adds to what is there.
    if (lines.length > 0) void reply.removeHeader('set-cookie').header('set-cookie', lines);
  });
}

/** To be called before routes are registered. Throws CONFIG_INVALID for a path that could be taken for a page's own. */
export function refuseOwnPath(app: FastifyInstance, { path }: BasePath): void {
  if (path === '') return;
  app.addHook('onRoute', ({ url }) => {
    if (url !== path && !url.startsWith(`${path}/`)) return;
    throw new MerciaError(
      'CONFIG_INVALID',
      `MERCIA_CONSOLE_URL ends in ${path}, which is the path of a page too (${url}). Choose another path.`,
    );
  });
}
