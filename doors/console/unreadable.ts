/** Requests that cannot be read. What is answered is a page like any other, and not what the server's library says. */
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { UNKNOWN_REGION } from './answers.ts';
import { BARE_HEADERS } from './headers.ts';
import type { PageContext } from './page-context.ts';
import type { Render } from './render.ts';
import { isReadable } from './sent-text.ts';

/** Addresses that cannot be read are led here, within the server. */
const PATH = '/unreadable-address';
/** Characters of a part of a path: no id is as long. */
const LONGEST_PART = 300;

const UNREADABLE = {
  title: 'This address cannot be read',
  paragraphs: [
    'It is too long, or has characters in it that no address of these pages has.',
    'If you typed it, check that it is right. If you followed a link, the link is broken.',
  ],
};
const UNFINISHED = {
  title: 'The request did not arrive in time',
  paragraphs: ['Nothing was done. Check your connection, and load the page again.'],
};

/** The address by which a route is looked for. */
export function routedAddress(address: string): string {
  if (!isReadable(address)) return PATH;
  const parts = (address.split('?', 1)[0] ?? '').split('/');
  return parts.every((part) => decodeURIComponent(part).length <= LONGEST_PART) ? address : PATH;
}

export function registerUnreadable(app: FastifyInstance, { answers }: PageContext): void {
  app.route({
    method: ['GET', 'POST'],
    url: PATH,
    handler: (request, reply) =>
      answers.message({ request, reply, visitor: null }, 400, UNREADABLE.title, UNREADABLE.paragraphs),
  });
}

interface Refused {
  readonly status: string;
  readonly words: typeof UNREADABLE;
}

const REFUSED: Refused = { status: '400 Bad Request', words: UNREADABLE };
const REFUSED_BY_CODE: ReadonlyMap<string | undefined, Refused> = new Map([
  ['HPE_HEADER_OVERFLOW', { status: '431 Request Header Fields Too Large', words: UNREADABLE }],
  ['ERR_HTTP_REQUEST_TIMEOUT', { status: '408 Request Timeout', words: UNFINISHED }],
]);

/** Answers what is no HTTP, has more headers or a longer address than a server reads, or does not come to its end. */
export function createRefusal(render: Render): (error: { readonly code?: string }, socket: Socket) => void {
  return ({ code }, socket) => {
    if (code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const { status, words } = REFUSED_BY_CODE.get(code) ?? REFUSED;
    const html = render('templates/message.njk', { ...NOBODY, ...words });
    const headers = { ...BARE_HEADERS, 'content-length': Buffer.byteLength(html), connection: 'close' };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.end(`HTTP/1.1 ${status}\r\n${lines.join('')}\r\n${html}`, () => socket.destroy());
  };
}

/** The frame of a page of which it is not known who asks for it. */
export const NOBODY = {
  region: UNKNOWN_REGION,
  nonce: '',
  csrf: '',
  viewer: null,
  who: null,
  canSignIn: false,
  signInHref: '/sign-in',
  session: null,
  notices: [],
};
