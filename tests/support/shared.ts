import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const projectRoot = fileURLToPath(new URL('../../', import.meta.url));
const root = resolve(projectRoot, process.env['MERCIA_SHARED'] ?? '../shared');

/** True where the shared recordings and data are at hand; tests that need them are skipped elsewhere, saying so. */
export const sharedAvailable: boolean = existsSync(root);

/** The path of something in the shared folder, named by MERCIA_SHARED or else beside the project. */
export function sharedPath(...parts: readonly string[]): string {
  return resolve(root, ...parts);
}
