/** Who visits, with a token that is good: renewed before it ends. */
import { MerciaClientError } from '#clients/typescript/index.ts';
import type { Logger } from '#platform/logger.ts';
import { ViewerDocument } from '../__generated__/operations.ts';
import type { GraphFor } from '../graph.ts';
import type { SignedIn, Tokens } from '../sessions/content.ts';
import type { SessionRows } from '../sessions/session-rows.ts';
import type { Viewer } from '../viewer.ts';
import { IssuerError, type Issuer } from './issuer.ts';

/** A token is renewed when it has no more than this left: pages that are open for a moment still end well. */
const RENEW_BEFORE_MS = 60_000;

/** Whether somebody is signed in, and if not any more, why. */
export type Standing =
  | { readonly kind: 'SIGNED_IN'; readonly signedIn: SignedIn }
  /** The session stays; nothing can be asked with its token until the issuer answers. */
  | { readonly kind: 'ISSUER_SILENT' }
  /** The issuer no longer renews the token: they must sign in again. */
  | { readonly kind: 'ENDED' };

interface VisitorsOptions {
  readonly rows: SessionRows;
  readonly issuer: Issuer;
  readonly graphFor: GraphFor;
  readonly logger: Logger;
  readonly now: () => number;
}

export function createVisitors({ rows, issuer, graphFor, logger, now }: VisitorsOptions) {
  async function askViewer(tokens: Tokens): Promise<Viewer | null> {
    const { data } = await graphFor({ token: tokens.graph }).ask(ViewerDocument, {});
    return data.viewer;
  }

  const isOld = ({ endsAt }: Tokens): boolean => endsAt - now() <= RENEW_BEFORE_MS;

  /** As they stand now, perhaps renewed by another request in the meantime. */
  async function refresh(before: SignedIn, refused: boolean, was: Tokens): Promise<SignedIn> {
    const isRenewed = before.tokens.graph !== was.graph;
    const mustRenew = isRenewed ? isOld(before.tokens) : refused || isOld(before.tokens);
    const { tokens } = before;
    if (!mustRenew) return before.viewerIsOfToken ? before : withViewer(before);
    if (tokens.refresh === null) {
      if (!refused && tokens.endsAt > now()) return before;
      throw new IssuerError('REFUSED');
    }
    return withViewer({ ...before, tokens: await issuer.renew(tokens), viewerIsOfToken: false });
  }

  /** While the graph does not say, they are shown what they were shown before; it is the graph that permits or refuses. */
  async function withViewer(signedIn: SignedIn): Promise<SignedIn> {
    try {
      const viewer = await askViewer(signedIn.tokens);
      if (viewer !== null) return { ...signedIn, viewer, viewerIsOfToken: true };
    } catch (error) {
      if (!(error instanceof MerciaClientError)) throw error;
      logger.warn({ code: error.code }, 'The graph does not say who is signed in');
    }
    return signedIn;
  }

  return {
    /** Asks the graph who somebody with these tokens is. Throws MerciaClientError; null if the graph takes them for the public. */
    async introduce(tokens: Tokens): Promise<SignedIn | null> {
      const viewer = await askViewer(tokens);
      return viewer === null ? null : { tokens, viewer, viewerIsOfToken: true };
    },
    /** `refused`: the graph did not accept the token, so that it is renewed whatever its time. */
    async standingOf(sessionId: string, signedIn: SignedIn, refused = false): Promise<Standing> {
      if (!refused && signedIn.viewerIsOfToken && !isOld(signedIn.tokens)) return { kind: 'SIGNED_IN', signedIn };
      try {
        const change = (before: SignedIn): Promise<SignedIn> => refresh(before, refused, signedIn.tokens);
        const after = await rows.changeSignedIn(sessionId, change);
        return after === null ? { kind: 'ENDED' } : { kind: 'SIGNED_IN', signedIn: after };
      } catch (error) {
        if (!(error instanceof IssuerError)) throw error;
        logger.warn({ fault: error.fault, reason: reasonOf(error) }, 'A token was not renewed');
        if (error.fault === 'REFUSED') return { kind: 'ENDED' };
        // A token that is still good is used to its end.
        const isGood = !refused && signedIn.tokens.endsAt > now();
        return isGood ? { kind: 'SIGNED_IN', signedIn } : { kind: 'ISSUER_SILENT' };
      }
    },
  };
}

/** The message of the library's error; what the issuer wrote is not repeated. */
export function reasonOf({ cause }: IssuerError): string | null {
  return cause instanceof Error ? cause.message : null;
}
