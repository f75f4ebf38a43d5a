/** The part of the conformance suite about what a system has set up: its lists of codes, and its rules of lending. */
import type { PolicySource } from '#adapters/adapter.ts';
import type { ErrorCode } from '#platform/errors.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { errorOf } from './conformance-system.ts';
import type { Bench, SystemFault } from './conformance-system.ts';
import { needs } from './needs.ts';

/** Describes the codes and rules of whatever bench stands ready when a test runs. */
export function describePolicies(benchOf: () => Bench): void {
  const sourceOf = (): PolicySource => {
    const { policies } = benchOf().adapter;
    if (policies === undefined) throw new Error('this adapter tells nothing of what is set up');
    return policies;
  };

  describe('asked for its lists of codes', () => {
    beforeEach(({ skip }) => {
      needs(skip, benchOf().adapter, 'CODE_LISTS');
    });

    it('names every list once, and every code of a list once', async () => {
      const lists = await sourceOf().codeLists(benchOf().signal);

      expect(lists).not.toEqual([]);
      expect(new Set(lists.map(({ list }) => list)).size).toBe(lists.length);
      for (const { codes } of lists) {
        expect(new Set(codes.map(({ code }) => code)).size).toBe(codes.length);
        for (const { code, label } of codes) expect([code === '', label === '']).toEqual([false, false]);
      }
    });

    it('tells its branches with their names', async () => {
      const lists = await sourceOf().codeLists(benchOf().signal);
      const branches = lists.find(({ list }) => list === 'BRANCH')?.codes ?? [];

      expect(branches.length).toBeGreaterThan(1);
      for (const { label } of branches) expect(label).not.toBeNull();
    });

    it('gives up when its caller does, down to the socket', async () => {
      const { wire, signal } = benchOf();
      // Logged in: a log-in under way is for all callers, and outlives one of them.
      await sourceOf().codeLists(signal);
      wire.setMode('hang');
      const caller = new AbortController();
      const asked = wire.untilAsked();
      const outcome = errorOf(sourceOf().codeLists(caller.signal));

      await asked;
      caller.abort();

      expect((await outcome).code).toBe('LMS_TIMEOUT');
      await wire.untilClosed();
    });

    it.each<readonly [SystemFault, ErrorCode]>([
      ['web page', 'LMS_BAD_RESPONSE'],
      ['cut answer', 'LMS_BAD_RESPONSE'],
      ['internal error', 'LMS_BAD_RESPONSE'],
      ['out of service', 'LMS_UNAVAILABLE'],
    ])('turns %s into %s, and never into fewer codes', async (fault, code) => {
      const { adapter, system } = benchOf();
      await system.setFault(fault);

      const error = await errorOf(sourceOf().codeLists(benchOf().signal));

      expect(error.code).toBe(code);
      expect(error.message).toContain(`[${adapter.system.id}]`);
    });
  });
}
