/** How a page, a message or a file is sent, with the frame that every page has. */
import type { Logger } from '#platform/logger.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { notDone, type Notice, type PageModel, type Part, type SavedFile } from './pages/page.ts';
import type { FrameSession, Render } from './render.ts';
import { takeNotices, type SessionEnd, type VisitorSessions, type Visitor } from './sign-in/visitor-sessions.ts';
import { writeMark } from './sign-in/form-mark.ts';
import { ownPath } from './sign-in/own-path.ts';
import { sayWho } from './words/roles.ts';
import { sayClock } from './words/moments.ts';

export interface Answers {
  page(exchange: Exchange, shown: ShownPage): FastifyReply;
  /** A page of words alone. */
  message(exchange: Exchange, status: number, title: string, paragraphs: readonly string[]): FastifyReply;
}

export interface ShownPage {
  readonly template: string;
  readonly model: PageModel;
  readonly status?: number;
  /** Whether a form of this page may be sent by somebody who is not signed in. */
  readonly hasOpenForm?: boolean;
  /** Parts that come later, for the room that the template has for them. */
  readonly later?: (signal: AbortSignal) => AsyncIterable<Part>;
}

/** Leads back to the page with what was searched for there; from each page anew, so that nobody is led to what another looked at. */
function signInFrom({ method, url }: FastifyRequest): string {
  const path = method === 'GET' ? (ownPath(url) ?? ownPath(url.split('?', 1)[0] ?? '/')) : null;
  return path === null ? '/sign-in' : `/sign-in?from=${encodeURIComponent(path)}`;
}

/** A request of which it is known who sent it; `visitor` is null if it is not known. */
export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly visitor: Visitor | null;
}

/** The region before the graph has named it. */
export const UNKNOWN_REGION = 'Libraries of the region';

/** `sessions` is null if nobody can sign in here. */
export function createAnswers(
  render: Render,
  sessions: VisitorSessions | null,
  { now, region, logger }: { readonly now: () => number; readonly region: () => string; readonly logger: Logger },
): Answers {
  const answers: Answers = {
    page({ request, reply, visitor }, { template, model, status = 200, hasOpenForm = false, later }) {
      const viewer = visitor?.viewer ?? null;
      const end = visitor?.session ?? null;
      const hasSession = sessions !== null && visitor !== null && visitor.trouble !== 'SESSIONS_SILENT';
      const frame = {
        ...model,
        region: region(),
        nonce: reply.cspNonce.script,
        viewer,
        who: viewer === null ? null : sayWho(viewer),
        canSignIn: sessions !== null,
        signInHref: signInFrom(request),
        csrf: hasSession && (viewer !== null || hasOpenForm) ? writeMark(reply.generateCsrf(), visitor.sender) : '',
        notices: [...(hasSession ? takeNotices(request) : []), ...(visitor === null ? [] : noticesOf(visitor))],
        session: end === null ? null : sayEnd(end, now()),
      };
      const html = render(template, frame);
      if (later === undefined) return sendHtml(reply, status, html);
      const renderLater = (part: string, shown: object): string => render(part, { ...frame, ...shown });
      const onFault = (err: unknown): void => {
        // Who left ends what was asked for them.
        if (!gone.signal.aborted) logger.error({ err, route: request.routeOptions.url }, 'A part of a page failed');
      };
      // Nobody between may wait for the end of a page that comes in parts.
      const gone = new AbortController();
      reply.raw.once('close', () => {
        gone.abort();
      });
      const page = streamPage(html, later(gone.signal), { render: renderLater, onFault });
      return sendHtml(reply.header('x-accel-buffering', 'no'), status, page);
    },
    message(exchange, status, title, paragraphs) {
      const model = { title, paragraphs };
      return answers.page(exchange, { template: 'templates/message.njk', model, status });
    },
  };
  return answers;
}

function noticesOf({ trouble }: Visitor): readonly Notice[] {
  return trouble === null ? [] : [TROUBLES[trouble]];
}

const AS_EVERYBODY = 'This page shows what everybody may see.';

