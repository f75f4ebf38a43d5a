/** Questions to a SIP2 server, and what answers each. */
import { formatDate } from './dates.ts';
import type { Sip2Dialect } from './dialect.ts';
import { fieldOf, type Sip2Message, type Sip2Request } from './message.ts';

export interface Sip2Question extends Sip2Request {
  /** What is asked for, in words, for errors and figures: `item information`. */
  readonly operation: string;
  /** The code of its answer: `18`. */
  readonly answer: string;
  /**
   * False if an answer of the right code is about something else: another barcode, another card. Give it wherever the answer
   * names what it is about. Without it only the code and the sequence number are compared.
   */
  readonly matches?: ((message: Sip2Message) => boolean) | undefined;
  /** True if it changes something: it is sent once, whatever happens. */
  readonly isWrite?: boolean;
  readonly urgency?: 'live' | 'background';
}

/** 99: what the server is and can do. */
export function statusQuestion(): Sip2Question {
  return { operation: 'status', code: '99', fixed: '00802.00', fields: [], answer: '98' };
}

/** 93 with plain credentials. CP is left out if the dialect has none. */
export function logInQuestion({ location }: Sip2Dialect, user: string, password: string): Sip2Question {
  const where = location === null ? [] : ([['CP', location]] as const);
  return {
    operation: 'log in',
    code: '93',
    fixed: '00',
    fields: [['CN', user], ['CO', password], ...where],
    answer: '94',
  };
}

export interface ItemQuestionOptions {
  readonly barcode: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Whether the barcode of an answer is the one that was asked for; the very same by default. */
  readonly isSame?: (answered: string) => boolean;
}

/**
 * 17: how one copy stands. Only an answer about its barcode is taken.
 *
 *     1720260105    091502AODEMO|AB30001000000017|AC|AY3AZF413
 */
export function itemQuestion(dialect: Sip2Dialect, { barcode, at, isSame }: ItemQuestionOptions): Sip2Question {
  const same = isSame ?? ((answered: string) => answered === barcode);
  return {
    operation: 'item information',
    code: '17',
    fixed: formatDate(at, dialect),
    // Servers refuse a question without a field that must be there, even where it is empty.
    fields: [
      ['AO', dialect.institution],
      ['AB', barcode],
      ['AC', dialect.terminalPassword],
    ],
    answer: '18',
    matches: (message) => same(fieldOf(message, 'AB') ?? ''),
  };
}
