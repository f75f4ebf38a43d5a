/** What was published of the region's editions, a page at a time. */
import { badUserInput, MerciaError } from '#platform/errors.ts';
import {
  EDITIONS_REPOSITORY,
  tellPositions,
  toEditionId,
  type FeedEntry,
  type FeedPosition,
  type FeedReader,
  type Reading,
} from '#feed-log/index.ts';
import type { InTime } from '#union-index/index.ts';
import type { QueryChangesArgs } from './__generated__/types.ts';
import { toChangePage } from './arguments.ts';
import type { ChangePage, EditionChangeModel } from './models.ts';

export type ChangeFeed = ReturnType<typeof createChangeFeed>;

export interface ChangeFeedOptions {
  /** Null if the region passes nothing on. */
  readonly reader: FeedReader | null;
  readonly inTime: InTime;
  readonly regionId: string;
  /** Who asks: the id of a key, or a pseudonym; null for the public. */
  readonly caller: string | null;
  /** Told who was given which entries. */
  readonly noteReading: (reading: Reading) => void;
}

const EVERYTHING = { repository: EDITIONS_REPOSITORY, set: null, from: null, until: null };

export function createChangeFeed({ reader: whole, inTime, regionId, caller, noteReading }: ChangeFeedOptions) {
  return {
    /** Throws BAD_USER_INPUT, FEED_RESTARTED, or CAPABILITY_UNSUPPORTED where the region passes nothing on. */
    async page({ since, first }: QueryChangesArgs): Promise<ChangePage> {
      const reader =
        whole === null
          ? null
          : tellPositions(whole, (given) => {
              noteReading({ service: 'CHANGES', repository: EDITIONS_REPOSITORY, caller: caller ?? '', ...given });
            });
      const size = toChangePage(first);
      const from = since === null || since === undefined ? null : readCursor(since);
      if (reader === null) throw passesNothingOn();
      const state = await inTime(reader.state());
      if (from !== null && (from.epoch !== state?.epoch || from.position > state.position)) throw restarted();
      if (state === null) return { edges: [], hasNextPage: false, end: null, complete: false };

      const { epoch } = state;
      const { entries, next } = await inTime(reader.page(EVERYTHING, from?.position ?? 0, size));
      const edges = entries.map((entry) => ({
        cursor: writeCursor({ epoch, position: entry.position }),
        node: toChange(entry, regionId),
      }));
      // What was published since the state was read may be on this page.
      const position = Math.max(state.position, entries.at(-1)?.position ?? 0);
      return { edges, hasNextPage: next !== null, end: writeCursor({ epoch, position }), complete: state.whole };
    },
  };
}

function toChange({ identifier, kind, body, replacedBy, datestamp }: FeedEntry, regionId: string): EditionChangeModel {
  const id = toEditionId(identifier, regionId);
  if (id === null) throw new Error(`the feed names no edition of this region: "${identifier}"`);
  return {
    id,
    kind,
    deleted: body === null,
    replacedBy: replacedBy.flatMap((other) => toEditionId(other, regionId) ?? []),
    datestamp,
  };
}

function writeCursor({ epoch, position }: FeedPosition): string {
  return Buffer.from(`${epoch}:${position}`).toString('base64url');
}

function readCursor(since: string): FeedPosition {
  const [, epoch, position] = /^([0-9a-f]{8}):(\d{1,15})$/.exec(Buffer.from(since, 'base64url').toString()) ?? [];
  if (epoch !== undefined && position !== undefined) return { epoch, position: Number(position) };
  throw badUserInput(
    'since: this is not a cursor of changes; pass the endCursor of the previous page, or the end of an earlier answer.',
  );
}

function restarted(): MerciaError {
  const message = 'since: the list was begun again since then; keep nothing, and ask without it.';
  return new MerciaError('FEED_RESTARTED', message, { publicMessage: message });
}

function passesNothingOn(): MerciaError {
  const message = 'changes: this region passes nothing on to discovery systems.';
  return new MerciaError('CAPABILITY_UNSUPPORTED', message, { publicMessage: message });
}
