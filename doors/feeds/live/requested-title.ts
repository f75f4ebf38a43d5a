/** Reads what a discovery system calls a title: its 001 in a feed, the OAI identifier, or its id in the graph. */
import { parseId, toId, type RecordId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import { oaiIdentifier, readOaiIdentifier, toEditionId, toRecordId } from '#feed-log/index.ts';
import type { TitleKey } from './question.ts';

export interface RequestedTitle {
  /** As it was sent. */
  readonly requested: string;
  readonly key: TitleKey;
  /** The record, if it is one of a library's own feed: the edition's other records are then left out. */
  readonly record: RecordId | null;
  /** A URI for it. */
  readonly uri: string;
}

type Naming = Pick<Region, 'id' | 'systems' | 'feeds'>;

const LONGEST = 300;

/** Null if it is the name of no title of this region, whether there is such a title or not. */
export function readRequestedTitle(requested: string, region: Naming): RequestedTitle | null {
  const text = requested.trim();
  // The graph refuses a NUL, and with it the titles of others that are asked for in the same question.
  if (text === '' || text.length > LONGEST || text.includes('\0')) return null;
  const identifier = region.feeds === undefined ? text : (readOaiIdentifier(region.feeds.namespace, text) ?? text);
  const systems = region.systems.map(({ id }) => id);
  const edition = toEditionId(identifier, region.id) ?? toId(identifier, 'edition');
  if (edition !== null) return { requested, key: { id: edition }, record: null, uri: toUri(edition, region) };
  const record = toId(identifier, 'record') ?? toRecordId(identifier, systems);
  return record === null ? null : { requested, key: { record }, record, uri: toUri(record, region) };
}

/** The OAI identifier of an edition or a record; where there is no feed, a URI from its id in the graph. */
function toUri(id: string, { feeds }: Naming): string {
  const [routingKey = '', , ...local] = id.split(':');
  if (feeds === undefined) return `mercia:${encodeURI(id)}`;
  return oaiIdentifier(feeds.namespace, `${routingKey}-${local.join(':')}`);
}

/** Whether a holding is under a record. */
export function isUnder(holding: string, record: RecordId): boolean {
  const of = parseId(record, 'record');
  const at = parseId(holding, 'holding');
  if (of === null || at?.routingKey !== of.routingKey) return false;
  return at.local === of.local || at.local.startsWith(`${of.local}@`);
}
