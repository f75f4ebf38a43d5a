/** `mercia simulate z3950`: a catalogue that is searched by SRU and shows how copies stand, and over HTTP its exports. */
import { MerciaError } from '#platform/errors.ts';
import { z } from 'zod';
import { createFilesSimulator, EXPORTS } from '../files/index.ts';
import { INVENTED_CODES, serverOptions } from '../from-files.ts';
import type { CommonFlags, SimulatedKind, StartedSimulator } from '../simulated-kind.ts';
import { loadLibrary } from '../sip2/simulated-kind.ts';
import { libraryOf } from '../sip2/world-library.ts';
import { catalogueOfFiles } from './files-catalogue.ts';
import { CATALOGUE_FORMS, createSruSimulator, SRU_PATH } from './index.ts';

const ownFlags = z.object({ form: z.enum(CATALOGUE_FORMS), exportPort: z.number().default(0) });

export const z3950Simulated: SimulatedKind = {
  kind: 'z3950',
  command: {
    description:
      'a catalogue that is searched by SRU and shows how copies stand, with exports of the same copies over HTTP',
    itemField: 'the list of copies',
    workers: 4,
    flags: [
      { flag: '--form <name>', description: 'opac (OPAC records) or koha (words in 952 $k)', default: 'opac' },
      { flag: '--export-port <number>', description: 'port of the exports', isNumber: true },
    ],
    start,
  },
  drills: [],
};

async function start(flags: CommonFlags, own: Readonly<Record<string, unknown>>): Promise<StartedSimulator> {
  const read = ownFlags.safeParse(own);
  if (!read.success)
    throw new MerciaError('BAD_USER_INPUT', `These flags cannot be read: ${z.prettifyError(read.error)}`);
  const { form, exportPort } = read.data;
  const { files, world, loaded } = await loadLibrary(flags);
  const exports = await createFilesSimulator({ world: files, port: exportPort });
  const library = catalogueOfFiles(files, libraryOf(world));
  const simulator = await createSruSimulator({ library, form, ...serverOptions(flags) });
  const [id = ''] = files.records.keys();
  const example = `${simulator.url}${SRU_PATH}?version=1.2&operation=searchRetrieve&recordSchema=${form === 'opac' ? 'opacxml' : 'marcxml'}&query=rec.id%3D%22${id}%22`;
  return {
    simulator,
    loaded,
    title: `SRU server: ${simulator.url}${SRU_PATH} (${files.records.size} records)`,
    facts: [
      ['branches', INVENTED_CODES.join(' ')],
      ['a record', example],
      ...Object.keys(EXPORTS).map((path) => ['export', `${exports.url}${path}`] as const),
    ],
    slow: ['search'],
    stop: () => void exports.close(),
  };
}
