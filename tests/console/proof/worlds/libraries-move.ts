/** Libraries in the middle of a move, and libraries without an agreement: the region file says so, and the graph follows it. */
import { readDemoRegion } from '#cli/region/region-source.ts';
import { sql } from 'kysely';
import { parse, stringify } from 'yaml';
import type { Stage, World } from './world.ts';

interface RegionFile {
  readonly libraries: {
    readonly id: string;
    system: string;
    memberships?: readonly { readonly system: string; readonly phase: string; readonly since: string }[];
    patronData?: unknown;
  }[];
  readonly systems: { readonly id: string; readonly owners: { readonly code: string; readonly library: string }[] }[];
}

const SINCE = '2026-11-20';

export function movingWorld({ graph, url, prepare }: Stage): World {
  const { hub, demo, database } = graph;
  const follow = (regionText: string): void => {
    hub.replace(readDemoRegion({ regionText, secrets: demo.env }));
  };
  return {
    name: 'libraries move',
    begin: async () => {
      await prepare();
      // The cards were linked before the libraries moved.
      await sql`UPDATE account_link SET linked_at = '2026-11-01'`.execute(database.db);
      follow(moved(graph.regionText));
      return url;
    },
    end: async () => {
      follow(graph.regionText);
    },
  };
}

function moved(regionText: string): string {
  const file = parse(regionText) as RegionFile;
  for (const library of file.libraries) {
    switch (library.id) {
      case 'severnhythe':
        library.memberships = [{ system: 'koha-a', phase: 'FROZEN', since: SINCE }];
        break;
      case 'clentwood':
        library.memberships = [{ system: 'koha-a', phase: 'CATALOGUE_FROZEN', since: SINCE }];
        break;
      case 'tamehollow':
        library.system = 'koha-c';
        library.memberships = [
          { system: 'koha-b', phase: 'MOVED', since: SINCE },
          { system: 'koha-c', phase: 'LIVE', since: SINCE },
        ];
        break;
      case 'temestead':
      case 'fosseholm':
        delete library.patronData;
        break;
    }
  }
  file.systems.find(({ id }) => id === 'koha-c')?.owners.push({ code: 'TAM', library: 'tamehollow' });
  return stringify(file);
}
