/** `mercia simulate wms`: the availability service of an institution and, over HTTP, its exports. Both show the same copies. */
import { createFilesSimulator, EXPORTS } from '../files/index.ts';
import { INVENTED_CODES, loadFilesWorld, serverOptions } from '../from-files.ts';
import type { CommonFlags, SimulatedKind, StartedSimulator } from '../simulated-kind.ts';
import { stockOfFiles } from '../sip2/files-stock.ts';
import { createSip2World } from '../sip2/world.ts';
import { createWmsSimulator, INSTITUTION, KEY, SECRET } from './index.ts';

export const wmsSimulated: SimulatedKind = {
  kind: 'wms',
  command: {
    description: 'the availability service of WMS, with exports of the same copies on another port',
    itemField: 'the list of copies',
    workers: 8,
    flags: [],
    start,
  },
  // It is drilled with the part that harvests, as files-wms.
  drills: [],
};

async function start(flags: CommonFlags): Promise<StartedSimulator> {
  const { files, loaded } = await loadFilesWorld(flags);
  const library = createSip2World({ timeZone: flags.timeZone, stock: stockOfFiles(files, flags.timeZone) });
  const exports = await createFilesSimulator({ world: files });
  const simulator = await createWmsSimulator({ files, library, ...serverOptions(flags) });
  return {
    simulator,
    loaded,
    title: `WMS simulator: ${simulator.url} (${files.records.size} records)`,
    facts: [
      ['branches', INVENTED_CODES.join(' ')],
      ['credentials', `export WMS_KEY=${KEY} WMS_SECRET='${SECRET}'`],
      ['settings', `institution: '${INSTITUTION}', tokenUrl: /token, numberPrefix: b`],
      ...Object.keys(EXPORTS).map((path) => ['export', `${exports.url}${path}`] as const),
    ],
    slow: ['availability'],
    stop: () => void exports.close(),
  };
}
