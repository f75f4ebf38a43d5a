import { createLogger } from '#platform/logger.ts';
import { describe, expect, it } from 'vitest';
import { createStoreHealth, createStoreReader, NOT_READ } from './store-reader.ts';

type Find = (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;

function open(find: Find) {
  const asked: (readonly string[])[] = [];
  const outcomes: string[] = [];
  const clock = { at: 0 };
  const health = createStoreHealth({
    logger: createLogger('silent'),
    what: 'read',
    restMs: 1_000,
    now: () => clock.at,
  });
  const read = createStoreReader<string, string>({
    find: (ids) => {
      asked.push(ids);
      return find(ids);
    },
    limitMs: 10,
    health,
    observer: { lookedUp: (outcome) => outcomes.push(outcome) },
  });
  return { read, asked, clock, outcomes };
}

const knowsA: Find = () => Promise.resolve(new Map([['a', 'facts of a']]));

describe('reading from the store', () => {
  it('asks once for all that is wanted in one turn, and gives each its own in order', async () => {
    const { read, asked } = open(knowsA);

    const answers = await Promise.all([read(['b', 'a']), Promise.resolve().then(() => read(['a', 'c']))]);

    expect(answers).toEqual([
      [null, 'facts of a'],
      ['facts of a', null],
    ]);
    expect(asked).toEqual([['b', 'a', 'c']]);
  });

  it.each<[string, Find]>([
    ['hangs', () => new Promise(() => undefined)],
    ['fails', () => Promise.reject(new Error('the disk is full'))],
  ])('says in time that nothing was read where the store %s, and lets it rest', async (_, broken) => {
    let isBroken = true;
    const { read, asked, clock, outcomes } = open((ids) => (isBroken ? broken(ids) : knowsA(ids)));

    expect(await read(['a'])).toEqual([NOT_READ]);
    isBroken = false;
    expect(await read(['a'])).toEqual([NOT_READ]);
    expect(asked).toHaveLength(1);

    clock.at += 1_000;
    expect(await read(['a'])).toEqual(['facts of a']);
    expect(outcomes).toEqual(['unanswered', 'unanswered', 'answered']);
  });
});
