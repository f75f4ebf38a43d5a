/** The keys of a region file, and what keeps those of a release (`npm run release:keys`). */
import { adapterKinds } from '#adapters/registry.ts';
import { VERSION } from '#platform/version.ts';
import { listKeys } from '#region/known-keys.ts';
import { regionShape } from '#region/region-shape.ts';
import { fileURLToPath } from 'node:url';

export const RELEASED_KEYS_FILE = fileURLToPath(new URL('../../../hub/region/released-keys.txt', import.meta.url));

export function listRegionKeys(): readonly string[] {
  const ofKinds = [...adapterKinds].flatMap(([kind, { settings }]) =>
    listKeys(settings).map((key) => `systems.*.settings.${key} (${kind})`),
  );
  return [...listKeys(regionShape), ...ofKinds].toSorted();
}

export function printReleasedKeys(): string {
  return [
    `# Keys of region files that ${VERSION} reads; written by "npm run release:keys"`,
    ...listRegionKeys(),
    '',
  ].join('\n');
}
