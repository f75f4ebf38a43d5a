/** Checks of what an adapter declares, and of its probe. */
import { setTimeout as delay } from 'node:timers/promises';
import { agree, holds, none } from '../agree.ts';
import type { Check } from '../check.ts';
import type { Bench, SimulatedBench, SystemFault } from '../system.ts';
import { GIVEN_UP_MS } from './given-up.ts';
import { agreeOnParts, OF_COLLECTIONS } from './parts.ts';

export const declares: readonly Check<Bench>[] = [
  {
    name: 'has the parts that it declares, and declares the parts that it has',
    needs: [],
    touches: 'reads',
    async run({ adapter }) {
      agreeOnParts(adapter, OF_COLLECTIONS);
    },
  },
  {
    name: 'finds everything in order when it probes a healthy system',
    needs: [],
    touches: 'reads',
    async run({ adapter, signal }) {
      const probe = await adapter.probe(signal);

      holds(
        probe.reachable,
        'a healthy system is told to be out of reach: reachable is false only where no answer came',
        probe.steps,
      );
      none(
        probe.steps.filter((step) => !step.ok),
        'a step of the probe fails at a healthy system: its detail says which',
      );
      agree(
        probe.capabilities,
        adapter.capabilities,
        'a healthy system is told to be able to do something else than the adapter declares: give the same capabilities',
      );
    },
  },
];

const SICK: readonly SystemFault[] = ['web page', 'cut answer', 'internal error', 'out of service'];

export const probesSick: readonly Check<SimulatedBench>[] = SICK.map((fault) => ({
  name: `reports and does not throw: ${fault}`,
  needs: [],
  touches: 'system faults',
  fault,
  async run({ adapter, system, signal }) {
    await system.setFault(fault);

    const probe = await adapter.probe(signal);

    holds(
      probe.steps.some((step) => !step.ok),
      'the probe finds nothing wrong with a system that fails: report each question that fails as a step that is not ok',
      probe.steps,
    );
    agree(
      probe.capabilities,
      [],
      'a system that fails is told to be able to do something: give no capability of what did not answer',
    );
  },
}));

export const probesDead: readonly Check<Bench>[] = [
  {
    name: 'says that a dead system cannot be reached',
    needs: [],
    touches: 'wire faults',
    fault: 'refused',
    async run({ adapter, wire, signal }) {
      await wire.stop();

      const probe = await adapter.probe(signal);

      holds(
        !probe.reachable,
        'a dead system is told to be in reach: reachable is false where the connection is refused',
      );
      const [first] = probe.steps;
      holds(
        first?.detail.includes(adapter.system.id) === true,
        'the first step of a probe does not name the system: give the message of the error, which does',
        first,
      );
    },
  },
];

export const probesNoLonger: Check<Bench> = {
  name: 'gives up a probe when its caller does, and reports what it knows',
  needs: [],
  touches: 'system faults',
  fault: 'hang',
  async run({ adapter, wire }) {
    wire.setMode('hang');
    const caller = new AbortController();
    const asked = wire.untilAsked();
    const outcome = adapter.probe(caller.signal).then(
      () => 'a report',
      () => 'an error',
    );
    await Promise.race([asked, outcome]);
    caller.abort();

    const told = await Promise.race([outcome, delay(GIVEN_UP_MS, 'nothing', { ref: false })]);
    agree(told, 'a report', `a probe that nobody waits for any more ends with ${told}: pass the signal on, and report`);
  },
};

/** Of a system of two parts, the one that tells how copies stand. */
export const probesHalfDead: readonly Check<Bench>[] = [
  {
    name: 'finds the dead part wrong and the other one in order',
    needs: [],
    touches: 'wire faults',
    fault: 'refused',
    async run({ adapter, wire, signal }) {
      await wire.stop();

      const probe = await adapter.probe(signal);

      holds(
        probe.steps.some((step) => !step.ok) && probe.steps.some((step) => step.ok),
        'of two parts, one of which is dead, the probe tells the same',
        probe.steps,
      );
      holds(!probe.capabilities.includes('LIVE_ITEMS'), 'a part that is dead tells how copies stand');
      holds(probe.capabilities.includes('HARVEST_FULL'), 'a part that works cannot be harvested');
    },
  },
];
