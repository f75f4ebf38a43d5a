/** Drops in a folder of this machine. */
import { lstat, open, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createDataFileReader, READ_NO_LINK } from '../../shared/data-file.ts';
import { lmsError } from '../../shared/lms-error.ts';
import { linkFault, MOST_SMALL_BYTES, readingOf, refuseLongManifest } from './place.ts';
import type { DropPlace, ListedFile, PlaceOptions } from './place.ts';

const CALLED = 'the folder of drops';

export function createFolderPlace({ site }: PlaceOptions, folder: string): DropPlace {
  const { system } = site;
  const path = resolve(system.directory ?? '.', folder);

  const find = async (name: string): Promise<ListedFile | null> => {
    // A file may go between two looks.
    const found = await lstat(join(path, name)).catch(() => null);
    if (found?.isSymbolicLink() === true) throw linkFault(system.id, name);
    if (found?.isFile() !== true) return null;
    const { size, mtimeMs } = found;
    return { name, bytes: size, writtenAt: mtimeMs, version: `${size}-${mtimeMs}` };
  };

  return {
    called: CALLED,
    visit: () =>
      Promise.resolve({
        async list(patterns) {
          const names = await readdir(path).catch((error: unknown) => {
            const code = error instanceof Error && 'code' in error ? String(error.code) : 'no code';
            const what = `drop: the folder named in settings.drop.folder cannot be read (${code}); check that it is there`;
            throw lmsError(system.id, 'LMS_UNAVAILABLE', what);
          });
          const wanted = names.filter((name) => patterns.some((pattern) => pattern.match(name) !== null));
          return (await Promise.all(wanted.map(find))).filter((file) => file !== null);
        },
        find,
        async readSmall(name) {
          const file = await open(join(path, name), READ_NO_LINK);
          try {
            const { buffer, bytesRead } = await file.read(Buffer.alloc(MOST_SMALL_BYTES + 1));
            refuseLongManifest(system.id, name, bytesRead);
            return buffer.subarray(0, bytesRead);
          } finally {
            await file.close();
          }
        },
        reader: (name, options) =>
          createDataFileReader({
            ...readingOf(site, name, options),
            source: join(path, name),
            followsLinks: false,
          }),
        close: () => Promise.resolve(),
      }),
  };
}
