/** A few adapters that are wrong on purpose, each of which the kit finds; `npm run mutants` hunts all of them. */
import { liveLies } from '#conformance/mutants/live-lies.ts';
import { LIVE_MISTAKES } from '#conformance/mutants/live-mistakes.ts';
import type { LmsAdapter } from '#contract/adapter.ts';
import { huntMutant } from '#conformance/mutants/mutant.ts';
import type { Hunt, Hunted, Mutant } from '#conformance/mutants/mutant.ts';
import { PLANTED } from '#conformance/mutants/planted.ts';
import { PLANTED_OF_READERS } from '#conformance/mutants/planted-readers.ts';
import { READER_MISTAKES } from '#conformance/mutants/reader-mistakes.ts';
import { describe, expect, it } from 'vitest';
import { FILES_SIP2, huntOf, huntOfReaders, KIT_READERS, KOHAS, named, SYMPHONIES } from './kit-systems.ts';

const koha = huntOf(KOHAS[0]);
/** Where the first systems give no occasion, one of the others does. */
const planted = [koha, ...[KOHAS[1], ...SYMPHONIES.slice(0, 1), ...FILES_SIP2.slice(0, 1)].map(huntOf)];
const readers = KIT_READERS.map(huntOfReaders);

/** On the first system that gives an occasion. */
async function huntFirst<Bench extends { readonly adapter: LmsAdapter }>(
  mutant: Mutant<Bench>,
  hunts: readonly Hunt<Bench>[],
): Promise<Hunted> {
  for (const hunt of hunts) {
    const found = await huntMutant(mutant, hunt);
    if (found !== 'not tried') return found;
  }
  return 'not tried';
}

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
    expect(await huntFirst(mutant, planted)).toEqual({
      foundBy: expect.stringContaining(mutant.foundBy ?? '') as string,
      words: expect.any(String) as string,
    });
  });

  it.each(
    named([
      ...READER_MISTAKES.filter(({ name, foundBy }) => foundBy !== undefined || /twice: renew|in an error/.test(name)),
      ...PLANTED_OF_READERS,
    ]),
  )('%s', async (_, mutant) => {
    expect(await huntFirst(mutant, readers)).toHaveProperty('foundBy');
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
