/** Who visits, with a token that is good. */
import type { Logger } from '#platform/logger.ts';
import { ViewerDocument } from '../__generated__/operations.ts';
import type { GraphFor } from '../graph.ts';
import type { SignedIn, Tokens } from '../sessions/content.ts';
import type { SessionRows } from '../sessions/session-rows.ts';
import type { Viewer } from '../viewer.ts';
import { IssuerError, type Issuer } from './issuer.ts';
import { createRenewal } from './renewal.ts';

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

  const renewal = createRenewal({ rows, issuer, askViewer, logger, now });

  return {
    /** Asks the graph who somebody with these tokens is. Throws MerciaClientError; null if the graph takes them for the public. */
    async introduce(tokens: Tokens): Promise<SignedIn | null> {
      const viewer = await askViewer(tokens);
      return viewer === null ? null : { tokens, viewer, viewerIsOfToken: true };
    },
    /** `refused`: the graph did not accept the token, so that it is renewed whatever its time. */
    async standingOf(sessionId: string, signedIn: SignedIn, refused = false): Promise<Standing> {
      if (!refused && renewal.isCurrent(signedIn)) return { kind: 'SIGNED_IN', signedIn };
      try {
        const after = await renewal.of(sessionId, signedIn.tokens, refused);
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
