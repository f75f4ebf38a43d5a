/** `mercia simulate skeleton`: a system over real sockets that holds the MARC files it is given. */
import { checkTimeZone, INVENTED_CODES, loadWithCopies, serverOptions } from '../from-files.ts';
import type { CommonFlags, SimulatedKind, StartedSimulator } from '../simulated-kind.ts';
import { createSkeletonSimulator } from './index.ts';
import { addCopy, addRecord, createSkeletonWorld } from './world.ts';

export const skeletonSimulated: SimulatedKind = {
  kind: 'skeleton',
  command: {
    description: 'Skeleton, with its records in JSON',
    itemField: 'copies',
    workers: 2,
    flags: [],
    start,
  },
  // To be filled when the adapter tells how copies stand: lab/simulators/koha/drill.ts is an example.
  drills: [],
};

async function start(flags: CommonFlags): Promise<StartedSimulator> {
  checkTimeZone(flags.timeZone);
  const world = createSkeletonWorld();
  const loaded = await loadWithCopies(
    flags,
    (marc) => addRecord(world, marc),
    ({ id }, owner) => addCopy(world, id, { owner }),
  );
  const simulator = await createSkeletonSimulator({ world, ...serverOptions(flags) });
  return {
    simulator,
    loaded,
    title: `Skeleton simulator: ${simulator.url} (${world.records.size} records)`,
    facts: [
      ['libraries', INVENTED_CODES.join(' ')],
      ['records', `${simulator.url}/api/records?limit=10`],
    ],
    slow: ['records'],
  };
}
