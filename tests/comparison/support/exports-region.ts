/** A region of systems that are nothing but their exports, harvested, with its graph. */
import { readDemoRegion } from '#cli/region/region-source.ts';
import { createIdentityProvider } from '#simulators/identity-provider/index.ts';
import { startGraph } from '#tests/e2e/support/whole-graph.ts';
import { compareOn, type Comparing } from './compared-region.ts';

export interface ExportedSystem {
  readonly id: string;
  /** Owner code → library. */
  readonly owners: Readonly<Record<string, string>>;
  /** As `settings` of the region file. */
  readonly settings: object;
}

const AUDIENCE = 'mercia-comparing';
const MIGRATION = { id: 'migration', name: 'Nobody', about: 'Tests.', roles: ['planning'], affiliations: [] };

export function describeExportsRegion(systems: readonly ExportedSystem[], issuer?: string): string {
  const libraries = systems.flatMap(({ id, owners }) =>
    [...new Set(Object.values(owners))].map((library) => ({ id: library, name: `The library ${library}`, system: id })),
  );
  // JSON is YAML.
  return JSON.stringify({
    region: { id: 'exports', name: 'Systems that are files' },
    libraries,
    systems: systems.map(({ id, owners, settings }) => ({
      id,
      name: `The system ${id}`,
      kind: 'files',
      owners: Object.entries(owners).map(([code, library]) => ({ code, library })),
      settings,
    })),
    ...(issuer === undefined
      ? {}
      : {
          identity: {
            issuers: [{ issuer, audience: AUDIENCE, rolesClaim: 'roles', roles: { planning: 'migration' } }],
          },
        }),
  });
}

export async function startExportsRegion(systems: readonly ExportedSystem[]): Promise<Comparing> {
  const provider = await createIdentityProvider({ persons: [MIGRATION], audience: AUDIENCE, clientId: 'none' });
  const graph = await startGraph(
    readDemoRegion({ regionText: describeExportsRegion(systems, provider.issuer), secrets: {} }),
  );
  const problems = (await graph.harvest()).flatMap(({ problem }) => problem ?? []);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  // No region but the demonstration takes the tokens of one.
  const claims = { ...provider.claimsOf(MIGRATION.id), mercia_development: undefined };
  const comparing = compareOn(graph, await provider.keys.sign(claims));
  return {
    ...comparing,
    async close() {
      await comparing.close();
      await provider.close();
    },
  };
}
