import type { SystemId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { readAnswer } from './read-answer.ts';

const SYSTEM = 'here' as SystemId;
const patron = z.object({ card: z.string(), loans: z.array(z.object({ due: z.number() })) });

it('gives what was answered, read by its shape', () => {
  expect(readAnswer(SYSTEM, 'patron', patron, { card: 'A1', loans: [], name: 'x' })).toEqual({ card: 'A1', loans: [] });
});

it('names the fields that cannot be read, and nothing that stands in them', () => {
  const answer = { card: 'A1', loans: [{ due: 'Quillfeather' }] };
  const read = () => readAnswer(SYSTEM, 'patron', patron, answer);

  expect(read).toThrow(MerciaError);
  expect(read).toThrow(/^\[here\] patron: .*\(loans\.0\.due\)/);
  expect(read).toThrow(expect.not.objectContaining({ cause: expect.anything() as unknown }));
  expect(read).not.toThrow(/Quillfeather/);
});
