/** A drilled library that has an export and a catalogue beside it that is searched by SRU. */
import { createFilesSimulator } from '../files/index.ts';
import { FILES_PART, startLibrary, withSpoilt } from '../files/drill.ts';
import type { DrilledLogin } from '../simulated-kind.ts';
import { libraryOf } from '../sip2/world-library.ts';
import { catalogueOfFiles } from './files-catalogue.ts';
import { createSruSimulator, SRU_PATH } from './index.ts';

export const z3950Drills: readonly DrilledLogin[] = [
  {
    ...FILES_PART,
    login: 'files-z3950',
    secrets: {},
    calls: ['search'],
    expires: false,
    tellsQueue: false,
    live: {
      kind: 'z3950',
      credentials: {},
      settings: {
        path: SRU_PATH,
        statusIn: 'temporaryLocation',
        dueInAvailabilityDate: true,
        statuses: {
          'Checked In': 'AVAILABLE',
          'Checked Out': 'ON_LOAN',
          'On hold shelf': 'ON_HOLD_SHELF',
          'In transit': 'IN_TRANSIT',
          Lost: 'LOST',
          Missing: 'MISSING',
        },
      },
      tells: 'copies',
    },
    async start(drilled) {
      const spoilt = new Set<string>();
      const { files, world, staff } = startLibrary(drilled, spoilt);
      // What was withdrawn is available here, too, and the record of a copy that cannot be read has a diagnostic in its place.
      const library = catalogueOfFiles(files, withSpoilt(libraryOf(world), new Set()));
      const isUnreadable = (id: string): boolean =>
        files.records.get(id)?.copies.some(({ barcode }) => spoilt.has(barcode ?? '')) === true;
      const live = await createSruSimulator({ library: { ...library, isUnreadable }, form: 'opac' });
      return { simulator: await createFilesSimulator({ world: files }), live, staff };
    },
  },
];
