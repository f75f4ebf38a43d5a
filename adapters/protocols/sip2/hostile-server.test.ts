/** Whatever a server sends: the client ends, keeps nothing, and takes no answer that is not one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMerciaError } from '#platform/errors.ts';
import { createHostGuards } from '#platform/host-guard/index.ts';
import { createSip2Client } from './client.ts';
import { readDate } from './dates.ts';
import { GENERIC_DIALECT } from './dialect.ts';
import { createFramer } from './framer.ts';
import { fieldOf } from './message.ts';
import { itemQuestion } from './questions.ts';
import { itemAnswer, sequenceOf, signed, startScriptedServer, valueOf } from './scripted-server.fixture.ts';

const CR = 0x0d;
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc
    .string({ unit: fc.constantFrom(...Array.from('18034ABJYZ|\r\n\0 ')), maxLength: 400 })
    .map((line) => Buffer.from(line)),
);

describe('a framer', () => {
  it('gives the same messages however they are split, and keeps no more than the limit', () => {
    const maxBytes = 200;
    fc.assert(
      fc.property(bytes, fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 8 }), (sent, cuts) => {
        const run = (chunks: readonly Buffer[]): string => {
          const framer = createFramer({ end: CR, maxBytes });
          try {
            for (const chunk of chunks) {
              const message = framer.push(chunk);
              if (message !== null) return message.toString('latin1');
              expect(framer.restBytes).toBeLessThanOrEqual(maxBytes);
            }
            return 'no message';
          } catch (error) {
            if (error instanceof RangeError) return 'too long';
            throw error;
          }
        };
        const places = [0, ...cuts.filter((cut) => cut < sent.length).toSorted((a, b) => a - b), sent.length];
        const split = places.slice(1).map((end, at) => Buffer.from(sent.subarray(places[at], end)));
        const whole = run([Buffer.from(sent)]);
        // What is too long in one piece may be noticed before its end came, and the other way round.
        if (whole !== 'too long') expect([whole, 'too long']).toContain(run(split));
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes as long as its input is, however slowly that comes', () => {
    const framer = createFramer({ end: CR, maxBytes: 300_000 });
    const started = performance.now();
    const byte = Buffer.from('A');
    for (let sent = 0; sent < 250_000; sent += 1) framer.push(byte);
    expect(framer.push(Buffer.from('\r'))).toHaveLength(250_000);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

it('reads a date or none, of any text', () => {
  const digits = fc.string({ unit: fc.constantFrom(...Array.from('0123456789 Z-:T')), maxLength: 24 });
  fc.assert(
    fc.property(fc.oneof(digits, fc.string()), (text) => {
      const date = readDate(text, 'Europe/London');
      if (date !== null) expect(new Date(date.at).getTime()).not.toBeNaN();
    }),
    { numRuns: 2_000 },
  );
});

it('gives an answer to its question or an error, whatever else the server sends', async () => {
  const noise = fc.oneof(
    fc.constant(''),
    bytes.map((sent) => Buffer.from(sent).toString('latin1')),
    fc.constantFrom('96\r', '96AZFEF6\r', '\r', '\r\r', '\n', '940\r', '98\r'),
  );
  await fc.assert(
    fc.asyncProperty(noise, noise, fc.boolean(), async (before, after, isHonest) => {
      const server = await startScriptedServer((line, socket) => {
        if (line.startsWith('93')) socket.write(signed('941', sequenceOf(line)));
        else socket.end(Buffer.from(before + (isHonest ? itemAnswer(line) : '') + after, 'latin1'));
      });
      const limits = { connections: 1, breaker: { failures: 1_000, openMs: 1_000, maxOpenMs: 1_000 } };
      const client = createSip2Client({
        system: 'hill',
        address: server.address,
        dialect: GENERIC_DIALECT,
        credentials: () => ({ user: 'hub', password: 'secret' }),
        connections: 1,
        timeoutMs: 20_000,
        maxAnswerBytes: 300,
        guard: createHostGuards().for({ id: 'hill', limits }),
      });
      const question = itemQuestion(GENERIC_DIALECT, { barcode: '7', at: 0 });
      const answer = await client.ask(question, new AbortController().signal).catch((error: unknown) => error);
      await client.close();
      await server.close();

      if (isMerciaError(answer)) return;
      const message = answer as Awaited<ReturnType<typeof client.ask>>;
      expect(fieldOf(message, 'AB')).toBe('7');
      expect(server.heard.filter((line) => valueOf(line, 'AB') === '7')).not.toHaveLength(0);
    }),
    { numRuns: 150 },
  );
});
