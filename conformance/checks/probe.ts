/** Checks of what an adapter declares, and of its probe. */
import { agree, holds, none } from '../agree.ts';
import type { Check } from '../check.ts';
import type { Bench, SimulatedBench, SystemFault } from '../system.ts';
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

      holds(probe.reachable, 'a healthy system is told to be out of reach', probe.steps);
      none(
        probe.steps.filter((step) => !step.ok),
        'a step of the probe fails at a healthy system',
      );
      agree(probe.capabilities, adapter.capabilities, 'a healthy system can do what the adapter declares');
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
      'the probe finds nothing wrong with a system that fails',
      probe.steps,
    );
    agree(probe.capabilities, [], 'a system that fails can do nothing');
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

      holds(!probe.reachable, 'a dead system is told to be in reach');
      const [first] = probe.steps;
      holds(first?.detail.includes(adapter.system.id) === true, 'the first step names the system', first);
    },
  },
];

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
