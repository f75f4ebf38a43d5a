import { describe, expect, it } from 'vitest';
import { createMatchingTurn } from './matching-turn.ts';

/** A line of harvests, matching that ends when it is told to, and a clock that strikes when it is told to. */
function createStage({ quiet }: { readonly quiet: boolean }) {
  const passes: PromiseWithResolvers<undefined>[] = [];
  const struck = Promise.withResolvers<undefined>();
  const stage = { quiet };
  const turn = createMatchingTurn({
    match: () => {
      const pass = Promise.withResolvers<undefined>();
      passes.push(pass);
      return pass.promise;
    },
    isQuiet: () => stage.quiet,
    wait: () => struck.promise,
    signal: new AbortController().signal,
  });
  return { passes, struck, stage, turn };
}

describe('a turn of matching', () => {
  it('is one for all full harvests that end while others are under way', async () => {
    const { passes, stage, turn } = createStage({ quiet: false });
    const joined = [turn.join('later'), turn.join('later')];
    expect(passes).toHaveLength(0);

    stage.quiet = true;
    turn.becomeQuiet();
    passes[0]?.resolve(undefined);
    await Promise.all(joined);

    expect(passes).toHaveLength(1);
  });

  it('is put off no longer than a region of slow systems can bear', async () => {
    const { passes, struck, turn } = createStage({ quiet: false });
    const joined = turn.join('later');

    struck.resolve(undefined);
    await struck.promise;
    passes[0]?.resolve(undefined);
    await joined;

    expect(passes).toHaveLength(1);
  });

  it('begins at once for a harvest of changes, and takes along who waits', async () => {
    const { passes, turn } = createStage({ quiet: false });
    const waiting = turn.join('later');

    const joined = turn.join('now');
    passes[0]?.resolve(undefined);
    await Promise.all([waiting, joined]);

    expect(passes).toHaveLength(1);
  });

  it('comes again for who joins while one is under way, because some of theirs may be missed', async () => {
    const { passes, turn } = createStage({ quiet: true });
    const first = turn.join('later');
    const second = turn.join('later');
    expect(passes).toHaveLength(1);

    passes[0]?.resolve(undefined);
    await first;
    await Promise.resolve();
    passes[1]?.resolve(undefined);
    await second;

    expect(passes).toHaveLength(2);
  });

  it('is put off no longer either where a harvest begins while it waits for one that is under way', async () => {
    const { passes, struck, stage, turn } = createStage({ quiet: true });
    const first = turn.join('later');
    const second = turn.join('later');
    stage.quiet = false;
    passes[0]?.resolve(undefined);
    await first;
    expect(passes).toHaveLength(1);

    struck.resolve(undefined);
    await expect.poll(() => passes.length).toBe(2);
    passes[1]?.resolve(undefined);
    await second;
  });

  it('fails for all who joined it, and for nobody else', async () => {
    const { passes, turn } = createStage({ quiet: true });
    const failing = turn.join('later');
    passes[0]?.reject(new Error('the database is away'));

    await expect(failing).rejects.toThrow('the database is away');
    const next = turn.join('later');
    passes[1]?.resolve(undefined);
    await next;
  });
});
