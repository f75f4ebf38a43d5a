/** How long it is kept who changed what in Mercia. */
import { forgetActions } from '#store/repositories/actions/actions.ts';
import { whenSettled, type Hub } from './hub.ts';
import type { Shutdown } from '../shutdown.ts';

const DAY_MS = 86_400_000;

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
    logger.info({ forgotten }, 'Old entries of who changed what were removed');
  } catch (err) {
    logger.warn({ err }, 'Old entries of who changed what could not be removed; it is tried again tomorrow');
  }
}
