/** Makes each delivery of the region as often as its file says, and says so if one does not arrive. */
import type { Delivery } from '#domain/feeds.ts';
import type { DeliveryStore } from '#union-index/feed/index.ts';
import { setTimeout as delay } from 'node:timers/promises';
import { ALARM_AFTER, describeDelivery, explainStatus, isDue, type DeliveryStatus } from './delivery-status.ts';
import { makeDelivery, type DeliveryOptions } from './make-delivery.ts';

export interface DeliveryScheduleOptions extends Pick<DeliveryOptions, 'logger' | 'signal'> {
  /** By the region file of the moment. */
  readonly options: () => DeliveryOptions;
  /** Rejects when the signal is aborted. */
  readonly wait?: ((milliseconds: number, signal: AbortSignal) => Promise<void>) | undefined;
}

export interface DeliverySchedule {
  /** Ends when the signal was aborted, and what was under way is noted. Never rejects. */
  readonly done: Promise<void>;
}

/** How often it is looked whether one is due. */
const LOOK_MS = 60_000;
/** Each holds two of the store's connections for long work. */
const AT_ONCE = 2;

export function startDeliveries({
  options: currentOptions,
  logger,
  signal,
  wait = waitFor,
}: DeliveryScheduleOptions): DeliverySchedule {
  const underWay = new Map<string, Promise<void>>();
  const said = new Map<string, 'error' | 'warn'>();
  const isStopped = (): boolean => signal.aborted;

  async function look(): Promise<void> {
    const options = currentOptions();
    for (const delivery of options.region.feeds?.deliveries ?? []) {
      if (underWay.has(delivery.id)) continue;
      const now = options.clock();
      const status = await readDelivery(options.store, delivery, now);
      sayOnce(status);
      if (status.hold !== null || !isDue(status, now) || underWay.size >= AT_ONCE) continue;
      const made = deliver(delivery, options, status).finally(() => underWay.delete(delivery.id));
      underWay.set(delivery.id, made);
    }
  }

  /** When it becomes so, not at every look. */
  function sayOnce(status: DeliveryStatus): void {
    const { delivery, state, hold, alarm } = status;
    const level = alarm ? 'error' : hold !== null ? 'warn' : null;
    if (level === null) said.delete(delivery);
    if (level === null || said.get(delivery) === level) return;
    said.set(delivery, level);
    logger[level]({ delivery, state, why: explainStatus(status) }, 'a delivery does not arrive');
  }

  async function run(): Promise<void> {
    while (!isStopped()) {
      await look().catch((error: unknown) => {
        logger.warn({ err: error }, 'cannot look which deliveries are due');
      });
      await wait(LOOK_MS, signal).catch(() => undefined);
    }
    await Promise.all(underWay.values());
  }
  return { done: run() };
}

async function deliver(delivery: Delivery, options: DeliveryOptions, { failures }: DeliveryStatus): Promise<void> {
  const { logger, signal } = options;
  try {
    const made = await makeDelivery(delivery, options);
    if (made.outcome !== 'DELIVERED') return;
    const { kind, files, toPosition } = made.receipt;
    logger.info({ delivery: delivery.id, kind, files, position: toPosition }, 'a delivery arrived');
  } catch (error) {
    if (signal.aborted) return;
    const level = failures + 1 >= ALARM_AFTER ? 'error' : 'warn';
    logger[level]({ delivery: delivery.id, failures: failures + 1, err: error }, 'a delivery failed; it is sent again');
  }
}

/** How a delivery stands. */
export async function readDelivery(store: DeliveryStore, delivery: Delivery, now: Date): Promise<DeliveryStatus> {
  const [history, hold] = await Promise.all([store.history(delivery.id), store.hold(delivery.set)]);
  return describeDelivery(delivery, { ...history, hold }, now);
}

async function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal, ref: false });
}
