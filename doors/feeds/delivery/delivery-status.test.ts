import type { Delivery } from '#domain/feeds.ts';
import type { DeliveryReceipt } from '#feed-log/index.ts';
import { describe, expect, it } from 'vitest';
import { describeDelivery, explainStatus, isDue, type DeliveryStatus } from './delivery-status.ts';

const BEGAN = new Date('2031-03-02T02:00:00Z');
const after = (hours: number): Date => new Date(BEGAN.getTime() + hours * 3_600_000);

const delivery: Delivery = {
  id: 'eds',
  protocol: 'SFTP',
  host: 'sftp.example.org',
  port: 22,
  folder: '/',
  userEnv: 'EDS_USER',
  passwordEnv: 'EDS_PASSWORD',
  privateKeyEnv: null,
  hostKey: null,
  set: null,
  gzip: false,
  rename: true,
  unencrypted: false,
  everyHours: 24,
};
const arrived: DeliveryReceipt = {
  id: 1,
  delivery: 'eds',
  target: 'sftp://sftp.example.org:22/',
  kind: 'FULL',
  epoch: '0a1b2c3d',
  fromPosition: null,
  toPosition: 10,
  files: [],
  startedAt: BEGAN,
  finishedAt: after(0.1),
  attempts: 1,
  problem: null,
};
const failed = (attempts: number, at: Date, problem: string | null = 'the host is full'): DeliveryReceipt => ({
  ...arrived,
  id: 2,
  startedAt: at,
  finishedAt: null,
  attempts,
  problem,
});
const statusOf = (facts: Partial<Parameters<typeof describeDelivery>[1]>, now: Date): DeliveryStatus =>
  describeDelivery(delivery, { newest: facts.arrived ?? null, arrived: null, hold: null, ...facts }, now);

describe('how a delivery stands', () => {
  it('is due at once before anything arrived, and then as often as the region file says', () => {
    expect(statusOf({}, BEGAN)).toMatchObject({ state: 'DUE', arrivedAt: null, nextAt: null, alarm: false });
    expect(statusOf({ arrived }, after(23))).toMatchObject({ state: 'ON_TIME', nextAt: after(24), alarm: false });
    expect(isDue(statusOf({ arrived }, after(23)), after(23))).toBe(false);
    expect(statusOf({ arrived }, after(24))).toMatchObject({ state: 'DUE' });
    expect(isDue(statusOf({ arrived }, after(24)), after(24))).toBe(true);
  });

  it('is due at once after a clock that was ahead, but not for the seconds between two machines', () => {
    const ahead: DeliveryReceipt = { ...arrived, startedAt: after(24 * 365) };

    expect(isDue(statusOf({ arrived: ahead }, BEGAN), BEGAN)).toBe(true);
    expect(isDue(statusOf({ newest: failed(2, after(24 * 365)) }, BEGAN), BEGAN)).toBe(true);
    expect(isDue(statusOf({ arrived: { ...arrived, startedAt: after(0.5) } }, BEGAN), BEGAN)).toBe(false);
  });

  it('is tried again after five minutes, then after twice as long each time, and at most four hours', () => {
    const minutes = [1, 2, 3, 4, 7, 30].map((attempts) => {
      const { nextAt } = statusOf({ newest: failed(attempts, BEGAN) }, BEGAN);
      return ((nextAt?.getTime() ?? 0) - BEGAN.getTime()) / 60_000;
    });

    expect(minutes).toEqual([5, 10, 20, 40, 240, 240]);
  });

  it('alarms after three failures, an attempt that goes on not counted', () => {
    expect(statusOf({ newest: failed(2, BEGAN) }, BEGAN)).toMatchObject({
      state: 'FAILING',
      failures: 2,
      alarm: false,
    });
    expect(statusOf({ newest: failed(3, BEGAN, null) }, BEGAN)).toMatchObject({ failures: 2, alarm: false });
    const status = statusOf({ newest: failed(3, BEGAN) }, BEGAN);
    expect(status).toMatchObject({ state: 'FAILING', failures: 3, alarm: true });
    expect(explainStatus(status)).toBe('never arrived, failed 3 times: the host is full');
  });

  it('alarms when it is late by a quarter of its interval', () => {
    expect(statusOf({ arrived }, after(30))).toMatchObject({ state: 'DUE', alarm: false });
    const late = statusOf({ arrived }, after(30.1));
    expect(late).toMatchObject({ state: 'LATE', alarm: true });
    expect(explainStatus(late)).toBe('late, last arrived 2031-03-02T02:00:00.000Z');
  });

  it('says what it waits for while its set is held', () => {
    const hold = { set: 'format:book', since: BEGAN };

    expect(statusOf({ arrived, hold }, after(1))).toMatchObject({ state: 'HELD', alarm: false });
    const late = statusOf({ arrived, hold }, after(48));
    expect(late).toMatchObject({ state: 'HELD', alarm: true });
    expect(explainStatus(late)).toBe(
      'waits: the set "format:book" is held since 2031-03-02T02:00:00.000Z, because it would lose too much; see "mercia feed status", let it go with "mercia feed release editions format:book" (last arrived 2031-03-02T02:00:00.000Z)',
    );
  });
});
