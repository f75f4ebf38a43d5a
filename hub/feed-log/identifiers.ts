/** The names of entries: what stands in 001, and what OAI-PMH calls them. */
import { createId, toId, type EditionId, type RecordId, type SystemId } from '#domain/ids.ts';
import { isStorable } from '#union-index/read/storable.ts';

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

/** The id of a record in the graph; null if the identifier begins with no system of the region, or goes on as no record does. */
export function toRecordId(identifier: string, systems: readonly SystemId[]): RecordId | null {
  const system = systems.find((one) => identifier.startsWith(`${one}.`));
  return system === undefined ? null : recordOf(system, identifier);
}

/**
 * The same where a hyphen stands in the place of the dot: DAIA of 0.1.0 called records so, and receivers have kept it. Null also
 * if two systems may be meant.
 */
export function hyphenatedToRecordId(identifier: string, systems: readonly SystemId[]): RecordId | null {
  const [system, ...others] = systems.filter((one) => identifier.startsWith(`${one}-`));
  return system === undefined || others.length > 0 ? null : recordOf(system, identifier);
}

/** What stands behind the id of a system and one sign. */
function recordOf(system: SystemId, identifier: string): RecordId | null {
  return toId(createId(system, 'record', identifier.slice(system.length + 1)), 'record');
}

/** In the words of oai-identifier; what a URI cannot hold is percent-encoded. */
export function oaiIdentifier(namespace: string, identifier: string): string {
  return `oai:${namespace}:${encodeURI(identifier).replaceAll('#', '%23')}`;
}

/**
 * The identifier in an OAI identifier of this namespace; null if it is not written as {@link oaiIdentifier} writes it, or has a NUL,
 * which no database could look for.
 */
export function readOaiIdentifier(namespace: string, written: string): string | null {
  const before = `oai:${namespace}:`;
  if (!written.startsWith(before)) return null;
  try {
    const identifier = decodeURIComponent(written.slice(before.length));
    const isOurs = identifier !== '' && isStorable(identifier) && oaiIdentifier(namespace, identifier) === written;
    return isOurs ? identifier : null;
  } catch {
    return null;
  }
}
