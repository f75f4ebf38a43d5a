/** What a server or a disk says of a file before it is read, in our words. Pure. */
import { timeOfHeader } from './lms-error.ts';

/** What is known of a file without reading it. */
export interface FileLook {
  /** Null where the server does not say. */
  readonly bytes: number | null;
  /** When it was written, milliseconds since the epoch; null where it does not say. */
  readonly writtenAt: number | null;
  /** Differs where the file was replaced; null where the server does not say. */
  readonly version: string | null;
}

/** The headers of an answer that gives the file, or would. */
export type ToldHeaders = Readonly<Record<string, string>>;

/** `12.3 MB, written 2026-03-01T02:00:00.000Z` */
export function describeFile({ bytes, writtenAt }: FileLook): string {
  if (bytes === null && writtenAt === null) return 'the server says nothing of it without sending it';
  const size = bytes === null ? 'there' : `${(bytes / 1_000_000).toFixed(1)} MB`;
  return writtenAt === null ? size : `${size}, written ${new Date(writtenAt).toISOString()}`;
}

/** As a web server says it with the file. */
export function lookOf(headers: ToldHeaders): FileLook {
  const [length, tag, changed] = [headers['content-length'], headers['etag'], headers['last-modified']];
  return {
    bytes: length === undefined || !/^\d+$/.test(length) ? null : Number(length),
    writtenAt: timeOfHeader(changed),
    version: tag === undefined && changed === undefined ? null : [tag, changed, length].join(' '),
  };
}

/** False where both tell something that differs: an answer to HEAD may leave out what one to GET has, such as the length (RFC 9110, 9.3.2). */
export function maySpeakOfTheSame(before: ToldHeaders, now: ToldHeaders): boolean {
  return ['etag', 'last-modified', 'content-length'].every((name) => {
    const [one, other] = [before[name], now[name]];
    return one === undefined || other === undefined || one === other;
  });
}
