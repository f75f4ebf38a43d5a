import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inPieces } from './answers.ts';

it('sends together what comes together, and nothing later than it could', async () => {
  const gate = Promise.withResolvers<undefined>();
  let ended = false;
  async function* texts(): AsyncGenerator<string, undefined> {
    try {
      yield 'a';
      yield 'b';
      await gate.promise;
      yield 'c';
      await setImmediate();
      await setImmediate();
      yield 'd';
      yield 'e';
    } finally {
      ended = true;
    }
  }

  const pieces = inPieces(texts());
  const first = await pieces.next();
  gate.resolve(undefined);
  const others: string[] = [];
  for await (const piece of pieces) others.push(piece);

  expect([first.value, ...others]).toEqual(['ab', 'c', 'de']);

  ended = false;
  const left = inPieces(texts());
  await left.next();
  await left.return(undefined);
  expect(ended).toBe(true);
});

it('tells what there is before it fails', async () => {
  async function* texts(): AsyncGenerator<string, undefined> {
    yield 'a';
    throw new Error('no more');
  }
  const pieces = inPieces(texts());

  expect((await pieces.next()).value).toBe('a');
  await expect(pieces.next()).rejects.toThrow('no more');
});
