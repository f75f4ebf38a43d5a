/** A drilled library that has an export and WMS beside it. */
import { createFilesSimulator } from '../files/index.ts';
import { FILES_PART, startLibrary } from '../files/drill.ts';
import type { DrilledLogin } from '../simulated-kind.ts';
import { createWmsSimulator, INSTITUTION, KEY, SECRET } from './index.ts';

/** Tokens end in the middle, long before they say: each is honoured for so long. */
const HONOURS_MS = 1_500;

export const wmsDrills: readonly DrilledLogin[] = [
  {
    ...FILES_PART,
    login: 'files-wms',
    secrets: { DRILLED_WMS_KEY: KEY, DRILLED_WMS_SECRET: SECRET },
    calls: ['availability', 'login'],
    // By itself.
    expires: false,
    live: {
      kind: 'wms',
      credentials: { clientIdEnv: 'DRILLED_WMS_KEY', clientSecretEnv: 'DRILLED_WMS_SECRET' },
      settings: { institution: INSTITUTION, tokenUrl: '/token' },
      tells: 'copies',
    },
    async start(drilled) {
      const spoilt = new Set<string>();
      const { files, world, staff } = startLibrary(drilled, spoilt);
      const live = await createWmsSimulator({ files, library: world, honoursMs: HONOURS_MS, oddities: { spoilt } });
      return { simulator: await createFilesSimulator({ world: files }), live, staff };
    },
  },
];
