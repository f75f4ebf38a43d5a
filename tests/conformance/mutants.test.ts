/** A few adapters that are wrong on purpose, each of which the kit finds; `npm run mutants` hunts all of them. */
import { liveLies } from '#conformance/mutants/live-lies.ts';
import { LIVE_MISTAKES } from '#conformance/mutants/live-mistakes.ts';
import { huntMutant } from '#conformance/mutants/mutant.ts';
import { PLANTED } from '#conformance/mutants/planted.ts';
import { READER_MISTAKES } from '#conformance/mutants/reader-mistakes.ts';
import { describe, expect, it } from 'vitest';
import { huntOf, huntOfReaders, KIT_READERS, KOHAS, named } from './kit-systems.ts';

const koha = huntOf(KOHAS[0]);
/** Where the first system gives no occasion, the second does. */
const planted = [koha, huntOf(KOHAS[1])] as const;
const readers = huntOfReaders(KIT_READERS[0]!);

describe('the kit finds an adapter that', () => {
  it.each(named([...liveLies(['reset', 'out of service']).slice(0, 12), ...LIVE_MISTAKES.slice(0, 2)]))(
    '%s',
    async (_, mutant) => {
      expect(await huntMutant(mutant, koha)).toEqual({
        foundBy: expect.any(String) as string,
        words: expect.any(String) as string,
      });
    },
  );

  it.each(named(PLANTED))('%s', async (_, mutant) => {
    const [first, second] = planted;
    const found = await huntMutant(mutant, first);
    expect(found === 'not tried' ? await huntMutant(mutant, second) : found).toEqual({
      foundBy: expect.stringContaining(mutant.foundBy ?? '') as string,
      words: expect.any(String) as string,
    });
  });

  it.each(
    named(
      READER_MISTAKES.filter(({ name, foundBy }) => foundBy !== undefined || /twice: renew|in an error/.test(name)),
    ),
  )('%s', async (_, mutant) => {
    expect(await huntMutant(mutant, readers)).toHaveProperty('foundBy');
  });

  it('does not do what it must not, of which nothing is found', async () => {
    const harmless = {
      name: 'harmless',
      fault: 'reset',
      alter: <T>(adapter: T, _: unknown, acted: () => void) => (acted(), adapter),
    };

    expect(await huntMutant(harmless, koha)).toBe('survived');
  });
});
