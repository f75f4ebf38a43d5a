/** How files are called. Letters and digits, because EBSCO takes no others; the receiver's folders tell loads apart. */
import type { Delivery } from '#domain/feeds.ts';
import type { DeliveredFile, LoadKind } from '#feed-log/index.ts';

type Holds = DeliveredFile['holds'];

/** Where the receiver looks for a load of each kind, below the folder of the delivery. */
export const FOLDERS: Readonly<Record<LoadKind, string>> = { FULL: 'full', CHANGES: 'update' };

/** `edsfull20270131020000.mrc`, `edsupdate20270201020000.mrc.gz`, `edsdelete20270201020000.mrc.gz`. */
export function toFileName({ id, gzip }: Delivery, kind: LoadKind, holds: Holds, at: Date): string {
  const time = at.toISOString().replaceAll(/\D/g, '').slice(0, 14);
  return `${id}${holds === 'DELETIONS' ? 'delete' : FOLDERS[kind]}${time}.mrc${gzip ? '.gz' : ''}`;
}

/** What it is called until everything of its load has arrived: no receiver takes it for a file to load. */
export function toPartName(name: string): string {
  return `${name.slice(0, name.indexOf('.'))}part`;
}

/** Whether an attempt of this delivery left it behind. */
export function isPartName(name: string, { id }: Delivery): boolean {
  return name.startsWith(id) && /^(?:full|update|delete)\d{14}part$/.test(name.slice(id.length));
}
