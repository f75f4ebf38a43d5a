/** The names of entries: what stands in 001, and what OAI-PMH calls them. */
import { createId, type EditionId, type RecordId, type SystemId } from '#domain/ids.ts';

/** 001 of an edition: `demo-17`. */
export function editionIdentifier(region: string, edition: number): string {
  return `${region}-${edition}`;
}

/**
 * 001 of a record in the repository of a library: `koha-a.17`. The id of a system has no dot, so that the first one ends it: with a
 * hyphen, `a-17` of a system `koha` would be called as `17` of `koha-a` is.
 */
export function recordIdentifier(system: SystemId, localId: string): string {
  return `${system}.${localId}`;
}

/** The number of an edition; null if the identifier is none of an edition of this region. */
export function readEditionIdentifier(identifier: string, region: string): number | null {
  const number = identifier.startsWith(`${region}-`) ? identifier.slice(region.length + 1) : '';
  return /^[1-9]\d{0,14}$/.test(number) ? Number(number) : null;
}

/** The id of an edition in the graph; null if the identifier is none of an edition of this region. */
export function toEditionId(identifier: string, region: string): EditionId | null {
  const edition = readEditionIdentifier(identifier, region);
  return edition === null ? null : createId(region, 'edition', String(edition));
}

/** The id of a record in the graph; null if the identifier begins with no system of the region. */
export function toRecordId(identifier: string, systems: readonly SystemId[]): RecordId | null {
  const dot = identifier.indexOf('.');
  const system = systems.find((one) => one === identifier.slice(0, dot));
  return system === undefined || dot + 1 === identifier.length
    ? null
    : createId(system, 'record', identifier.slice(dot + 1));
}

/** In the words of oai-identifier; what a URI cannot hold is percent-encoded. */
export function oaiIdentifier(namespace: string, identifier: string): string {
  return `oai:${namespace}:${encodeURI(identifier).replaceAll('#', '%23')}`;
}

/** The identifier in an OAI identifier of this namespace; null if it is not written as {@link oaiIdentifier} writes it. */
export function readOaiIdentifier(namespace: string, written: string): string | null {
  const before = `oai:${namespace}:`;
  if (!written.startsWith(before)) return null;
  try {
    const identifier = decodeURIComponent(written.slice(before.length));
    return identifier !== '' && oaiIdentifier(namespace, identifier) === written ? identifier : null;
  } catch {
    return null;
  }
}
