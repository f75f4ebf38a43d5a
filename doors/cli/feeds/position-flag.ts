import type { FeedPosition } from '#feed-log/index.ts';
import { InvalidArgumentError } from 'commander';

/** `0a1b2c3d:1234` */
export function toPosition(text: string): FeedPosition {
  const match = /^(?<epoch>[0-9a-f]{8}):(?<position>\d{1,15})$/.exec(text);
  if (match?.groups === undefined) {
    throw new InvalidArgumentError('Give the position that an export printed: 0a1b2c3d:1234.');
  }
  return { epoch: match.groups['epoch'] ?? '', position: Number(match.groups['position']) };
}
