/**
 * Whoever asks in the end, under names that say nothing of who they are: what is counted for each, and whose turn it is at the
 * library systems. A part of Mercia that asks the graph for others, as the pages and the feeds do, passes the name on, sealed:
 * nobody else can say for whom a request is.
 */
import { z } from 'zod';
import { createKeyedHash } from './keyed-hash.ts';
import { networkOf } from './network-of.ts';
import { createSealer } from './sealed-text.ts';

/** From a part of Mercia to the gateway. */
export const ASKED_FOR_HEADER = 'mercia-asked-for';

const askedForShape = z.object({
  caller: z.string(),
  /** The part that passes it on limits how much each caller asks, so the gateway does not. */
  limited: z.boolean(),
  /** What the caller is given counts as theirs all the same. */
  owes: z.boolean().default(false),
});
export type AskedFor = Readonly<z.infer<typeof askedForShape>>;

export type EndCallers = ReturnType<typeof createEndCallers>;

const NAME_BYTES = 12;
const BOUND = 'asked for';

/**
 * `key` has 32 bytes, the same in every part of one Mercia (`deriveCallerKey`); what was sealed with one that is `accepted` is
 * read, too.
 */
export function createEndCallers(key: Buffer, accepted: readonly Buffer[] = []) {
  const sealer = createSealer(key, accepted);
  const hash = createKeyedHash(key);
  const nameOf = (kind: string, text: string): string =>
    hash(`${kind} ${text}`).subarray(0, NAME_BYTES).toString('base64url');
  return {
    /** Of whoever asks from an address without signing in. */
    ofAddress: (address: string): string => nameOf('address', networkOf(address)),
    /** Of whoever signed in: a subject, or a key that has none. */
    ofCredential: (credential: string): string => nameOf('credential', credential),
    /** The value of {@link ASKED_FOR_HEADER}. */
    passOn: (askedFor: AskedFor): string => sealer.seal(JSON.stringify(askedFor), BOUND),
    /** Null for what no part of this Mercia said. */
    read(header: string | undefined): AskedFor | null {
      const text = header === undefined ? null : sealer.open(header, BOUND);
      return text === null ? null : askedForShape.parse(JSON.parse(text));
    },
  };
}
