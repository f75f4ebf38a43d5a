/** What can go wrong at a library system, switched on and off while it runs. */
import { MerciaError } from '#platform/errors.ts';
import { z } from 'zod';

/**
 * `html`: a page of HTML. `truncated`: the right answer, complete by its head and cut in the middle. `empty`: nothing.
 * `gzip`: what says that it is compressed and is not. `shape`: JSON or XML of another kind. `rows`: a list of other
 * things. `thin`: the right rows without half of their fields.
 */
const GARBAGE = ['html', 'truncated', 'empty', 'gzip', 'shape', 'rows', 'thin'] as const;
export type Garbage = (typeof GARBAGE)[number];

/** How one answer of a SIP2 server is wrong: only a SIP2 server has these. */
const MIXED = ['late', 'crossed', 'otherBarcode', 'joined'] as const;
const SEQUENCES = ['wrong', 'shuffled'] as const;
const CHARACTER_SETS = ['utf-8', 'cp850', 'latin1', 'ascii'] as const;

export interface Faults {
  /** The port is closed: connections are refused. */
  readonly down: boolean;
  /** With `down`: opens the port again after so many milliseconds; null waits for {@link FaultSwitch.clear}. */
  readonly downForMs: number | null;
  /** The connection is reset as soon as a request has come. */
  readonly reset: boolean;
  /** Answers come so many milliseconds later. */
  readonly slowMs: number;
  /** The same for each 1,024 bytes of an answer: a system that needs longer for more. */
  readonly slowMsPerKilobyte: number;
  /** The request is read and never answered; its worker stays busy. */
  readonly hang: boolean;
  /** Answers come in pieces, so many milliseconds apart. */
  readonly trickleMs: number;
  /** The whole length is announced, and the connection closed in the middle of the body. */
  readonly cutOff: boolean;
  /** What comes with 200 in place of the right answer. */
  readonly garbage: Garbage | null;
  /** Every answer has this status. */
  readonly status: 429 | 500 | 503 | null;
  /** The Retry-After header of a 429 or 503. */
  readonly retryAfterSeconds: number | null;
  /** What an error, or JSON of another kind, says: a system may say anything there, names of people included. */
  readonly words: string | null;
  /** SIP2: in the place of the code that says how a copy stands; two digits. */
  readonly circulationStatus: string | null;
  /** Every login, client secret and token is refused. */
  readonly wrongCredentials: boolean;
  /** Records that fail in every MARC form, as one with a control character does. */
  readonly badRecords: readonly number[];
  /**
   * SIP2: whose answer comes. `late`: the one to the question before, the first of them never in time. `crossed`: that of another
   * connection which asks at the same time. `otherBarcode`: the right one with another barcode. `joined`: the right one and,
   * in the same packet, the one before again.
   */
  readonly mixed: (typeof MIXED)[number] | null;
  /** SIP2: the answer's sequence number is one too high, or any other. */
  readonly sequence: (typeof SEQUENCES)[number] | null;
  /** SIP2: the checksum of the answer is wrong. */
  readonly wrongChecksum: boolean;
  /** SIP2: the answer comes in this character set. */
  readonly encoding: (typeof CHARACTER_SETS)[number] | null;
  /** SIP2: each byte comes in a packet of its own. */
  readonly split: boolean;
  /** SIP2: fields that nobody knows stand between the others. */
  readonly unknownFields: boolean;
  /** SIP2: bytes of zero stand before and behind the answer. */
  readonly nulPadding: boolean;
  /** SIP2: 96 comes in place of the answer. */
  readonly resend: boolean;
  /** Kinds of call that the faults touch, by their beginning (`items`, `oai`); empty means all. `down` takes no notice. */
  readonly only: readonly string[];
  /** The faults end after so many touched requests; null goes on. */
  readonly times: number | null;
}

export const NO_FAULTS: Faults = {
  down: false,
  downForMs: null,
  reset: false,
  slowMs: 0,
  slowMsPerKilobyte: 0,
  hang: false,
  trickleMs: 0,
  cutOff: false,
  garbage: null,
  status: null,
  retryAfterSeconds: null,
  words: null,
  circulationStatus: null,
  wrongCredentials: false,
  badRecords: [],
  mixed: null,
  sequence: null,
  wrongChecksum: false,
  encoding: null,
  split: false,
  unknownFields: false,
  nulPadding: false,
  resend: false,
  only: [],
  times: null,
};

const faultsSchema = z.strictObject({
  down: z.boolean(),
  downForMs: z.number().int().positive().nullable(),
  reset: z.boolean(),
  slowMs: z.number().int().nonnegative(),
  slowMsPerKilobyte: z.number().nonnegative(),
  hang: z.boolean(),
  trickleMs: z.number().int().nonnegative(),
  cutOff: z.boolean(),
  garbage: z.enum(GARBAGE).nullable(),
  status: z.literal([429, 500, 503]).nullable(),
  retryAfterSeconds: z.number().int().nonnegative().nullable(),
  words: z.string().nullable(),
  circulationStatus: z.string().nullable(),
  wrongCredentials: z.boolean(),
  badRecords: z.array(z.number().int()),
  mixed: z.enum(MIXED).nullable(),
  sequence: z.enum(SEQUENCES).nullable(),
  wrongChecksum: z.boolean(),
  encoding: z.enum(CHARACTER_SETS).nullable(),
  split: z.boolean(),
  unknownFields: z.boolean(),
  nulPadding: z.boolean(),
  resend: z.boolean(),
  only: z.array(z.string()),
  times: z.number().int().positive().nullable(),
});

/** Completes what was sent over HTTP with no fault for the rest. */
export function parseFaults(given: unknown): Faults {
  const read = faultsSchema.partial().safeParse(given);
  if (!read.success) {
    throw new MerciaError('BAD_USER_INPUT', `These faults cannot be read: ${z.prettifyError(read.error)}`);
  }
  const named = Object.fromEntries(Object.entries(read.data).filter(([, value]) => value !== undefined));
  return faultsSchema.parse({ ...NO_FAULTS, ...named });
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
