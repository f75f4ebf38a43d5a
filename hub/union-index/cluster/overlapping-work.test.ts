import { describe, expect, it } from 'vitest';
import { startWork } from './overlapping-work.ts';

async function* numbers(upTo: number): AsyncGenerator<number, void> {
  for (let number = 0; number < upTo; number += 1) yield await Promise.resolve(number);
}

describe('overlapping work', () => {
  it('asks for the next value while one is worked on, and gives all in their order', async () => {
    const steps: string[] = [];
    async function* source(): AsyncGenerator<number, void> {
      for await (const number of numbers(3)) {
        steps.push(`ask ${String(number)}`);
        yield number;
      }
    }
    const work = startWork();

    await work.settle(async () => {
      for await (const number of work.readAhead(source())) {
        await new Promise((resolve) => setImmediate(resolve));
        steps.push(`done ${String(number)}`);
      }
    });

    expect(steps).toEqual(['ask 0', 'ask 1', 'done 0', 'ask 2', 'done 1', 'done 2']);
  });

  it('tells the first failure, however many follow from it', async () => {
    const work = startWork();
    async function* source(): AsyncGenerator<number, void> {
      yield 0;
      await work.begin(Promise.reject(new Error('the statement cannot be read')));
    }

    const ended = work.settle(async () => {
      for await (const _ of work.readAhead(source())) throw new Error('the transaction is aborted');
    });

    await expect(ended).rejects.toThrow('the statement cannot be read');
  });

  it('ends when everything that was begun has ended', async () => {
    const work = startWork();
    const slow = Promise.withResolvers<undefined>();
    let isOver = false;
    const ended = work
      .settle(() => {
        void work.begin(slow.promise);
        return Promise.reject(new Error('no more'));
      })
      .finally(() => {
        isOver = true;
      });
    ended.catch(() => undefined);

    await new Promise((resolve) => setImmediate(resolve));
    expect(isOver).toBe(false);
    slow.resolve(undefined);

    await expect(ended).rejects.toThrow('no more');
  });
});
