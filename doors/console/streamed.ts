/** A page that is sent in parts: what is known at once, then what systems answer, in the order in which they do. */
import { Readable } from 'node:stream';
import type { Part } from './pages/page.ts';

/** Where a template has room for what comes later. Nothing that is shown can hold it: what is written is escaped. */
const LATER = '<!-- later -->';

/** Sends `html` up to its room for later parts, the parts as they come, and the rest of it. */
export function streamPage(html: string, later: AsyncIterable<Part>, render: (part: Part) => string): Readable {
  const at = html.indexOf(LATER);
  if (at === -1) throw new Error('the template has no room for what comes later');
  const [before, after] = [html.slice(0, at), html.slice(at + LATER.length)];
  async function* inOrder(): AsyncGenerator<string> {
    yield before;
    for await (const part of later) yield render(part);
    yield after;
  }
  return Readable.from(inOrder(), { objectMode: false });
}
