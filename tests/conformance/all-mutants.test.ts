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
import { MUTANT_READERS, MUTANT_SYSTEMS, named } from './mutant-systems.ts';

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

describe.each(MUTANT_SYSTEMS)('of $title, the kit finds an adapter that', ({ hunt, faults }) => {
  const mutants = [
    ...liveLies(faults),
    ...LIVE_MISTAKES,
    ...DECLARED_MISTAKES,
    ...HARVEST_MISTAKES,
    ...POLICY_MISTAKES,
  ];

  it.each(named(mutants))('%s', async (_, mutant) => {
    const found = await huntMutant(mutant, hunt);

    if (found === 'never acted') expect([mutant.name, NEEDS_OCCASION.has(mutant.name)]).toEqual([mutant.name, true]);
    else expect(found).toHaveProperty('foundBy');
  });
});

describe.each(MUTANT_READERS)('of $title, the kit finds an adapter that', ({ hunt }) => {
  it.each(named([...READER_LIES, ...READER_MISTAKES]))('%s', async (_, mutant) => {
    expect(await huntMutant(mutant, hunt)).toHaveProperty('foundBy');
  });
});
