import { EventEmitter } from 'node:events';
import type { FastifyReply } from 'fastify';
import { describe, expect, it } from 'vitest';
import { createReservesByCaller } from '#platform/learned-reserve.ts';
import { createTimeBudgets } from './time-budget.ts';

/** The part of a reply that is listened to. */
function createReply(): { readonly reply: FastifyReply; readonly close: (finished: boolean) => void } {
  const raw = Object.assign(new EventEmitter(), { writableFinished: false });
  const close = (finished: boolean): void => {
    raw.writableFinished = finished;
    raw.emit('close');
  };
  return { reply: { raw } as unknown as FastifyReply, close };
}

function createWorld() {
  const clock = { now: 10_000 };
  const begin = createTimeBudgets(() => clock.now, createReservesByCaller(45));
  /** What is kept back of one that is alone, and ends without teaching anything. */
  const kept = (signsIn = false): number => {
    const { reply, close } = createReply();
    const { deadline, subgraphDeadline } = begin(1_500, reply, signsIn);
    close(false);
    return deadline - subgraphDeadline;
  };
  return { clock, begin, kept };
}

describe('the time of a request', () => {
  it('gives the subgraphs what is left when the rest is kept back', () => {
    const { begin } = createWorld();

    expect(begin(1_500, createReply().reply)).toMatchObject({ deadline: 11_500, subgraphDeadline: 11_450 });
  });

  it('keeps more back for each request that is under way, and less when they are over', () => {
    const { begin } = createWorld();
    const [first, second] = [createReply(), createReply()];

    begin(1_500, first.reply);
    expect(begin(1_500, second.reply).subgraphDeadline).toBe(11_400);

    first.close(true);
    second.close(false);
    expect(begin(1_500, createReply().reply).subgraphDeadline).toBeGreaterThanOrEqual(11_450);
  });

  it('keeps nothing back of whoever signed in for a crowd that did not', () => {
    const { begin } = createWorld();
    for (let each = 0; each < 20; each += 1) begin(1_500, createReply().reply);

    expect(begin(1_500, createReply().reply).subgraphDeadline).toBe(11_500 - 1_500 / 4);
    expect(begin(1_500, createReply().reply, true).subgraphDeadline).toBe(11_450);
  });

  it('learns nothing from the late answers of a crowd for whoever signed in', () => {
    const { clock, begin, kept } = createWorld();
    for (let each = 0; each < 20; each += 1) {
      const { reply, close } = createReply();
      begin(1_500, reply).heard();
      clock.now += 3_000;
      close(true);
    }

    expect(kept()).toBe(1_500 / 4);
    expect(kept(true)).toBe(50);
  });

  it('learns from the moment by which subgraphs had to answer, where they were late', () => {
    const { clock, begin, kept } = createWorld();
    const { reply, close } = createReply();
    const time = begin(1_500, reply);

    clock.now = 11_550;
    time.heard();
    clock.now = 11_555;
    close(true);

    expect(kept()).toBe(45 + 60 / 2 + 5);
  });

  it('learns nothing from a request that was cut off, nor from one that no subgraph answered', () => {
    const { clock, begin, kept } = createWorld();
    const [cut, unheard] = [createReply(), createReply()];
    begin(1_500, cut.reply).heard();
    begin(1_500, unheard.reply);

    clock.now = 12_000;
    cut.close(false);
    unheard.close(true);

    expect(kept()).toBe(50);
  });
});
