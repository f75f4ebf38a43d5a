import type { OwnerCode } from '#domain/catalogue.ts';
import type { LibraryId } from '#domain/ids.ts';
import { createHash } from 'node:crypto';
import type { ClusterSettings } from '../cluster/recluster.ts';

/** What ingest and clustering must know of the region, looked up by system and owner code. */
export interface RegionNames extends ClusterSettings {
  /** The library of an owner code; null if the region file has no such code. */
  libraryOf(systemId: string, ownerCode: string): LibraryId | null;
  /** The same for the same owner codes of a system with the same sites. */
  sitesDigest(systemId: string): string;
}

/**
 * Below this a key's sharing says nothing: four libraries on one system may each have catalogued a book twice, and five
 * editions of a textbook start with the same words.
 */
const KEY_CAP_MIN = 20;

export function createRegionNames(owners: readonly OwnerCode[]): RegionNames {
  const byCode = new Map(owners.map((owner) => [`${owner.system} ${owner.code}`, owner]));
  const order = new Map<string, number>(
    [...new Set(owners.map(({ system }) => system))].map((system, place) => [system, place]),
  );
  return {
    keyCap: Math.max(KEY_CAP_MIN, 2 * order.size),
    systemOrder: (systemId) => order.get(systemId) ?? order.size,
    libraryOf: (systemId, ownerCode) => byCode.get(`${systemId} ${ownerCode}`)?.library ?? null,
    sitesDigest(systemId) {
      const own = owners.filter(({ system }) => system === systemId);
      const lines = own.map(({ code, library, site }) => JSON.stringify([code, library, site])).sort();
      return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16);
    },
    siteOf(systemId, ownerCode) {
      const owner = byCode.get(`${systemId} ${ownerCode}`);
      return owner === undefined || owner.site === null ? null : `${owner.library}/${owner.site}`;
    },
  };
}
