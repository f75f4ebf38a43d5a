/** The public graph of the last release, kept in the repository: what clients may rely on. */
import { buildSchema, printSchema } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { fileURLToPath } from 'node:url';

export const RELEASED_FILE = fileURLToPath(new URL('released.graphql', import.meta.url));

export interface ReleasedGraph {
  readonly version: string;
  readonly schema: GraphQLSchema;
}

const HEADING = /^# The public graph of Mercia (?<version>\S+)$/m;

/** Throws if the text does not say which version it is of. */
export function parseReleased(text: string): ReleasedGraph {
  const version = HEADING.exec(text)?.groups?.['version'];
  if (version === undefined) {
    throw new Error('schema/released.graphql does not say its version: restore it from git');
  }
  return { version, schema: buildSchema(text) };
}

export function printReleased({ version, schema }: ReleasedGraph): string {
  return `# The public graph of Mercia ${version}\n# Written by "npm run schema:release", never by hand.\n\n${printSchema(schema)}\n`;
}

/** Why the graph may not be kept as that of `version`; null if it may. */
export function refuseRelease(version: string, released: string, changelog: string): string | null {
  if (version === released) {
    return `${version} is released already: raise the version in package.json before the next release`;
  }
  const heading = /^## (?<heading>.*)$/m.exec(changelog)?.groups?.['heading'] ?? '';
  const [named, day = ''] = heading.split(' ');
  if (named !== version || !/^\(\d{4}-\d{2}-\d{2}\)$/.test(day)) {
    return `The newest entry of CHANGELOG.md is "${heading}": give it the heading "${version} (YYYY-MM-DD)"`;
  }
  return null;
}
