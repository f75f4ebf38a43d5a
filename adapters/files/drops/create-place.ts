import { createFolderPlace } from './folder-place.ts';
import type { DropPlace, PlaceOptions } from './place.ts';
import { createSftpPlace } from './sftp-place.ts';
import { createWebPlace } from './web-place.ts';

/** Where the settings say that drops arrive. */
export function createDropPlace(options: PlaceOptions): DropPlace {
  const { folder, sftp, address } = options.drop;
  if (folder !== undefined) return createFolderPlace(options, folder);
  if (sftp !== undefined) return createSftpPlace(options, sftp);
  return createWebPlace(options, address ?? '');
}
