import { readFileSync } from 'node:fs';

/** The text of a file of this project, by its path from the root. Throws if it is not there. */
export function readProjectFile(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}
