/**
 * What the gateway says of a request to the subgraphs, signed so that a subgraph need not trust its network: a compact
 * JWS (RFC 7515) with HS256. The gateway makes one for each request; every subgraph refuses a request without.
 */
import { createSecretKey, type KeyObject } from 'node:crypto';
import { errors } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { MerciaError } from './errors.ts';
import { URGENCIES, type Turn, type Urgency } from './host-guard/index.ts';
import { signInternalToken, verifyInternalToken } from './internal-token.ts';

const ROLES = ['public', 'patron', 'staff', 'migration', 'operator'] as const;
/** Who asks, as far as it matters to a subgraph. */
export type Role = (typeof ROLES)[number];

/** Who asks. */
export interface Caller {
  readonly role: Role;
  /** One person or program, the same at each sign-in, that says nothing of who it is; null for the public. */
  readonly subject: string | null;
  /** The same person under each secret that is accepted, by its name (`nameSecret`); only while the secret for personal data is replaced. */
  readonly subjects?: Readonly<Record<string, string>> | undefined;
  /** Ids of the libraries that a member of staff works for; absent for everybody else. */
  readonly libraries?: readonly string[] | undefined;
}

/** Everything that the caller's subject is called while secrets are replaced; nothing for the public. */
export function subjectsOf({ subject, subjects = {} }: Pick<Caller, 'subject' | 'subjects'>): readonly string[] {
  return subject === null ? [] : [...new Set([subject, ...Object.values(subjects)])];
}

/** Who asks, and by when the answer must go out. */
export interface InternalContext extends Caller {
  /** Ids of the patron's own accounts; said only with a request that writes. */
  readonly accounts?: readonly string[] | undefined;
  /** Leave to read each of them, in the same order: it says where an account goes on since its library moved. */
  readonly grants?: readonly string[] | undefined;
  /** Whose turn it is where many ask: a keyed name that says nothing of who they are; absent for nobody in particular. */
  readonly caller?: string | undefined;
  /** How urgent it is to the systems that are asked; live if absent. Said to adapter servers. */
  readonly urgency?: Urgency | undefined;
  /** Joins the log lines of one request, in whatever process they are written. */
  readonly correlationId: string;
  /** When the question came to the gateway, in milliseconds since the epoch. */
  readonly receivedAt: number;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
}

/** Whose turn a request is, at the systems that it asks. */
export function turnOf({ caller = '', urgency = 'live' }: InternalContext): Turn {
  return { caller, urgency };
}

export type ContextSigner = (context: InternalContext) => Promise<string>;
/** Throws FORBIDDEN where the text is no context that was signed with a secret that is accepted, or its time is over. */
export type ContextVerifier = (signed: string) => Promise<InternalContext>;

const ISSUER = 'mercia-gateway';
const AUDIENCE = 'mercia-subgraph';
/** RFC 7518, section 3.2: a key at least as long as the hash. */
const MIN_SECRET_BYTES = 32;
/** A late answer of a library system may still refresh what is known after the deadline. */
const VALID_AFTER_DEADLINE_MS = 60_000;
/** One request brings the same text to a subgraph several times, within moments. */
const CHECKED_TEXTS = 1_000;
const CHECKED_FOR_MS = 1_000;

const claimsShape = z.object({
  role: z.enum(ROLES),
  sub: z.string().optional(),
  subjects: z.record(z.string(), z.string()).optional(),
  libraries: z.array(z.string()).optional(),
  accounts: z.array(z.string()).optional(),
  grants: z.array(z.string()).optional(),
  caller: z.string().optional(),
  urgency: z.enum(URGENCIES).optional().catch(undefined),
  correlationId: z.string(),
  receivedAt: z.number(),
  deadline: z.number(),
});

/** Signs contexts; `secret` has 32 bytes or more and is the same in every part of one Mercia. */
export function createContextSigner(secret: string): ContextSigner {
  const key = toKey(secret);
  return ({ subject, ...said }) => {
    const exp = Math.ceil((said.deadline + VALID_AFTER_DEADLINE_MS) / 1000);
    const claims = { ...said, iss: ISSUER, aud: AUDIENCE, exp, ...(subject === null ? {} : { sub: subject }) };
    return Promise.resolve(signInternalToken(claims, key));
  };
}

/**
 * Checks contexts that were signed with any of the secrets; `now` gives milliseconds since the epoch. A text that was found right
 * is not checked again for a moment; what is refused is not held: anybody can send any text.
 */
export function createContextVerifier(
  secrets: string | readonly string[],
  now: () => number = Date.now,
): ContextVerifier {
  const keys = [secrets].flat().map(toKey);
  const checked = new LRUCache<string, InternalContext>({ max: CHECKED_TEXTS, ttl: CHECKED_FOR_MS });

  function check(signed: string): InternalContext {
    const claims = claimsShape.safeParse(readClaims(signed, keys, now()));
    if (!claims.success) throw refusal('it does not say what it must', claims.error);
    const { sub, ...said } = claims.data;
    return { ...said, subject: sub ?? null };
  }

  return async (signed) => {
    const known = checked.get(signed);
    if (known !== undefined) return known;
    const context = check(signed);
    checked.set(signed, context);
    return context;
  };
}

function readClaims(signed: string, keys: readonly KeyObject[], now: number): unknown {
  if (signed === '') throw refusal('there is none');
  try {
    return verifyInternalToken(signed, keys, { issuer: ISSUER, audience: AUDIENCE, now });
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw refusal('its time is over; compare the clocks of both sides', error);
    throw refusal('it was not signed with the secret of this Mercia', error);
  }
}

function refusal(why: string, cause?: unknown): MerciaError {
  return new MerciaError('FORBIDDEN', `signed context: ${why}. Ask through the gateway.`, { cause });
}

function toKey(secret: string): KeyObject {
  const bytes = Buffer.from(secret);
  if (bytes.length < MIN_SECRET_BYTES) {
    throw new MerciaError('CONFIG_INVALID', `signed context: the secret needs ${MIN_SECRET_BYTES} bytes or more`);
  }
  return createSecretKey(bytes);
}
