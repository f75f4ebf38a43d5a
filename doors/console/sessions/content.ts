/** What a session holds. */
import type { Notice } from '../pages/page.ts';
import type { Viewer } from '../viewer.ts';

/** A sign-in that waits for the issuer's answer. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  /** Of PKCE (RFC 7636). */
  readonly verifier: string;
  /** Where the issuer was told to send the browser back to. */
  readonly redirectUri: string;
}

/** A form that came after its session had ended. */
export interface KeptForm {
  /** Whose form it is, as {@link senderOf} says it: nobody else is shown it. */
  readonly sender: string;
  /** The address of the page that it belongs to. */
  readonly path: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

export interface Tokens {
  /** What the graph is asked with. */
  readonly graph: string;
  /** Milliseconds since the epoch at which `graph` ends. */
  readonly endsAt: number;
  /** Null if the issuer gave none. */
  readonly refresh: string | null;
  /** Who they are at the issuer; null if it does not say. */
  readonly subject: string | null;
}

/** Somebody who is signed in. */
export interface SignedIn {
  readonly tokens: Tokens;
  readonly viewer: Viewer;
  /** Whether the graph has said so of this token; false while it could not be asked. */
  readonly viewerIsOfToken: boolean;
  /** Until when one request renews the tokens, and no other does. Milliseconds since the epoch; absent if none does. */
  readonly renewingUntil?: number | undefined;
}

/** What stands in the row beside the content. It is changed by `SessionRows` alone. */
export interface SessionFacts {
  readonly signedIn: SignedIn | null;
  /** Milliseconds since the epoch. */
  readonly usedAt: number;
  readonly endsAt: number;
}

declare module 'fastify' {
  interface Session {
    pending?: PendingSignIn;
    /** Where to go after signing in. */
    returnTo?: string;
    notices?: readonly Notice[];
    kept?: KeptForm;
    /** They were signed in before, and are to be told so. */
    hasEnded?: boolean;
    /** Says that this session was made by signing in, milliseconds since the epoch. */
    since?: number;
    facts?: SessionFacts;
  }
}
