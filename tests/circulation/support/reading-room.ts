/** The circulation router over two systems with readers in memory. */
import type { SystemId } from '#domain/ids.ts';
import { createPatronDependencies, type PatronDependencies } from '#subgraphs/circulation/index.ts';
import { askRouter, createNamer, SECRET, type AskedRouter, type Namer, type RouterOptions } from './asked-router.ts';
import { createFakeReaders, type FakeReaders, type FakeReadersOptions } from './fake-readers.ts';

export const ARDEN = 'arden' as SystemId;
export const SEVERN = 'severn' as SystemId;

export interface ReadingRoomOptions extends RouterOptions {
  readonly arden?: FakeReadersOptions;
  /** Null for a region without a secret for patron data. */
  readonly secret?: null;
}

export interface ReadingRoom extends AskedRouter, Namer {
  readonly arden: FakeReaders;
  readonly severn: FakeReaders;
  readonly means: PatronDependencies;
  /** Milliseconds since the epoch; stands still until it is moved. */
  now: number;
  /** A second router of the same region, as another process would be: it shares what is kept, and nothing else. */
  another(means?: PatronDependencies): ReadingRoom;
}

export function openReadingRoom(options: ReadingRoomOptions = {}): ReadingRoom {
  const arden = createFakeReaders(ARDEN, options.arden);
  const severn = createFakeReaders(SEVERN);
  const clock = { now: Date.parse('2026-01-05T09:00:00Z') };
  const now = (): number => clock.now;
  const means = createPatronDependencies({ secret: SECRET, db: null, now });

  function open(of: PatronDependencies): ReadingRoom {
    const adapters = [arden, severn];
    const router = askRouter({ ...options, adapters, means: options.secret === null ? undefined : of, now });
    return {
      ...router,
      ...createNamer(means, now),
      arden,
      severn,
      means,
      get now() {
        return clock.now;
      },
      set now(ms) {
        clock.now = ms;
      },
      another: (other = means) => open(other),
    };
  }
  return open(means);
}
