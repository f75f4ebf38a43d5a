/**
 * The suite that every adapter with patrons passes against its simulated system, faults included. The checks are those of the kit
 * (`lab/conformance/readers/`); `PatronSystem` there says what a system's readers must be like.
 */
import type { Capability } from '#contract/adapter.ts';
import { standPatronBench } from '#conformance/readers/bench.ts';
import type { StandingPatronBench } from '#conformance/readers/bench.ts';
import type { PatronSystem } from '#conformance/readers/patron-system.ts';
import { READER_SUITE } from '#conformance/readers/suite.ts';
import { afterEach, beforeEach, describe } from 'vitest';
import { runGroup } from './run-group.ts';

export interface PatronSuiteOptions {
  create(): Promise<PatronSystem>;
  /** All that its adapter declares about readers, where that is little: what needs another is left out, and not skipped one by one. */
  readonly declares?: readonly Capability[];
}

/** Runs the suite for one adapter. */
export function describePatrons(name: string, { create, declares }: PatronSuiteOptions): void {
  describe(`the ${name} adapter, for patrons`, () => {
    let standing: StandingPatronBench | undefined;

    beforeEach(async () => {
      standing = await standPatronBench(create);
    });

    afterEach(async () => {
      await standing?.close();
    });

    const benchOf = () => {
      if (standing === undefined) throw new Error('the bench stands only while a test runs');
      return standing.bench;
    };
    for (const { name: subject, checks } of READER_SUITE) {
      const tried = checks.filter(
        ({ needs }) => declares === undefined || needs.every((one) => declares.includes(one)),
      );
      if (tried.length > 0) runGroup({ name: subject, checks: tried }, benchOf);
    }
  });
}
