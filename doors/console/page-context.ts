/** What the routes of pages are made of, and who visits them. */
import type { FastifyRequest } from 'fastify';
import type { Logger } from '#platform/logger.ts';
import type { Answers } from './answers.ts';
import type { GraphFor } from './graph.ts';
import type { QuickSystems } from './pages/ask-by-system.ts';
import { publicVisitor, type VisitorSessions, type Visitor } from './sign-in/visitor-sessions.ts';

export interface PageContext {
  readonly answers: Answers;
  readonly graphFor: GraphFor;
  /** Null if nobody can sign in here. */
  readonly sessions: VisitorSessions | null;
  readonly logger: Logger;
  readonly now: () => number;
  readonly quick: QuickSystems;
}

/** Whoever visits; the public if nobody can sign in here. */
export async function visitorOf(
  { sessions, graphFor }: Pick<PageContext, 'sessions' | 'graphFor'>,
  request: FastifyRequest,
  refused = false,
): Promise<Visitor> {
  return sessions?.visitorOf(request, refused) ?? publicVisitor(graphFor, request);
}
