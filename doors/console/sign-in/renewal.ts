/** Tokens of those who are signed in, renewed before they end: once, whatever requests of whatever processes need them. */
import { MerciaClientError } from '#clients/typescript/index.ts';
import type { Logger } from '#platform/logger.ts';
import { setTimeout } from 'node:timers/promises';
import type { SignedIn, Tokens } from '../sessions/content.ts';
import type { FoundSignedIn, SessionRows } from '../sessions/session-rows.ts';
import type { Viewer } from '../viewer.ts';
import { IssuerError, type Issuer } from './issuer.ts';

/** A token is renewed when it has no more than this left: pages that are open for a moment still end well. */
const RENEW_BEFORE_MS = 60_000;
/** One request renews a token, of all processes; if it has not by then, another does. The issuer has less time to answer. */
const RENEWED_WITHIN_MS = 20_000;
/** How often those look who wait for it because their token is good no longer, and for how long. */
const LOOK_EVERY_MS = 200;
const PATIENCE_MS = 10_000;
/** An issuer that did not answer is spared for so long. */
const ASKED_AGAIN_AFTER_MS = 5_000;

interface RenewalOptions {
  readonly rows: SessionRows;
  readonly issuer: Pick<Issuer, 'renew'>;
  readonly askViewer: (tokens: Tokens) => Promise<Viewer | null>;
  readonly logger: Logger;
  readonly now: () => number;
}

/** No connection to the database is held while the issuer or the graph is asked. */
export function createRenewal({ rows, issuer, askViewer, logger, now }: RenewalOptions) {
  const isOld = ({ endsAt }: Tokens): boolean => endsAt - now() <= RENEW_BEFORE_MS;
  let issuerSilentUntil = 0;

  /** False, and nothing is done, if another request has begun to renew them. */
  async function renew(sessionId: string, found: FoundSignedIn): Promise<boolean> {
    if (now() < issuerSilentUntil) throw new IssuerError('UNAVAILABLE');
    const mine = { ...found.signedIn, renewingUntil: now() + RENEWED_WITHIN_MS };
    const claimed = await rows.replaceSignedIn(sessionId, found, mine);
    if (claimed === null) return false;
    let after: SignedIn = { ...mine, renewingUntil: undefined };
    try {
      after = { ...after, tokens: await issuer.renew(after.tokens), viewerIsOfToken: false };
      return true;
    } catch (error) {
      if (error instanceof IssuerError && error.fault === 'UNAVAILABLE')
        issuerSilentUntil = now() + ASKED_AGAIN_AFTER_MS;
      throw error;
    } finally {
      await rows.replaceSignedIn(sessionId, claimed, after);
    }
  }

  /**
   * While the graph does not say, they are shown what they were shown before; it is the graph that permits or refuses. Null if another
   * request has changed it in the meantime.
   */
  async function withViewer(sessionId: string, found: FoundSignedIn): Promise<FoundSignedIn | null> {
    try {
      const viewer = await askViewer(found.signedIn.tokens);
      if (viewer !== null)
        return await rows.replaceSignedIn(sessionId, found, { ...found.signedIn, viewer, viewerIsOfToken: true });
    } catch (error) {
      if (!(error instanceof MerciaClientError)) throw error;
      logger.warn({ code: error.code }, 'The graph does not say who is signed in');
    }
    return found;
  }

  return {
    /** Whether nobody need be asked. */
    isCurrent: ({ tokens, viewerIsOfToken }: SignedIn): boolean => viewerIsOfToken && !isOld(tokens),
    /** As they stand now: renewed by this request, or by another, of whatever process. Null if nobody is signed in any more. */
    async of(sessionId: string, was: Tokens, refused: boolean): Promise<SignedIn | null> {
      const givesUpAt = performance.now() + PATIENCE_MS;
      // What the issuer gave just now is used, however short its time is.
      let isNew = false;
      for (;;) {
        const found = await rows.findSignedIn(sessionId);
        if (found === null) return null;
        const { tokens, viewerIsOfToken, renewingUntil = 0 } = found.signedIn;
        const isRefused = refused && !isNew && tokens.graph === was.graph;
        const isGood = !isRefused && tokens.endsAt > now();
        const isBeingRenewed = renewingUntil > now();
        if (!isRefused && (isNew || !isOld(tokens))) {
          // Whoever renews them writes in the place of what stands there now.
          const known = viewerIsOfToken || isBeingRenewed ? found : await withViewer(sessionId, found);
          if (known !== null) return known.signedIn;
        } else if (tokens.refresh === null) {
          if (isGood) return found.signedIn;
          throw new IssuerError('REFUSED');
        } else if (!isBeingRenewed) {
          isNew = await renew(sessionId, found);
        } else if (isGood) {
          return found.signedIn;
        } else {
          if (performance.now() >= givesUpAt) throw new IssuerError('UNAVAILABLE');
          await setTimeout(LOOK_EVERY_MS);
        }
      }
    },
  };
}
