/** Limits on a request before the GraphQL server sees it: its text, its variables, and its document as it is written. */
import { createHash } from 'node:crypto';
import { parse, type DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { MerciaError, type ErrorCode } from '#platform/errors.ts';
import { isRecord } from '../public-errors.ts';
import type { Limits } from './limits.ts';
import { refuseDocument } from './document-limits.ts';

/** What came by POST as a body, or by GET in the address. */
export interface IncomingRequest {
  readonly method: string;
  /** The address as it came, from its path on. */
  readonly url: string;
  readonly body: unknown;
}

/** Texts that were let in are let in again: for each no more is kept than its hash. */
const REMEMBERED_TEXTS = 1_000;

/** Throws the error of the limit that is met. What is no request at all is left to the GraphQL server to refuse. */
export function createRequestCheck(limits: Limits): (request: IncomingRequest) => void {
  const letIn = new LRUCache<string, true>({ max: REMEMBERED_TEXTS });
  return ({ method, url, body }) => {
    const { query: text, variables } = method === 'GET' ? readAddress(url) : isRecord(body) ? body : {};
    checkValues(variables, limits);
    if (typeof text !== 'string') return;
    checkText(text, limits);
    const hash = createHash('sha256').update(text).digest('base64');
    if (letIn.has(hash)) return;
    const document = parseOrNull(text, limits);
    // What is no GraphQL is told with its place by the server, which stops at the same token.
    if (document === null) return;
    const refusal = refuseDocument(document, limits);
    if (refusal !== null) throw refuse(refusal.code, refusal.message);
    letIn.set(hash, true);
  };
}

/**
 * As Apollo Server reads it: whoever reads it in another way checks another query than the one that is answered. A name that is
 * there twice is refused there.
 */
function readAddress(url: string): { readonly query: unknown; readonly variables: unknown } {
  const { searchParams } = new URL(url, 'http://localhost');
  return { query: searchParams.get('query'), variables: parseJson(searchParams.get('variables')) };
}

/** What is no JSON is given as it is, and refused by Apollo Server. */
function parseJson(text: string | null): unknown {
  try {
    return text === null ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return text;
  }
}

function checkText(text: string, { queryBytes: limit }: Limits): void {
  const bytes = Buffer.byteLength(text);
  if (bytes <= limit) return;
  throw refuse(
    'QUERY_TEXT_TOO_LONG',
    `The query is ${bytes} bytes long; this graph reads ${limit}. Put values into variables.`,
  );
}

/** Counted without recursion, and only as far as is allowed. */
function checkValues(variables: unknown, { values: limit, valueCharacters }: Limits): void {
  const open = [variables];
  let count = 0;
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value === 'string' && value.length > valueCharacters) {
      const message = `A text in the variables is ${value.length} characters long; this graph reads ${valueCharacters}.`;
      throw refuse('REQUEST_TOO_LARGE', message);
    }
    if (typeof value !== 'object' || value === null) continue;
    const within: readonly unknown[] = Object.values(value);
    count += within.length;
    if (count > limit) {
      throw refuse('LIST_TOO_LONG', `The variables hold more than the ${limit} values that this graph takes.`);
    }
    open.push(...within);
  }
}

function parseOrNull(text: string, { tokens: maxLexicalTokens }: Limits): DocumentNode | null {
  try {
    return parse(text, { noLocation: true, maxLexicalTokens });
  } catch {
    return null;
  }
}

function refuse(code: ErrorCode, message: string): MerciaError {
  return new MerciaError(code, message, { publicMessage: message });
}
