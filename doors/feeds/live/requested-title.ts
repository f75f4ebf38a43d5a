/** How a discovery system names a title, and how the title is named to it. Pure. */
import type { FeedRules } from '#domain/feeds.ts';
import { toId, type EditionId, type RecordId, type SystemId } from '#domain/ids.ts';
import {
  hyphenatedToRecordId,
  oaiIdentifier,
  readOaiIdentifier,
  recordIdentifier,
  toEditionId,
  toRecordId,
} from '#feed-log/index.ts';
import type { TitleKey } from './question.ts';

/** What a discovery system calls a title: its 001 in a feed, its URI, or its id in the graph. */
export interface RequestedTitle {
  /** As it was sent. */
  readonly requested: string;
  readonly key: TitleKey;
  /** The record, if it is one of a library's own feed: the edition's other records are then left out. */
  readonly record: RecordId | null;
  /** Sent back, it is the name of the same title. */
  readonly uri: string;
}

/** What names are made of. */
interface Naming {
  readonly id: string;
  readonly systems: readonly { readonly id: SystemId }[];
  readonly feeds?: Pick<FeedRules, 'namespace'> | undefined;
}

const LONGEST = 300;
const SCHEME = 'mercia:';

/** Null if it is the name of no title of this region, whether there is such a title or not. */
export function readRequestedTitle(requested: string, region: Naming): RequestedTitle | null {
  const text = requested.trim();
  if (text === '' || text.length > LONGEST) return null;
  const named = readUri(text, region);
  const identifier = named ?? text;
  const edition = toEditionId(identifier, region.id) ?? toId(identifier, 'edition');
  if (edition !== null) return { requested, key: { id: edition }, record: null, uri: toUri(edition, region) };
  const systems = region.systems.map(({ id }) => id);
  const record =
    toId(identifier, 'record') ??
    toRecordId(identifier, systems) ??
    // Records had it in their URIs alone.
    (named === null ? null : hyphenatedToRecordId(named, systems));
  return record === null ? null : { requested, key: { record }, record, uri: toUri(record, region) };
}

/** The OAI identifier of an edition or a record; where there is no feed, a URI from its id in the graph. */
function toUri(id: EditionId | RecordId, { feeds }: Naming): string {
  if (feeds === undefined) return `${SCHEME}${encodeURI(id)}`;
  const [routingKey = '', kind, ...rest] = id.split(':');
  const local = rest.join(':');
  const isRecord = kind === 'record';
  return oaiIdentifier(
    feeds.namespace,
    isRecord ? recordIdentifier(routingKey as SystemId, local) : `${routingKey}-${local}`,
  );
}

/** What {@link toUri} has made a URI of; null if the text is none. */
function readUri(text: string, { feeds }: Naming): string | null {
  if (feeds !== undefined) return readOaiIdentifier(feeds.namespace, text);
  if (!text.startsWith(SCHEME)) return null;
  try {
    return decodeURI(text.slice(SCHEME.length));
  } catch {
    return null;
  }
}
