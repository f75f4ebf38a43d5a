/**
 * Resumption tokens. A token says everything itself, so that it outlives restarts and needs no memory here: which list it is of,
 * and behind which position it goes on. It is no secret, for it opens nothing that a request could not ask for; its digest is
 * there to find tokens that were damaged or put together by hand.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { fault, OaiFaults } from './faults.ts';
import { LIST_VERBS, type ListVerb } from './request.ts';

/** A list, and how far it has come. */
export interface ListPosition {
  readonly verb: ListVerb;
  readonly metadataPrefix: string;
  readonly set: string | null;
  /** Both inclusive. */
  readonly from: Date | null;
  readonly until: Date | null;
  /** Position in the feed of the last entry that was given. */
  readonly after: number;
  /** How many were given, and how many there are in all. */
  readonly cursor: number;
  readonly size: number;
}

/** Whose a token is: positions of another epoch mean nothing. */
export interface TokenOwner {
  readonly epoch: string;
  readonly repository: string;
}

const seconds = z.int().nonnegative().max(253_402_300_799);
const count = z.int().nonnegative();
const tokenShape = z.tuple([
  z.string(),
  z.string(),
  z.enum(LIST_VERBS),
  z.string(),
  z.string().nullable(),
  seconds.nullable(),
  seconds.nullable(),
  count,
  count,
  count,
]);
const DIGEST_LENGTH = 16;
const START_AGAIN = 'Start again without a token.';

export function writeToken({ epoch, repository }: TokenOwner, position: ListPosition): string {
  const { verb, metadataPrefix, set, from, until, after, cursor, size } = position;
  const values = [epoch, repository, verb, metadataPrefix, set, toSeconds(from), toSeconds(until), after, cursor, size];
  const content = Buffer.from(JSON.stringify(values)).toString('base64url');
  return `${content}.${digestOf(content)}`;
}

/** Throws badResumptionToken, and says why, for one that is not of this owner and verb as it was given out. */
export function readToken(token: string, owner: TokenOwner, verb: ListVerb): ListPosition {
  const values = readValues(token);
  if (values === null) throw badToken('This token was not given out by this server, or was changed on the way.');
  const [epoch, repository, ownVerb, metadataPrefix, set, from, until, after, cursor, size] = values;
  if (epoch !== owner.epoch) {
    const message = 'This token is of a state of the feed that is no longer there; a backup was restored.';
    throw badToken(`${message} Harvest everything again.`);
  }
  if (repository !== owner.repository) throw badToken('This token is of another repository of this server.');
  if (ownVerb !== verb) throw badToken(`This token is of ${ownVerb}.`);
  return { verb, metadataPrefix, set, from: toDate(from), until: toDate(until), after, cursor, size };
}

function readValues(token: string): z.output<typeof tokenShape> | null {
  const [content = '', digest, ...more] = token.split('.');
  if (more.length > 0 || digest !== digestOf(content)) return null;
  try {
    return tokenShape.parse(JSON.parse(Buffer.from(content, 'base64url').toString()));
  } catch {
    return null;
  }
}

function digestOf(content: string): string {
  return createHash('sha256').update(`mercia oai-pmh token ${content}`).digest('base64url').slice(0, DIGEST_LENGTH);
}

export function badToken(why: string): OaiFaults {
  return new OaiFaults(fault('badResumptionToken', `${why} ${START_AGAIN}`));
}

function toSeconds(date: Date | null): number | null {
  return date === null ? null : Math.floor(date.getTime() / 1000);
}

function toDate(at: number | null): Date | null {
  return at === null ? null : new Date(at * 1000);
}
