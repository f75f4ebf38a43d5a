/** A page that is sent in parts: what is known at once, then what systems answer, in the order in which they do. */
import { Readable } from 'node:stream';

/** Where a template has room for what comes later. Nothing that is shown can hold it: what is written is escaped. */
const LATER = '<!-- later -->';

/** Sends `html` up to its room for later parts, the parts as they come, and the rest of it. */
export function streamPage(html: string, parts: AsyncIterable<string>): Readable {
  const at = html.indexOf(LATER);
  if (at === -1) throw new Error('the template has no room for what comes later');
  return Readable.from(inOrder(html.slice(0, at), parts, html.slice(at + LATER.length)), { objectMode: false });
}

async function* inOrder(before: string, parts: AsyncIterable<string>, after: string): AsyncGenerator<string> {
  yield before;
  yield* parts;
  yield after;
}
