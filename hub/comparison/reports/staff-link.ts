/** Links into the systems' own staff clients, by the pattern of the region file. */
import type { SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';

export interface LinkedThing {
  readonly record: string | null;
  readonly item?: string | undefined;
}

/** Null if the region file gives no pattern, or the pattern asks for what there is not. */
export function staffLinkTo(region: Region, system: SystemId, { record, item }: LinkedThing): string | null {
  const { staffLinks } = region.systems.find(({ id }) => id === system) ?? {};
  const pattern = (item === undefined ? undefined : staffLinks?.item) ?? staffLinks?.record;
  if (pattern === undefined || record === null) return null;
  return pattern
    .replaceAll('{record}', encodeURIComponent(record))
    .replaceAll('{item}', encodeURIComponent(item ?? ''));
}
