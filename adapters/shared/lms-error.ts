/** Errors about one library system, worded the same by every adapter. */
import { asNotSent, MerciaError, type ErrorCode } from '#platform/errors.ts';
import { looksLikeHtml, type HttpResponse } from '#platform/http-client.ts';
import { parseJson } from '#platform/parse-json.ts';

/** An error of one system. `what` names the operation, what failed and what to do: `items: no item_id; check the version`. */
export function lmsError(system: string, code: ErrorCode, what: string): MerciaError {
  return new MerciaError(code, `[${system}] ${what}`, { system });
}

export interface UnexpectedAnswer {
  readonly system: string;
  readonly operation: string;
  /** The product's name, as its operators know it. */
  readonly product: string;
  /** What 404 means, and what to do about it. */
  readonly missing: string;
}

/** The error of an answer whose status nobody expects. Its body is never repeated. */
export function unexpectedAnswer(of: UnexpectedAnswer, { status, body }: HttpResponse): MerciaError {
  const { system, operation, product, missing } = of;
  const what = looksLikeHtml(body.toString('utf8', 0, 500))
    ? `answered a web page (HTTP ${status}); check the address and any proxy in front of ${product}`
    : status === 404
      ? missing
      : status >= 500
        ? `${product} reports a fault of its own (HTTP ${status}); its log says which`
        : `${product} does not understand the question (HTTP ${status}); its version may differ from those this adapter knows`;
  return lmsError(system, 'LMS_BAD_RESPONSE', `${operation}: ${what}`);
}

/** The JSON of a body that may hold none, or more than is read; null then. */
export function jsonOf(body: Buffer): unknown {
  try {
    return parseJson(body.toString('utf8'));
  } catch {
    return null;
  }
}

/** The moment that a header such as `Date` or `Last-Modified` names, in milliseconds since the epoch; null if there is none. */
export function timeOfHeader(value: string | undefined): number | null {
  const time = value === undefined ? Number.NaN : Date.parse(value);
  return Number.isNaN(time) ? null : time;
}

/**
 * What has to be asked or done before a write is sent: where it fails, the write was certainly not done, and the error
 * says so.
 */
export async function beforeWrite<Value>(asked: Promise<Value>): Promise<Value> {
  try {
    return await asked;
  } catch (error) {
    throw error instanceof MerciaError ? asNotSent(error) : error;
  }
}