const TROUBLES: Readonly<Record<NonNullable<Visitor['trouble']>, Notice>> = {
  ENDED: {
    ...notDone('Your session has ended', `You are not signed in any more. ${AS_EVERYBODY}`),
    links: [{ text: 'Sign in again', href: '/sign-in' }],
  },
  ISSUER_SILENT: notDone(
    'We cannot check your sign-in now',
    `The service at which you signed in does not answer. ${AS_EVERYBODY}`,
    'You are still signed in. Try again in a few minutes.',
  ),
  SESSIONS_SILENT: notDone(
    'We cannot check your sign-in now',
    `The database with the sessions does not answer. ${AS_EVERYBODY}`,
    'If you were signed in, you still are. Try again in a few minutes.',
  ),
};

export function sayEnd({ endsAt, longestAt }: SessionEnd, now: number): FrameSession {
  return { leftMs: Math.max(0, endsAt - now), mayGoOn: endsAt < longestAt, until: sayClock(endsAt) };
}

function sendHtml(reply: FastifyReply, status: number, html: string | Readable): FastifyReply {
  // What stands in a page is of one moment, and of one visitor.
  return reply
    .code(status)
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(html);
}

export function sendFile(reply: FastifyReply, { fileName, contentType, body }: SavedFile): FastifyReply {
  return reply
    .header('content-type', contentType)
    .header('content-disposition', `attachment; filename="${fileName.replaceAll(/[^\w.-]/g, '_')}"`)
    .header('cache-control', 'no-store')
    .send(Readable.from(body));
}

/** Where a template has room for what comes later. Nothing that is shown can hold it: what is written is escaped. */
const LATER = '<!-- later -->';

const FAILED_PART = 'templates/failed-part.njk';

interface PartRendering {
  readonly render: (template: string, model: object) => string;
  readonly onFault: (error: unknown) => void;
}

/**
 * Sends `html` up to its room for later parts, the parts as they come, and the rest of it. A part that fails does not stop the others:
 * slots that are empty then say that it cannot be shown.
 */
function streamPage(html: string, later: AsyncIterable<Part>, { render, onFault }: PartRendering): Readable {
  const at = html.indexOf(LATER);
  if (at === -1) throw new Error('the template has no room for what comes later');
  const [before, after] = [html.slice(0, at), html.slice(at + LATER.length)];
  async function* inOrder(): AsyncGenerator<string, undefined> {
    const empty = new Set(Array.from(before.matchAll(/<slot name="([^"]+)"/g), ([, slot]) => slot));
    let faults = 0;
    yield before;
    try {
      for await (const part of later) {
        const shown = renderPart(part);
        for (const [, slot] of shown.matchAll(/ slot="([^"]+)"/g)) empty.delete(slot);
        yield shown;
      }
    } catch (error) {
      note(error);
    }
    if (faults > 0) for (const slot of empty.size === 0 ? [null] : empty) yield render(FAILED_PART, { slot });
    yield after;

    function renderPart(part: Part): string {
      try {
        const { template, model } = part();
        return render(template, model);
      } catch (error) {
        note(error);
        return '';
      }
    }

    function note(error: unknown): void {
      faults += 1;
      onFault(error);
    }
  }
  return Readable.from(inPieces(inOrder()), { objectMode: false });
}

/** Texts that come one upon the other are one piece: each piece is packed and sent by itself, which takes longer than making it. */
export async function* inPieces(texts: AsyncGenerator<string, undefined>): AsyncGenerator<string> {
  let piece = '';
  const ask = () => {
    const next = texts.next();
    // It may fail while a piece is being sent, and is heard after that.
    next.catch(() => undefined);
    return next;
  };
  try {
    for (let next = ask(); ;) {
      const come = piece === '' ? await next : await Promise.race([next, setImmediate(null)]);
      if (come?.done === true) break;
      if (come === null) {
        yield piece;
        piece = '';
      } else {
        piece += come.value;
        next = ask();
      }
    }
    if (piece !== '') yield piece;
  } catch (error) {
    if (piece !== '') yield piece;
    throw error;
  } finally {
    await texts.return(undefined);
  }
}
