/** Sessions of those who visit: who they are, what they are told once, and the marks of their forms. */
import cookie from '@fastify/cookie';
import csrf from '@fastify/csrf-protection';
import session from '@fastify/session';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Kysely } from 'kysely';
import type { Logger } from '#platform/logger.ts';
import { networkOf } from '#platform/network-of.ts';
import type { Database } from '#store/tables.ts';
import { createBasePath } from '../base-path.ts';
import { formOf } from '../forms.ts';
import type { Graph, GraphFor } from '../graph.ts';
import type { Notice } from '../pages/page.ts';
import { createMemories } from '../sessions/memory.ts';
import { createSessionRows, type SessionLimits, type SessionRows } from '../sessions/session-rows.ts';
import { createSessionStore, inTime } from '../sessions/session-store.ts';
import type { Viewer } from '../viewer.ts';
import { readMark, senderOf } from './form-mark.ts';
import { createIssuer, type IssuerOptions } from './issuer.ts';
import { createNewSessions } from './new-sessions.ts';
import { createVisitors } from './visitors.ts';

export interface SignInOptions {
  readonly issuer: IssuerOptions;
  /** Where sessions are kept. */
  readonly db: Kysely<Database>;
  readonly limits: SessionLimits;
}

/** Milliseconds since the epoch. */
export interface SessionEnd {
  /** If it is not used. */
  readonly endsAt: number;
  /** In any case. */
  readonly longestAt: number;
}

/** Somebody who looks at a page. */
export interface Visitor {
  readonly graph: Graph;
  /** Null for the public. */
  readonly viewer: Viewer | null;
  /** When the session ends; null for the public. */
  readonly session: SessionEnd | null;
  /** What their forms are marked with, {@link senderOf} them; empty for the public. */
  readonly sender: string;
  /**
   * `ISSUER_SILENT`: they are signed in, and nothing can be asked for them now. `ENDED`: their session has
   * ended. `SESSIONS_SILENT`: nobody can tell, because the database does not answer.
   */
  readonly trouble: 'ISSUER_SILENT' | 'ENDED' | 'SESSIONS_SILENT' | null;
}

/** What the pages need of sessions, if people can sign in here. */
export type VisitorSessions = Awaited<ReturnType<typeof openVisitorSessions>>;

