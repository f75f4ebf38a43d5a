/** How one server speaks SIP2: everything in which servers were seen to differ. */
import type { DateStyle } from './dates.ts';

export interface Sip2Dialect extends DateStyle {
  /** A name that `isKnownEncoding` knows. */
  readonly encoding: string;
  /** Ends each message that is sent. */
  readonly terminator: '\r' | '\r\n' | '\n';
  /** One character between named fields. */
  readonly separator: string;
  /** Send a sequence number and a checksum with each message. */
  readonly errorDetection: boolean;
  /** Refuse an answer with a wrong checksum. Some servers send `AZ0000` always. */
  readonly strictChecksum: boolean;
  /** Log in by message 93, by prompts as a terminal would, or not at all. */
  readonly logIn: 'none' | 'message' | 'prompts';
  readonly prompts: LogInPrompts;
  /** CP of the log-in; left out if null. */
  readonly location: string | null;
  /** Ask 99 before anything else on each connection. */
  readonly statusFirst: boolean;
  /** End a patron's session with 35 after work for him. */
  readonly endSession: boolean;
  /** AO; may be empty. */
  readonly institution: string;
  /** AC; may be empty, and is sent even then. */
  readonly terminalPassword: string;
  /** Three digits: 000 unknown, 001 English. */
  readonly language: string;
}

/** Texts by which a server that logs in by prompts is recognised, in any case of letters. */
export interface LogInPrompts {
  readonly user: string;
  /** Null if no password is asked for. */
  readonly password: string | null;
  /** What it says when the log-in was good; null if it says nothing. */
  readonly accepted: string | null;
}

/** What the specification says. */
export const GENERIC_DIALECT: Sip2Dialect = {
  encoding: 'cp850',
  terminator: '\r',
  separator: '|',
  errorDetection: true,
  strictChecksum: true,
  logIn: 'message',
  prompts: { user: 'login:', password: 'password:', accepted: 'login ok' },
  location: null,
  statusFirst: false,
  endSession: false,
  institution: '',
  terminalPassword: '',
  language: '001',
  zone: 'local',
  timeZone: 'Europe/London',
};
