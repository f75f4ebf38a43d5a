/** What a fault puts in place of the right answer. */
import { isJson, page, type Answer } from './answer.ts';
import type { Faults } from './faults.ts';

/** `maintenance`: the title of the page of HTML. `right` is asked only where something of the right answer is left. */
export function spoil(faults: Faults, maintenance: string, right: () => Answer): Answer {
  if (faults.status !== null) return refuse(faults.status, faults);
  const words = faults.words ?? 'busy';
  switch (faults.garbage) {
    case 'html':
      return page(200, `${maintenance} ${faults.words ?? ''}`.trim());
    case 'empty':
      return { ...right(), body: '' };
    case 'gzip':
      return { ...right(), headers: [['Content-Encoding', 'gzip']], body: 'no answer that anybody compressed' };
    case 'truncated':
      return withBody(right(), (body) => body.subarray(0, Math.floor(body.length / 2)));
    case 'shape':
      return isJson(right())
        ? { ...right(), body: JSON.stringify({ message: words }) }
        : { ...right(), body: '<busy/>' };
    case 'rows':
      return { ...right(), body: isJson(right()) ? JSON.stringify([{ message: words }, null]) : '<busy><row/></busy>' };
    case 'thin':
      return isJson(right()) ? withBody(right(), thin) : { ...right(), body: '<busy/>' };
    case null:
      return right();
  }
}

function refuse(status: 429 | 500 | 503, { retryAfterSeconds, words }: Faults): Answer {
  const titles = { 429: 'Too Many Requests', 500: 'Internal Server Error', 503: 'Service Unavailable' };
  const headers = retryAfterSeconds === null ? [] : [['Retry-After', String(retryAfterSeconds)] as const];
  if (words === null) return { ...page(status, titles[status]), headers };
  const said = { error: words, messageList: [{ code: words, message: words }] };
  return { status, contentType: 'application/json', body: JSON.stringify(said), headers };
}

function withBody(answer: Answer, change: (body: Buffer) => Uint8Array): Answer {
  return { ...answer, body: change(Buffer.from(answer.body)) };
}

/** The right rows with only the first half of their fields: what a version that dropped fields would answer. */
function thin(body: Buffer): Uint8Array {
  const half = (row: unknown): unknown => {
    if (typeof row !== 'object' || row === null) return null;
    const fields = Object.entries(row);
    return Object.fromEntries(fields.slice(0, fields.length >> 1));
  };
  const right: unknown = JSON.parse(body.toString('utf8'));
  return Buffer.from(JSON.stringify(Array.isArray(right) ? right.map(half) : half(right)));
}
