/** Adapters that are wrong on purpose: the kit finds each of them at the first system that gives it an occasion. */
import { liveLies } from '#conformance/mutants/live-lies.ts';
import { LIVE_MISTAKES } from '#conformance/mutants/live-mistakes.ts';
import type { LmsAdapter } from '#contract/adapter.ts';
import { huntMutant } from '#conformance/mutants/mutant.ts';
import type { Hunt, Hunted, Mutant } from '#conformance/mutants/mutant.ts';
import { DECLARED_MISTAKES, HARVEST_MISTAKES, POLICY_MISTAKES } from '#conformance/mutants/other-mistakes.ts';
import { PLANTED } from '#conformance/mutants/planted.ts';
import { PLANTED_OF_READERS } from '#conformance/mutants/planted-readers.ts';
import { READER_LIES, READER_MISTAKES } from '#conformance/mutants/reader-mistakes.ts';
import { describe, expect, it } from 'vitest';
import { FILES_SIP2, huntOf, huntOfReaders, KIT_READERS, KOHAS, named, SYMPHONIES } from './kit-systems.ts';

const koha = huntOf(KOHAS[0]);
/** Where the first systems give no occasion, one of the others does. */
const systems = [koha, ...[KOHAS[1], ...SYMPHONIES.slice(0, 1), ...FILES_SIP2.slice(0, 1)].map(huntOf)];
const readers = KIT_READERS.map(huntOfReaders);

/** On the first system where it comes to do its wrong. */
async function huntFirst<Bench extends { readonly adapter: LmsAdapter }>(
  mutant: Mutant<Bench>,
  hunts: readonly Hunt<Bench>[],
): Promise<Hunted> {
  let last: Hunted = 'not tried';
  for (const hunt of hunts) {
    last = await huntMutant(mutant, hunt);
    if (last !== 'not tried' && last !== 'never acted') return last;
  }
  return last;
}

/** No answer to a hold that is cancelled is long enough to be cut. */
const NOTHING_TO_CUT = ': cut answer: cancelHold';
const ofReaders = [...READER_LIES, ...READER_MISTAKES, ...PLANTED_OF_READERS].filter(
  ({ name }) => !name.endsWith(NOTHING_TO_CUT),
);
/** A check waits as long as a caller would for what does not give up. */
const TIMEOUT_MS = 300_000;

describe('the kit finds an adapter that', { timeout: TIMEOUT_MS }, () => {
  it.each(
    named([
      // Of each other fault, not-available.test.ts tries the worst.
      ...liveLies(['reset', 'out of service']),
      ...LIVE_MISTAKES,
      ...DECLARED_MISTAKES,
      ...HARVEST_MISTAKES,
      ...POLICY_MISTAKES,
      ...PLANTED,
    ]),
  )('%s', async (_, mutant) => {
    expect(await huntFirst(mutant, systems)).toEqual({
      foundBy: expect.stringContaining(mutant.foundBy ?? '') as string,
      words: expect.any(String) as string,
    });
  });

  it.each(named(ofReaders))('%s', async (_, mutant) => {
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
