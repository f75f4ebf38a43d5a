import { MerciaError } from '#platform/errors.ts';
import type { SystemId } from '#domain/ids.ts';
import { describe, expect, it } from 'vitest';
import { asSlot, askParts, holdingSlots, inParts } from './slots.ts';
import { systemOf } from './system.fixture.ts';

const down = new MerciaError('LMS_UNAVAILABLE', '[lms] items: down', { system: 'lms' });

describe('ids cut into requests', () => {
  it('are no more than may be asked together, and no longer', () => {
    expect(inParts([1, 2, 3, 4, 5], { most: 2 })).toEqual([[1, 2], [3, 4], [5]]);
    expect(inParts(['1000', '2000', '30'], { most: 10, longest: 10 })).toEqual([['1000', '2000'], ['30']]);
    expect(inParts([], { most: 2 })).toEqual([]);
  });

  it('are asked for even if one alone is longer than a request may be', () => {
    expect(inParts(['123456'], { most: 2, longest: 3 })).toEqual([['123456']]);
  });
});

describe('parts that are asked for', () => {
  const parts = [{ ids: [1, 2] }, { ids: [3] }];
  type Part = (typeof parts)[number];

  it('cost their own ids alone where they fail, and only those without an answer', async () => {
    const answers = await askParts<number, string, Part>(parts, async ({ ids }, into) => {
      into.set(ids[0] ?? 0, 'here');
      if (ids.length > 1) throw down;
    });

    expect([...answers]).toEqual(
      expect.arrayContaining([
        [1, 'here'],
        [2, down],
        [3, 'here'],
      ]),
    );
  });

  it('fail together if all of them fail', async () => {
    await expect(askParts<number, string, Part>(parts, () => Promise.reject(down))).rejects.toBe(down);
  });

  it('do not fail for a title with too many copies: it was not asked for', async () => {
    const tooMany = new MerciaError('LMS_TOO_MANY_ITEMS', '[lms] live items: too many', { system: 'lms' });

    const answers = await askParts<number, string, Part>(parts, () => Promise.reject(tooMany));

    expect([...answers.values()]).toEqual([tooMany, tooMany, tooMany]);
  });

  it('let a fault of our own through', async () => {
    await expect(askParts<number, string, Part>(parts, () => Promise.reject(new TypeError('x')))).rejects.toThrow('x');
    await expect(asSlot(Promise.reject(new TypeError('x')))).rejects.toThrow('x');
    expect(await asSlot(Promise.reject(down))).toBe(down);
  });
});

it('every holding gets its slot, also one whose keys or library are not of this system', () => {
  const system = systemOf('lms' as SystemId, 'any', [['MAIN', 'ash']]);
  const ownerCodesOf = (library: string): ReadonlySet<string> | undefined =>
    library === 'ash' ? new Set(['MAIN']) : undefined;
  const facts = { asOf: '2026-01-01T00:00:00Z', items: [], holdQueue: null, limitation: null };

  const slots = holdingSlots({ system, ownerCodesOf }, [{ library: 'ash' }, null, { library: 'oak' }], () => facts);

  expect(slots).toEqual([
    facts,
    expect.objectContaining({ code: 'BAD_USER_INPUT' }),
    expect.objectContaining({ code: 'CONFIG_INVALID' }),
  ]);
});
