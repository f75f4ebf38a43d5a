/** How long it is kept who changed what in Mercia, and who read feeds. */
import { forgetActions } from '#store/repositories/actions/actions.ts';
import { forgetReadings } from '#union-index/feed/index.ts';
import { whenSettled, type Hub } from './hub.ts';
import type { Shutdown } from '../shutdown.ts';

const DAY_MS = 86_400_000;
/** Days that it is kept who read feeds (docs/privacy.md): addresses may be those of persons. */
const READINGS_DAYS = 90;

/** Removes what is too old, now and every day; a day on which the database is away is made up for on the next. */
export function forgetOldActions(hub: Hub, shutdown: Shutdown): void {
  let forgetting = whenSettled(hub, shutdown.signal, () => forgetOnce(hub));
  const timer = setInterval(() => {
    forgetting = forgetOnce(hub);
  }, DAY_MS).unref();
  shutdown.onClose(async () => {
    clearInterval(timer);
    await forgetting;
  });
}

async function forgetOnce({ store, settings, logger }: Hub): Promise<void> {
  const now = new Date();
  try {
    const forgotten = await forgetActions(store.db, new Date(now.getTime() - settings.actionDays * DAY_MS), now);
    const readings = await forgetReadings(store.db, new Date(now.getTime() - READINGS_DAYS * DAY_MS));
    logger.info({ forgotten, readings }, 'Old entries of who changed what, and of who read feeds, were removed');
  } catch (err) {
    logger.warn(
      { err },
      'Old entries of who changed what, or who read feeds, could not be removed; it is tried again tomorrow',
    );
  }
}
