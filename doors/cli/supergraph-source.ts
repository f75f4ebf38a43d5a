import type { Settings } from '#platform/config.ts';
import { MerciaError } from '#platform/errors.ts';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { digestFile } from './reload/reload.ts';

/** The supergraph that a gateway plans over, and where it was read. */
export interface SupergraphSource {
  readonly sdl: string;
  readonly path: string;
  readonly digest: string;
}

const COMPOSED = new URL('../../schema/supergraph.graphql', import.meta.url);

/**
 * The file that the settings name, else the one composed with this version. Throws CONFIG_INVALID if it cannot be read.
 */
export function readSupergraph({ supergraph }: Pick<Settings, 'supergraph'>): SupergraphSource {
  const path = supergraph ?? fileURLToPath(COMPOSED);
  const digest = digestFile(path);
  try {
    return { sdl: readFileSync(path, 'utf8'), path, digest };
  } catch (cause) {
    throw new MerciaError('CONFIG_INVALID', 'The supergraph file cannot be read: is --supergraph right?', { cause });
  }
}
