/**
 * The suite that every adapter with patrons passes against its simulated system, faults included. The checks are those of the kit
 * (`lab/conformance/readers/`); `PatronSystem` there says what a system's readers must be like.
 */
import { standPatronBench } from '#conformance/readers/bench.ts';
import type { StandingPatronBench } from '#conformance/readers/bench.ts';
import type { PatronSystem } from '#conformance/readers/patron-system.ts';
import { READER_SUITE } from '#conformance/readers/suite.ts';
import { afterEach, beforeEach, describe } from 'vitest';
import { runGroup } from './run-group.ts';

export interface PatronSuiteOptions {
  create(): Promise<PatronSystem>;
}

/** Runs the suite for one adapter. */
export function describePatrons(name: string, { create }: PatronSuiteOptions): void {
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
    for (const group of READER_SUITE) runGroup(group, benchOf);
  });
}
