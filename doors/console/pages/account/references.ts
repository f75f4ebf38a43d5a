/**
 * How a form names what it is about: sealed with the secret of the session, together with the key that makes a form that is sent
 * twice one request. A page that was left open can so act on what it showed, and on nothing else; in another session it does nothing.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { SessionMemory } from '../page.ts';

export const loanShape = z.strictObject({
  id: z.string(),
  account: z.string(),
  library: z.string(),
  /** The title, or what stands in its place. */
  called: z.string(),
  /** The day, or the moment for a loan by the hour; null if the system does not say. */
  due: z.string().nullable(),
  renewals: z.number().nullable(),
});

/** A loan as the page showed it: enough to tell afterwards which it was, and whether it was renewed. */
export type LoanReference = z.infer<typeof loanShape>;

/** A copy and a place, as the graph names them; null leaves either to the library. */
export const chosenShape = z.strictObject({ item: z.string().nullable(), pickup: z.string().nullable() });

/** What somebody chose of a request. */
export type Chosen = z.infer<typeof chosenShape>;

/** Requests for the same title that the account had before: none of them is this one. */
const hadShape = z.array(z.string()).readonly().default([]);

export const cancelShape = z.strictObject({
  to: z.literal('CANCEL'),
  key: z.string(),
  hold: z.string(),
  account: z.string(),
  library: z.string(),
  called: z.string(),
});

export const placeShape = z.strictObject({
  to: z.literal('PLACE'),
  key: z.string(),
  account: z.string(),
  library: z.string(),
  holding: z.string(),
  /** Of the holding: by it the account shows afterwards that it was done. */
  record: z.string(),
  called: z.string(),
  /** The page of the form. */
  page: z.string(),
  had: hadShape,
  /** What was chosen before, for a request that is sent again; null for what the form chooses. */
  chosen: chosenShape.nullable(),
});

const referenceShape = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('RENEW'), key: z.string(), loan: loanShape }),
  z.strictObject({
    to: z.literal('RENEW_ALL'),
    key: z.string(),
    accounts: z.array(z.strictObject({ id: z.string(), library: z.string() })).readonly(),
    loans: z.array(loanShape).readonly(),
  }),
  cancelShape,
  placeShape,
  z.strictObject({ to: z.literal('UNLINK'), account: z.string(), library: z.string() }),
]);

/** What a form does, and to what. `key` is the same each time that the form is sent. */
export type Reference = z.infer<typeof referenceShape>;

export type ReferenceTo<To extends Reference['to']> = Extract<Reference, { readonly to: To }>;

const BOUND = 'account form';

/** A new key each time that a page is made. */
export function newKey(): string {
  return randomUUID();
}

export type Seal = (reference: Reference) => string;

export function sealIn({ sealer }: Pick<SessionMemory, 'sealer'>): Seal {
  return (reference) => sealer.seal(JSON.stringify(reference), BOUND);
}

/** Null for a text that this session did not make. */
export function openReference({ sealer }: Pick<SessionMemory, 'sealer'>, sealed: string): Reference | null {
  const text = sealer.open(sealed, BOUND);
  return text === null ? null : referenceShape.parse(JSON.parse(text));
}
