/** `mercia simulate files`: a server of exports that hold the MARC files it is given. */
import { MerciaError } from '#platform/errors.ts';
import { z } from 'zod';
import { INVENTED_CODES, loadFilesWorld, serverOptions } from '../from-files.ts';
import type { CommonFlags, SimulatedKind, StartedSimulator } from '../simulated-kind.ts';
import { wmsDrills } from '../wms/drill.ts';
import { z3950Drills } from '../z3950/drill.ts';
import { filesDrills } from './drill.ts';
import { DROP_FAULTS, keepDropping } from './drops.ts';
import { createFilesSimulator, EXPORTS } from './index.ts';

export const filesSimulated: SimulatedKind = {
  kind: 'files',
  command: {
    description: 'a server of exports: MARC files, plain and packed, and a list of copies',
    itemField: 'the list of copies',
    workers: 2,
    flags: [
      { flag: '--drops <folder>', description: 'also write exports into this folder, one after the other, with dates' },
      {
        flag: '--drop-every <seconds>',
        description: 'seconds from one export to the next day’s',
        default: '60',
        isNumber: true,
      },
      {
        flag: '--drop-end <what>',
        description: 'what is written last: marker, manifest, sums or none',
        default: 'manifest',
      },
      { flag: '--drop-fault <fault>', description: `what goes wrong with them: ${DROP_FAULTS.join(', ')}` },
    ],
    start,
  },
  // A file alone tells nothing live.
  drills: [...filesDrills, ...wmsDrills, ...z3950Drills],
};

const dropFlags = z.object({
  drops: z.string().optional(),
  dropEvery: z.coerce.number().positive(),
  dropEnd: z.enum(['marker', 'manifest', 'sums', 'none']),
  dropFault: z.enum(DROP_FAULTS).optional(),
});

async function start(flags: CommonFlags, own: Readonly<Record<string, unknown>>): Promise<StartedSimulator> {
  const drops = dropFlags.safeParse(own);
  if (!drops.success) {
    const [issue] = drops.error.issues;
    throw new MerciaError('BAD_USER_INPUT', `--${String(issue?.path[0])}: ${issue?.message ?? ''}`);
  }
  const { files: world, loaded } = await loadFilesWorld(flags);
  const simulator = await createFilesSimulator({ world, ...serverOptions(flags) });
  const { drops: folder, dropEvery, dropEnd: end, dropFault: fault } = drops.data;
  return {
    ...(folder !== undefined && { stop: keepDropping(world, folder, { everyMs: dropEvery * 1000, end, fault }) }),
    simulator,
    loaded,
    title: `File server: ${simulator.url} (${world.records.size} records)`,
    facts: [
      ['branches', INVENTED_CODES.join(' ')],
      ...(folder === undefined ? [] : [['drops', `${folder}, the next one in ${dropEvery} s`] as const]),
      ...Object.keys(EXPORTS).map((path) => ['export', `${simulator.url}${path}`] as const),
    ],
    slow: ['records', 'items'],
  };
}