export interface VisitorSessionsOptions extends SignInOptions {
  /** Where browsers reach these pages; null for those of this machine alone, at whatever port. */
  readonly publicUrl: string | null;
  readonly graphFor: GraphFor;
  readonly logger: Logger;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const SWEEP_EVERY_MS = 10 * 60_000;

/** Registers cookies, sessions and the check of forms' marks. Routes that are registered on `app` from then on have a session. */
export async function openVisitorSessions(app: FastifyInstance, options: VisitorSessionsOptions) {
  const { db, limits, publicUrl, graphFor, logger, now } = options;
  const rows = createSessionRows(db, limits, now);
  const issuer = createIssuer(options.issuer, now);
  const visitors = createVisitors({ rows, issuer, graphFor, logger, now });
  const secure = publicUrl?.startsWith('https:') ?? false;
  // "__Host-" is for a whole host name. Below a path of one the cookie is not for what else is at that name.
  const cookieName = secure ? `${createBasePath(publicUrl).path === '' ? '__Host' : '__Secure'}-mercia` : 'mercia';
  const cookieOptions = { httpOnly: true, sameSite: 'lax', path: '/', secure } as const;
  // To take a cookie away, too: browsers keep a "__Host-" cookie that is taken away without "Secure".
  await app.register(cookie, { parseOptions: cookieOptions });
  const takeEnded = noteEndedSessions(app, { rows, cookieName, cookieOptions });
  limitNewSessions(app, now);
  await app.register(session, {
    store: createSessionStore(rows),
    // An id is 192 random bits and is looked up: a signature would add nothing but a secret to be kept.
    secret: { sign: (id) => id, unsign: (id) => ({ valid: true, renew: false, value: id }) },
    cookieName,
    cookie: cookieOptions,
    saveUninitialized: false,
    rolling: false,
  });
  await app.register(csrf, { sessionPlugin: '@fastify/session', getToken: markIn });
  sweepSometimes(app, rows, logger);

  async function lookUp(request: FastifyRequest, refused: boolean): Promise<Visitor> {
    const { facts, sessionId } = request.session;
    const { cookies } = request;
    const asPublic = (trouble: Visitor['trouble']): Visitor => ({ ...publicVisitor(graphFor, request), trouble });
    const signedIn = facts?.signedIn ?? null;
    // A cookie without a session: it has ended.
    if (facts === undefined) return asPublic(cookies[cookieName] === undefined ? null : 'ENDED');
    if (signedIn === null) return asPublic(null);
    const standing = await visitors.standingOf(sessionId, signedIn, refused);
    if (standing.kind === 'ENDED') await rows.signOut(sessionId);
    if (standing.kind !== 'SIGNED_IN') return asPublic(standing.kind);
    const { tokens, viewer } = standing.signedIn;
    const endsAt = isRefill(request) ? rows.endOf(facts).endsAt : await rows.noteUse(sessionId, facts);
    if (endsAt === null) return asPublic('ENDED');
    const until = { endsAt, longestAt: facts.endsAt };
    return {
      graph: graphFor({ token: tokens.graph }),
      viewer,
      session: until,
      sender: senderOf(tokens),
      trouble: null,
    };
  }
  const known = new WeakMap<FastifyRequest, Promise<Visitor>>();
  /** `refused`: the graph has just refused their token. */
  function visitorOf(request: FastifyRequest, refused = false): Promise<Visitor> {
    const found = refused ? undefined : known.get(request);
    if (found !== undefined) return found;
    const visitor = lookUp(request, refused);
    known.set(request, visitor);
    return visitor;
  }
  /** Whether somebody could sign in, as far as these pages know. */
  const canKeepSessions = (): Promise<boolean> =>
    inTime(rows.probe()).then(
      () => true,
      () => false,
    );
  const memoryOf = createMemories(db);
  return { issuer, rows, visitors, takeEnded, cookieName, secure, publicUrl, canKeepSessions, visitorOf, memoryOf };
}

/** An address that has begun too many is answered without a session. */
function limitNewSessions(app: FastifyInstance, now: () => number): void {
  const mayBegin = createNewSessions(now);
  app.addHook('onSend', async (request: FastifyRequest) => {
    // One that could not be read is an object without anything.
    const { session: begun } = request as { readonly session: Partial<FastifyRequest['session']> | null };
    const isNew = begun?.facts === undefined && begun?.isModified?.() === true;
    if (isNew && !mayBegin(networkOf(request.ip))) dropSession(request);
  });
}

/** For an answer that is sent although no session can be kept: nothing of it is tried to be kept. */
export function dropSession(request: { session: FastifyRequest['session'] | null }): void {
  request.session = null;
  dropped.add(request);
}

/** Requests that have no session any more although it may go on. */
const dropped = new WeakSet<object>();

/** Somebody of whom nothing is known. */
export function publicVisitor(graphFor: GraphFor, { ip: address }: Pick<FastifyRequest, 'ip'>): Visitor {
  return { graph: graphFor({ address }), viewer: null, session: null, sender: '', trouble: null };
}

/** The mark of a form's session, from its hidden field. */
function markIn({ body }: FastifyRequest): string | undefined {
  return readMark(formOf(body)).session;
}

function sweepSometimes(app: FastifyInstance, rows: SessionRows, logger: Logger): void {
  const sweep = (): void => {
    rows.sweep().catch((error: unknown) => {
      logger.warn({ err: error }, 'Sessions that have ended were not deleted');
    });
  };
  sweep();
  const timer = setInterval(sweep, SWEEP_EVERY_MS).unref();
  app.addHook('onClose', async () => {
    clearInterval(timer);
  });
}

/** Shown once, on top of the next page. */
export function leaveNotice(request: FastifyRequest, notice: Notice): void {
  request.session.notices = [...(request.session.notices ?? []), notice];
}

/**
 * Whether a page that stands open asks by itself how far work is (`assets/refill.js`). That is no use of the session, which would never
 * end, and nobody reads what the answer tells once.
 */
function isRefill({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  return headers['x-refill'] !== undefined;
}

export function takeNotices(request: FastifyRequest): readonly Notice[] {
  if (isRefill(request)) return [];
  const { notices = [] } = request.session;
  delete request.session.notices;
  return notices;
}

interface EndedSessionsOptions {
  readonly rows: SessionRows;
  readonly cookieName: string;
  readonly cookieOptions: object;
}

/**
 * To be registered before sessions are: what they do to their own cookie comes after it. Gives what says whether the sender had a session
 * that was somebody's, and has ended: once for each.
 */
function noteEndedSessions(
  app: FastifyInstance,
  { rows, cookieName, cookieOptions }: EndedSessionsOptions,
): (request: FastifyRequest) => Promise<boolean> {
  const endedName = `${cookieName}-ended`;
  /** Those whose cookie is of a session that is gone, or is somebody's: that of signing in ends with it, and nobody misses it. */
  const ofSomebody = new WeakSet<FastifyRequest>();
  app.addHook('preValidation', async (request) => {
    const { facts } = request.session;
    if (facts?.signedIn !== null) ofSomebody.add(request);
  });
  app.addHook('onSend', async (request, reply) => {
    const { session } = request as { readonly session: FastifyRequest['session'] | null };
    const id = request.cookies[cookieName];
    if (id === undefined || session?.sessionId === id || dropped.has(request) || !ofSomebody.has(request)) return;
    void reply.setCookie(endedName, id, cookieOptions);
  });
  return async ({ cookies }) => {
    for (const id of [cookies[cookieName], cookies[endedName]]) {
      if (id !== undefined && (await rows.takeEnded(id))) return true;
    }
    return false;
  };
}
