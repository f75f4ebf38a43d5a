/** What can go wrong at a library system, switched on and off while it runs. */
import { MerciaError } from '#platform/errors.ts';
import { z } from 'zod';
import { LIES } from './lies.ts';

/**
 * `html`: a page of HTML. `truncated`: the right answer, complete by its head and cut in the middle. `empty`: nothing.
 * `gzip`: what says that it is compressed and is not. `shape`: JSON or XML of another kind. `rows`: a list of other
 * things. `thin`: the right rows without half of their fields.
 */
const GARBAGE = ['html', 'truncated', 'empty', 'gzip', 'shape', 'rows', 'thin'] as const;

/** How one answer of a SIP2 server is wrong: only a SIP2 server has these. */
const MIXED = ['late', 'crossed', 'otherBarcode', 'joined'] as const;
const SEQUENCES = ['wrong', 'shuffled'] as const;
const CHARACTER_SETS = ['utf-8', 'cp850', 'latin1', 'ascii'] as const;

const everyFault = z.strictObject({
  /** The port is closed: connections are refused. */
  down: z.boolean().default(false),
  /** With `down`: opens the port again after so many milliseconds; null waits for {@link FaultSwitch.clear}. */
  downForMs: z.number().int().positive().nullable().default(null),
  /** The connection is reset as soon as a request has come. */
  reset: z.boolean().default(false),
  /** Answers come so many milliseconds later. */
  slowMs: z.number().int().nonnegative().default(0),
  /** The same for each 1,024 bytes of an answer: a system that needs longer for more. */
  slowMsPerKilobyte: z.number().nonnegative().default(0),
  /** The request is read and never answered; its worker stays busy. */
  hang: z.boolean().default(false),
  /** Answers come in pieces, so many milliseconds apart. */
  trickleMs: z.number().int().nonnegative().default(0),
  /** The whole length is announced, and the connection closed in the middle of the body. */
  cutOff: z.boolean().default(false),
  /** What comes with 200 in place of the right answer. */
  garbage: z.enum(GARBAGE).nullable().default(null),
  /** What can be read in the right answer's place, and is not so (`lies.ts`). */
  lie: z.enum(LIES).nullable().default(null),
  status: z.literal([429, 500, 503]).nullable().default(null),
  /** The Retry-After header of a 429 or 503. */
  retryAfterSeconds: z.number().int().nonnegative().nullable().default(null),
  /** What an error, or JSON of another kind, says: a system may say anything there, names of people included. */
  words: z.string().nullable().default(null),
  /** SIP2: in the place of the code that says how a copy stands; two digits. */
  circulationStatus: z.string().nullable().default(null),
  /** Every login, client secret and token is refused. */
  wrongCredentials: z.boolean().default(false),
  /** Records that fail in every MARC form, as one with a control character does. */
  badRecords: z.array(z.number().int()).readonly().default([]),
  /**
   * SIP2: whose answer comes. `late`: the one to the question before, the first of them never in time. `crossed`: that of another
   * connection which asks at the same time. `otherBarcode`: the right one with another barcode. `joined`: the right one and,
   * in the same packet, the one before again.
   */
  mixed: z.enum(MIXED).nullable().default(null),
  /** SIP2: the answer's sequence number is one too high, or any other. */
  sequence: z.enum(SEQUENCES).nullable().default(null),
  /** SIP2: the checksum of the answer is wrong. */
  wrongChecksum: z.boolean().default(false),
  /** SIP2: the answer comes in this character set. */
  encoding: z.enum(CHARACTER_SETS).nullable().default(null),
  /** SIP2: each byte comes in a packet of its own. */
  split: z.boolean().default(false),
  /** SIP2: fields that nobody knows stand between the others. */
  unknownFields: z.boolean().default(false),
  /** SIP2: bytes of zero stand before and behind the answer. */
  nulPadding: z.boolean().default(false),
  /** SIP2: 96 comes in place of the answer. */
  resend: z.boolean().default(false),
  /** Kinds of call that the faults touch, by their beginning (`items`, `oai`); empty means all. `down` takes no notice. */
  only: z.array(z.string()).readonly().default([]),
  /** The faults end after so many touched requests; null goes on. */
  times: z.number().int().positive().nullable().default(null),
});

const faultsSchema = everyFault.refine(({ down, downForMs }) => down || downForMs === null, {
  path: ['downForMs'],
  error: 'downForMs counts only with down; end another fault with {}, or after so many calls with times',
});

export type Faults = Readonly<z.infer<typeof faultsSchema>>;

export const NO_FAULTS: Faults = faultsSchema.parse({});

/** Completes what was sent over HTTP with no fault for the rest. */
export function parseFaults(given: unknown): Faults {
  const read = faultsSchema.safeParse(given);
  if (read.success) return read.data;
  throw new MerciaError('BAD_USER_INPUT', `These faults cannot be read: ${z.prettifyError(read.error)}`);
}

/** Opens and closes the port for {@link Faults.down}. */
export interface Port {
  open(): Promise<void>;
  shut(): Promise<void>;
}

export class FaultSwitch {
  readonly #port: Port;
  readonly #expireTokens: () => void;
  #current: Faults = NO_FAULTS;
  #remaining: number | null = null;
  #reopen: NodeJS.Timeout | null = null;

  constructor(port: Port, expireTokens: () => void) {
    this.#port = port;
    this.#expireTokens = expireTokens;
  }

  get current(): Faults {
    return this.#current;
  }

  /** Puts these faults in place of all others. */
  async set(faults: Partial<Faults>): Promise<void> {
    this.#stopWaiting();
    const wasDown = this.#current.down;
    this.#current = { ...NO_FAULTS, ...faults };
    this.#remaining = this.#current.times;
    if (!this.#current.down) {
      if (wasDown) await this.#port.open();
      return;
    }
    await this.#port.shut();
    if (this.#current.downForMs !== null) {
      this.#reopen = setTimeout(() => {
        void this.clear();
      }, this.#current.downForMs).unref();
    }
  }

  /** Ends every fault; a closed port opens again under the same number. */
  async clear(): Promise<void> {
    await this.set(NO_FAULTS);
  }

  /** Every token given so far is expired: its next use is a 401. */
  expireTokens(): void {
    this.#expireTokens();
  }

  /** The faults that touch a call of this kind; counts {@link Faults.times} down. */
  touching(kind: string): Faults {
    const faults = this.#current;
    if (faults.only.length > 0 && !faults.only.some((one) => kind.startsWith(one))) return NO_FAULTS;
    if (this.#remaining !== null) {
      if (this.#remaining === 0) return NO_FAULTS;
      this.#remaining--;
    }
    return faults;
  }

  /** Forgets a port that waits to be opened again. */
  dispose(): void {
    this.#stopWaiting();
  }

  #stopWaiting(): void {
    if (this.#reopen !== null) clearTimeout(this.#reopen);
    this.#reopen = null;
  }
}
