import type { HarvestReject } from '#contract/adapter.ts';
import type { CondensedPage } from '#union-index/ingest-contract.ts';
import { describe, expect, it } from 'vitest';
import { joinPages } from './join-pages.ts';

function pageOf(number: number, localIds: readonly string[], over: Partial<CondensedPage> = {}): CondensedPage {
  const records = localIds.map((localId) => ({ localId, deleted: true, changedAt: null }) as const);
  return {
    records,
    rejects: [],
    resumeAt: `behind ${String(number)}`,
    expected: null,
    nextCursor: null,
    allLocalIds: null,
    ...over,
  };
}

function rejectOf(localId: string): HarvestReject {
  return { localId, place: 'here', reason: 'unreadable', format: 'marcxml', raw: new Uint8Array() };
}

async function idsOf(pages: AsyncIterable<CondensedPage>): Promise<readonly string[]> {
  const told: string[] = [];
  for await (const { records, resumeAt } of pages) {
    told.push(`${records.map(({ localId }) => localId).join(' ')} (${resumeAt})`);
  }
  return told;
}

describe('joinPages', () => {
  it('joins small pages up to the bound, and goes on behind the last of them', async () => {
    const pages = [pageOf(1, ['a', 'b']), pageOf(2, ['c']), pageOf(3, ['d']), pageOf(4, ['e'])];

    expect(await idsOf(joinPages(pages, 3))).toEqual(['a b c (behind 2)', 'd e (behind 4)']);
  });

  it('keeps nothing back from the page that ends the run', async () => {
    const last = pageOf(3, ['c'], { nextCursor: 'later' });

    expect(await idsOf(joinPages([pageOf(1, ['a']), pageOf(2, ['b']), last], 100))).toEqual(['a b c (behind 3)']);
  });

  it('gives what came before a failure first', async () => {
    async function* failing(): AsyncGenerator<CondensedPage> {
      yield pageOf(1, ['a']);
      await Promise.resolve();
      throw new Error('gone');
    }
    const told: CondensedPage[] = [];

    await expect(
      (async () => {
        for await (const page of joinPages(failing(), 100)) told.push(page);
      })(),
    ).rejects.toThrow('gone');

    expect(told.map(({ resumeAt }) => resumeAt)).toEqual(['behind 1']);
  });

  it('forgets a reject whose record a later page brings', async () => {
    const first = pageOf(1, ['a'], { rejects: [rejectOf('b'), rejectOf('z')] });
    const pages = joinPages([first, pageOf(2, ['b'], { expected: 7 })], 100);

    const { value } = (await pages.next()) as { value: CondensedPage };

    expect(value.rejects.map(({ localId }) => localId)).toEqual(['z']);
    expect(value.expected).toBe(7);
  });
});
