/** Streams: one JSON text a line, empty lines while the next is prepared, a last line that says how it ended. */
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { withinTime } from '#platform/deadline.ts';
import { isMerciaError } from '#platform/errors.ts';
import { toWireError } from '../remote/wire.ts';
import { redactError } from '#platform/redact-error.ts';
import type { Routes, SystemRequest } from './requests.ts';

/** Answers with the parts of a source as they come. */
export function sendLines<Part>(
  { logger, heartbeatMs }: Routes,
  { params: { system } }: SystemRequest,
  reply: FastifyReply,
  parts: AsyncIterable<Part>,
  toLine: (part: Part) => string,
): FastifyReply {
  /** A long silence always is a dead host, because there are empty lines while the next part is prepared. */
  async function* lines(): AsyncGenerator<string> {
    const iterator = parts[Symbol.asyncIterator]();
    yield '\n';
    try {
      for (;;) {
        const next = iterator.next();
        while (await isSlow(next, heartbeatMs)) yield '\n';
        const step = await next;
        if (step.done === true) break;
        yield `${toLine(step.value)}\n`;
      }
      yield `${JSON.stringify({ end: true })}\n`;
    } catch (error) {
      if (!isMerciaError(error)) logger.error({ ...redactError(error), system }, 'A stream failed in a way of its own');
      yield `${JSON.stringify({ error: toWireError(error, system) })}\n`;
    } finally {
      await iterator.return?.();
    }
  }
  return reply.type('application/x-ndjson').send(Readable.from(lines()));
}

async function isSlow(next: Promise<unknown>, heartbeatMs: number): Promise<boolean> {
  const settled = next.then(
    () => false,
    () => false,
  );
  return withinTime(settled, heartbeatMs, () => true);
}
