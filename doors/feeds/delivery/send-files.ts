/**
 * Sends a load in one visit. Its files go up beside the folder that the receiver loads from, each is measured, and only
 * when all are there do they get their names: a visit that breaks off leaves nothing that passes for a load.
 */
import type { Delivery } from '#domain/feeds.ts';
import { MerciaError } from '#platform/errors.ts';
import type { DeliveredFile, LoadKind } from '#feed-log/index.ts';
import { join, posix } from 'node:path';
import { FOLDERS, isPartName, toPartName } from './file-names.ts';
import type { HostSession } from './host.ts';

export interface Load {
  readonly delivery: Delivery;
  readonly kind: LoadKind;
  readonly files: readonly DeliveredFile[];
  /** Where the files are on this machine. */
  readonly folder: string;
}

/** Ends the visit, whatever becomes of it. */
export async function sendFiles(session: HostSession, load: Load): Promise<void> {
  const { delivery, kind, files, folder } = load;
  const loadedFrom = posix.join(delivery.folder, FOLDERS[kind]);
  const uploaded: string[] = [];
  try {
    await session.list(loadedFrom);
    if (delivery.rename) await removeLeftovers(session, delivery);
    const sent = files.map((file) => ({
      file,
      path: posix.join(loadedFrom, file.name),
      first: delivery.rename ? posix.join(delivery.folder, toPartName(file.name)) : posix.join(loadedFrom, file.name),
    }));
    for (const { file, first } of sent) {
      uploaded.push(first);
      await session.upload(join(folder, file.name), first);
      await assertSize(session, delivery, file, first);
    }
    for (const { file, first, path } of sent) {
      if (first === path) continue;
      await session.rename(first, path);
      uploaded.splice(uploaded.indexOf(first), 1);
      await assertSize(session, delivery, file, path);
    }
  } catch (error) {
    // Leaving starts the loading: what is half there must be gone first. If the host is, the next attempt removes it.
    for (const path of uploaded) await session.remove(path).catch(() => undefined);
    throw error;
  } finally {
    await session.close();
  }
}

async function removeLeftovers(session: HostSession, delivery: Delivery): Promise<void> {
  for (const name of await session.list(delivery.folder)) {
    if (isPartName(name, delivery)) await session.remove(posix.join(delivery.folder, name));
  }
}

async function assertSize(session: HostSession, { id }: Delivery, file: DeliveredFile, path: string): Promise<void> {
  const found = await session.sizeOf(path);
  if (found === file.bytes) return;
  throw new MerciaError('DELIVERY_FAILED', `[${id}] ${path} has ${found} bytes on the host, ${file.bytes} were sent`);
}
