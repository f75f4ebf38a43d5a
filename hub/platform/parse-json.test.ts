import { cpuMsSince } from '#tests/support/cpu-time.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from './http-client.ts';
import { JSON_LIMITS, parseJson } from './parse-json.ts';

const { depth, containers, values } = JSON_LIMITS;
/** Long enough to be looked at. */
const padded = (text: string): string => `[${text},"${'x'.repeat(70_000)}"]`;
const read = (body: string): unknown => readJson('arden', 'items', { status: 200, body: Buffer.from(body) });

describe('JSON from elsewhere', () => {
  it('has no control characters that no text has', () => {
    expect(read(String.raw`["a\u0000b\u001Fc\u0007\b", "\\u0000\n\u001e", "\u0041"]`)).toEqual([
      'ab\u001fc',
      String.raw`\u0000` + '\n\u001e',
      'A',
    ]);
  });

  it.each([
    [
      'four megabytes of brackets',
      '['.repeat(4_000_000),
      `more than ${depth} brackets within each other, at character 101`,
    ],
    ['of braces', '{"a":'.repeat(800_000), `more than ${depth} brackets within each other`],
    ['that close', '['.repeat(2_000_000) + ']'.repeat(2_000_000), `more than ${depth} brackets within each other`],
    ['a million copies', `[${'{"item_id":1},'.repeat(1_000_000)}1]`, `more than ${containers} lists and objects`],
    ['twenty million numbers', `[${'1,'.repeat(20_000_000)}1]`, `more than ${values} values`],
  ])('is refused before it is parsed: %s', (_, body, words) => {
    const before = process.cpuUsage();

    expect(() => read(body)).toThrow(`[arden] items: answered JSON with ${words}`);

    expect(cpuMsSince(before)).toBeLessThan(1_000);
  });

  it('is read up to the limits', () => {
    const deepest = padded('['.repeat(depth - 1) + ']'.repeat(depth - 1));
    const most = `[${'{},'.repeat(containers - 2)}{}]`;

    expect(read(deepest)).toEqual(JSON.parse(deepest));
    expect(read(most)).toHaveLength(containers - 1);
    expect(() => read(padded('['.repeat(depth) + ']'.repeat(depth)))).toThrow('brackets within each other');
    expect(() => read(`[${'{},'.repeat(containers)}{}]`)).toThrow('lists and objects');
  });

  it('may have more where whoever asks says so, and what to do about still more', () => {
    const limits = { ...JSON_LIMITS, containers: 2 * containers, help: 'ask for less' };
    const readMore = (body: string): unknown => readJson('arden', 'harvest', { status: 200, body }, limits);

    expect(readMore(`[${'{},'.repeat(containers)}{}]`)).toHaveLength(containers + 1);
    expect(() => readMore(`[${'{},'.repeat(2 * containers)}{}]`)).toThrow(
      /^\[arden\] harvest: answered JSON with more than 800000 lists and objects, .* it was not read; ask for less$/,
    );
  });

  it('is what JSON.parse makes of it: brackets in texts are no brackets', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 5 }),
        fc.string({ unit: fc.constantFrom('[', '"', '\\', '{', ',') }),
        (value, text) => {
          const json = padded(JSON.stringify([value, text, { [text]: '['.repeat(200) }]));

          expect(parseJson(json)).toEqual(JSON.parse(json));
        },
      ),
      { numRuns: 200, seed: 4 },
    );
  });

  it('is refused as none where it ends within a text', () => {
    expect(() => read(`["${'\\'.repeat(70_001)}`)).toThrow('something that is no JSON');
  });
});
