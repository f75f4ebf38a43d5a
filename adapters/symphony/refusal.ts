/** What Symphony says when it does not give what was asked: parsed first, because ordinary refusals are HTTP 500. */
import { MerciaError } from '#platform/errors.ts';
import { looksLikeHtml, type HttpResponse } from '#platform/http-client.ts';
import { jsonOf, lmsError, unexpectedAnswer } from '../shared/lms-error.ts';
import { childrenNamed, parseXmlTree, type XmlElement } from '#xml/xml-tree.ts';
import { wireRefusal } from './wire.ts';

/** A refusal of the business kind, with Symphony's own code. The code is safe to repeat, its text may not be. */
export class SymphonyRefusal extends MerciaError {
  readonly refusal: RefusalKind;

  constructor(system: string, operation: string, code: string) {
    const refusal = refusalKind(code);
    super(CODE_OF[refusal], `[${system}] ${operation}: ${WORDS_OF[refusal]} (${code})`, { system });
    this.refusal = refusal;
  }
}

export type RefusalKind = 'session' | 'credentials' | 'not found' | 'busy' | 'fault' | 'refused';

const CODE_OF = {
  session: 'LMS_AUTH_FAILED',
  credentials: 'LMS_AUTH_FAILED',
  'not found': 'LMS_BAD_RESPONSE',
  busy: 'LMS_RATE_LIMITED',
  fault: 'LMS_BAD_RESPONSE',
  refused: 'LMS_BAD_RESPONSE',
} as const;
const WORDS_OF: Readonly<Record<RefusalKind, string>> = {
  session: 'the staff session has ended; ask again',
  credentials: 'user or password refused; check the credentials',
  'not found': 'there is no such thing',
  busy: 'the record is in use by another session; ask again in a moment',
  fault: 'Symphony reports a fault of its own; its log says which',
  refused: 'refused; check what the client id and the account may do',
};

export function refusalKind(code: string): RefusalKind {
  switch (code) {
    case 'sessionTimedOut':
      return 'session';
    case 'unableToLogin':
    case 'unableToAuthenticate':
      return 'credentials';
    case 'recordNotFound':
    case 'keyParseError':
    // Shadowed, for an account that is not shown what is: to whom Mercia shows titles it is not there.
    case 'permissionDeniedRecordHidden':
      return 'not found';
    case 'hatErrorResponse.116':
      return 'busy';
    case 'unhandledException':
      return 'fault';
    default:
      return 'refused';
  }
}

/** What Symphony said instead of doing what was asked. */
export interface RefusalSaid {
  readonly code: string;
  /** Set where a member of staff could override it: which question the server asks. */
  readonly prompt: string | null;
}

/**
 * A refusal in JSON; null where the body is none. A prompt may stand without a list of messages.
 *
 *     { "messageList": [{ "code": "hatErrorResponse.252", "message": "…" }],
 *       "promptRequired": true, "dataMap": { "promptType": "CIRC_HOLDS_OVRCD" } }
 */
export function readRefusal(body: Buffer): RefusalSaid | null {
  const said = wireRefusal.safeParse(jsonOf(body)).data;
  const prompt = said?.dataMap?.promptType ?? (said?.promptRequired === true ? 'unknown' : null);
  const code = said?.messageList?.[0]?.code ?? prompt;
  return code === null ? null : { code, prompt };
}

/** The code of a refusal in JSON (`messageList`) or in XML (`Fault`); null where the body is none. */
export function refusalCode(body: Buffer): string | null {
  const text = body.toString('utf8').trim();
  if (text.startsWith('{')) return readRefusal(body)?.code ?? null;
  // An answer of many titles is long, and read elsewhere: without the word in it there is no such element.
  if (!text.startsWith('<') || looksLikeHtml(text) || !/fault/i.test(text)) return null;
  const tree = parseXmlTree(text);
  if (typeof tree === 'string') return null;
  const fault = findFault(tree);
  if (fault === null) return null;
  for (const name of ['code', 'faultcode', 'string', 'faultstring']) {
    const code = childrenNamed(fault, name)[0]?.text;
    if (code !== undefined && /^[\w.:-]{1,80}$/.test(code)) return code.replace(/^.*:/, '');
  }
  return 'Fault';
}

function findFault(element: XmlElement): XmlElement | null {
  if (/^(Fault|LookupTitleInfoFault)$/i.test(element.local)) return element;
  for (const child of element.children) {
    const found = findFault(child);
    if (found !== null) return found;
  }
  return null;
}

/** The error of an answer that is not what was asked for. */
export function errorOfAnswer(system: string, operation: string, response: HttpResponse): MerciaError {
  const code = refusalCode(response.body);
  const { status } = response;
  if (code !== null && !((status === 401 || status === 403) && refusalKind(code) === 'refused')) {
    return new SymphonyRefusal(system, operation, code);
  }
  if (status === 401 || status === 403) {
    const what = `refused (HTTP ${status}); check the client id, and that the account may do this`;
    return lmsError(system, 'LMS_AUTH_FAILED', `${operation}: ${what}`);
  }
  const missing = 'there are no web services at this address (HTTP 404); check address and settings.path';
  return unexpectedAnswer({ system, operation, product: 'Symphony', missing }, response);
}
