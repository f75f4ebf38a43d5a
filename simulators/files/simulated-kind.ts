/** `mercia simulate files`: a server of exports that hold the MARC files it is given. */
import { checkTimeZone, loadFiles, serverOptions } from '../from-files.ts';
import { createRandom } from '../random.ts';
import { classNumber, readRecords } from '../read-records.ts';
import type { CommonFlags, SimulatedKind, StartedSimulator } from '../simulated-kind.ts';
import { filesDrills } from './drill.ts';
import { createFilesSimulator, EXPORTS } from './index.ts';
import { addCopy, addRecord, createFilesWorld } from './world.ts';

const BRANCHES = ['NORTH', 'SOUTH', 'EAST'];

export const filesSimulated: SimulatedKind = {
  kind: 'files',
  command: {
    description: 'a server of exports: MARC files, plain and packed, and a list of copies',
    itemField: 'the list of copies',
    workers: 2,
    flags: [],
    start,
  },
  // A file alone tells nothing live.
  drills: filesDrills,
};

async function start(flags: CommonFlags): Promise<StartedSimulator> {
  checkTimeZone(flags.timeZone);
  const world = createFilesWorld();
  const random = createRandom(flags.seed);
  const loaded = await loadFiles(flags.records, async (file) => {
    let items = 0;
    const read = await readRecords(file, (marc) => {
      const record = addRecord(world, marc);
      const callNumber = classNumber(marc)?.number ?? '';
      for (let left = random.below(flags.itemsPerRecord + 1); left > 0; left -= 1) {
        addCopy(world, record, { branch: random.one(BRANCHES), callNumber });
        items += 1;
      }
    });
    return { ...read, items };
  });
  const simulator = await createFilesSimulator({ world, ...serverOptions(flags) });
  return {
    simulator,
    loaded,
    title: `File server: ${simulator.url} (${world.records.size} records)`,
    facts: [
      ['branches', BRANCHES.join(' ')],
      ...Object.keys(EXPORTS).map((path) => ['export', `${simulator.url}${path}`] as const),
    ],
    slow: ['records', 'items'],
  };
}
