/**
 * The suite that every adapter passes against its simulated system, faults included. A new kind of system starts red
 * here. The checks are those of the kit (`lab/conformance/`), which knows the contract and nothing of any system.
 */
import { standBench } from '#conformance/simulated-bench.ts';
import type { StandingBench } from '#conformance/simulated-bench.ts';
import { suiteOf } from '#conformance/suite.ts';
import type { SuiteOptions } from '#conformance/suite.ts';
import type { ConformanceSystem } from '#conformance/system.ts';
import { afterEach, beforeEach, describe } from 'vitest';
import { runGroup } from './run-group.ts';

export interface ConformanceOptions extends SuiteOptions {
  create(): Promise<ConformanceSystem>;
}

/** Runs the suite for one adapter. */
export function describeAdapter(name: string, options: ConformanceOptions): void {
  describe(`the ${name} adapter`, () => {
    let standing: StandingBench | undefined;

    beforeEach(async () => {
      standing = await standBench(options.create);
    });

    afterEach(async () => {
      await standing?.close();
    });

    const benchOf = () => {
      if (standing === undefined) throw new Error('the bench stands only while a test runs');
      return standing.bench;
    };
    for (const group of suiteOf(options)) runGroup(group, benchOf);
  });
}
