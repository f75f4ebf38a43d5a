/** `mercia simulate skeleton`: a system over real sockets that holds the MARC files it is given. */
import { checkTimeZone, loadFiles, serverOptions } from '../from-files.ts';
import { createRandom } from '../random.ts';
import { readRecords } from '../read-records.ts';
import type { CommonFlags, SimulatedKind, StartedSimulator } from '../simulated-kind.ts';
import { createSkeletonSimulator } from './index.ts';
import { addCopy, addRecord, createSkeletonWorld } from './world.ts';

const LIBRARIES = ['NORTH', 'SOUTH', 'EAST'];

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
  const random = createRandom(flags.seed);
  const loaded = await loadFiles(flags.records, async (file) => {
    let items = 0;
    const read = await readRecords(file, (marc) => {
      const { id } = addRecord(world, marc);
      for (let left = random.below(flags.itemsPerRecord + 1); left > 0; left -= 1) {
        addCopy(world, id, { owner: random.one(LIBRARIES) });
        items += 1;
      }
    });
    return { ...read, items };
  });
  const simulator = await createSkeletonSimulator({ world, ...serverOptions(flags) });
  return {
    simulator,
    loaded,
    title: `Skeleton simulator: ${simulator.url} (${world.records.size} records)`,
    facts: [
      ['libraries', LIBRARIES.join(' ')],
      ['records', `${simulator.url}/api/records?limit=10`],
    ],
    slow: ['records'],
  };
}
