/**
 * Every adapter, every fault, every way to say "not available" without knowing it, and every other mistake: the kit finds each. One
 * that survives is a hole in the kit.
 */
import { liveLies } from '#conformance/mutants/live-lies.ts';
import { LIVE_MISTAKES } from '#conformance/mutants/live-mistakes.ts';
import { huntMutant } from '#conformance/mutants/mutant.ts';
import { DECLARED_MISTAKES, HARVEST_MISTAKES, POLICY_MISTAKES } from '#conformance/mutants/other-mistakes.ts';
import { READER_LIES, READER_MISTAKES } from '#conformance/mutants/reader-mistakes.ts';
import { describe, expect, it } from 'vitest';
import { faultsOf, huntOf, huntOfReaders, KIT_READERS, KIT_SYSTEMS, named } from './kit-systems.ts';

/** Mistakes that some systems give no occasion for: they tell nothing, or everything, of the kind. */
const NEEDS_OCCASION = new Set([
  'loses what is not told of a copy',
  'says of copies on their way that they are in place',
  'says of kept copies that they are in place',
  'counts a queue where it knows of none',
  'does not say what is deleted',
  'tells of no rules at the fault: web page',
  'skips a page where a run goes on',
  ...['web page', 'cut answer', 'internal error', 'out of service'].map(
    (fault) => `tells of no codes at the fault: ${fault}`,
  ),
  'tells a code twice',
]);

describe.each(KIT_SYSTEMS.map((system) => [system.title, system] as const))(
  'of %s, the kit finds an adapter that',
  (_, system) => {
    const hunt = huntOf(system);
    const mutants = [
      ...liveLies(faultsOf(system)),
      ...LIVE_MISTAKES,
      ...DECLARED_MISTAKES,
      ...HARVEST_MISTAKES,
      ...POLICY_MISTAKES,
    ];

    it.each(named(mutants))('%s', async (_name, mutant) => {
      const found = await huntMutant(mutant, hunt);

      if (found === 'never acted') expect([mutant.name, NEEDS_OCCASION.has(mutant.name)]).toEqual([mutant.name, true]);
      else expect(found).toHaveProperty('foundBy');
    });
  },
);

describe.each(KIT_READERS.map((one) => [one.title, one] as const))(
  'of readers of %s, the kit finds an adapter that',
  (_, readers) => {
    const hunt = huntOfReaders(readers);
    it.each(named([...READER_LIES, ...READER_MISTAKES]))('%s', async (_name, mutant) => {
      expect(await huntMutant(mutant, hunt)).toHaveProperty('foundBy');
    });
  },
);
