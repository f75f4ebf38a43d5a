/**
 * Run by `npm run mutants`, outside of `npm test`. Every adapter, every fault, every way to say "not available" without knowing it, and every other mistake: the kit finds each. One
 * that survives is a hole in the kit.
 */
import { liveLies } from '#conformance/mutants/live-lies.ts';
import { LIVE_MISTAKES } from '#conformance/mutants/live-mistakes.ts';
import { huntMutant } from '#conformance/mutants/mutant.ts';
import type { Hunted } from '#conformance/mutants/mutant.ts';
import { DECLARED_MISTAKES, HARVEST_MISTAKES, POLICY_MISTAKES } from '#conformance/mutants/other-mistakes.ts';
import { PLANTED } from '#conformance/mutants/planted.ts';
import { PLANTED_OF_READERS } from '#conformance/mutants/planted-readers.ts';
import { READER_LIES, READER_MISTAKES } from '#conformance/mutants/reader-mistakes.ts';
import { standSystem } from '#conformance/simulated-bench.ts';
import type { StandingSystem } from '#conformance/simulated-bench.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf, huntOf, huntOfReaders, huntOn, KIT_READERS, KIT_SYSTEMS, named } from './kit-systems.ts';

/** Mistakes that some systems give no occasion for: they tell nothing, or everything, of the kind. */
const NEEDS_OCCASION = [
  /^loses what is not told of a copy$/,
  /^says of (copies on their way|kept copies|harvested copies) that they are in place$/,
  /^counts a queue where it knows of none$/,
  /^does not say what is deleted$/,
  /^tells of no (rules|codes) at the fault/,
  /^skips a page where a run goes on$/,
  /^tells a code twice$/,
  /^dates an old fact by now$/,
];
/** Of a system of two parts, faults are those of the live part. */
const NEEDS_ONE_PART = [/^(ends a harvest as if nothing were left|finds nothing wrong when it probes) at the fault/];

/** One description of each make: the others go through the same code. */
const makes = new Map(KIT_SYSTEMS.toReversed().map((system) => [system.column, system])).values();

/** Found, or one that cannot show here what it does. */
function judge(name: string, found: Hunted, excused: readonly RegExp[]): void {
  if (typeof found !== 'string') return;
  // What no check has anything to say of stands in docs/capabilities.md, with its reason.
  expect([name, found, found === 'not tried' || excused.some((excuse) => excuse.test(name))]).toEqual([
    name,
    found,
    true,
  ]);
}

describe.each([...makes].toReversed().map((system) => [system.title, system] as const))(
  'of %s, the kit finds an adapter that',
  (_, system) => {
    const { isComposed = false } = system.options;
    const lies = system.isLive === false ? [] : liveLies(faultsOf(system));
    const mutants = [
      ...(system.isLive === false ? [] : LIVE_MISTAKES),
      ...DECLARED_MISTAKES,
      ...HARVEST_MISTAKES,
      ...POLICY_MISTAKES,
      ...PLANTED,
    ];
    const excused = [
      ...NEEDS_OCCASION,
      ...(isComposed ? NEEDS_ONE_PART : []),
      ...(system.cannotShow === undefined ? [] : [system.cannotShow]),
    ];

    let standing: StandingSystem | undefined;
    beforeAll(async () => {
      standing = await standSystem(system.create);
    });
    afterAll(() => standing?.close());

    it.each(named(lies))('%s', async (name, mutant) => {
      if (standing === undefined) throw new Error('the system stands while the tests run');
      const found = await huntMutant(mutant, huntOn(standing, system));

      judge(name, found, excused);
    });

    it.each(named(mutants))('%s', async (name, mutant) => {
      const found = await huntMutant(mutant, huntOf(system));

      judge(name, found, excused);
    });
  },
);

describe.each(KIT_READERS.map((one) => [one.title, one] as const))(
  'of readers of %s, the kit finds an adapter that',
  (_, readers) => {
    const hunt = huntOfReaders(readers);
    it.each(named([...READER_LIES, ...READER_MISTAKES, ...PLANTED_OF_READERS]))('%s', async (name, mutant) => {
      const found = await huntMutant(mutant, hunt);

      judge(name, found, [readers.cannotShow]);
    });
  },
);
