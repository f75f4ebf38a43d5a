/** The part of the conformance suite about what a system has set up: its lists of codes, and its rules of lending. */
import type { PolicySource } from '#adapters/adapter.ts';
import type { LoanRules } from '#domain/policies.ts';
import type { ErrorCode } from '#platform/errors.ts';
import { loanRules as loanRulesShape } from '#shapes/policies.ts';
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

  /** Whether the system is asked at all. */
  async function asksForCodes(): Promise<boolean> {
    await sourceOf().codeLists(benchOf().signal);
    return benchOf().wire.most > 0;
  }

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

    it('tells its branches with their names', async ({ skip }) => {
      const lists = await sourceOf().codeLists(benchOf().signal);
      const branches = lists.find(({ list }) => list === 'BRANCH')?.codes;
      if (branches === undefined) return skip('the system tells no branches');

      expect(branches.length).toBeGreaterThan(1);
      for (const { label } of branches) expect(label).not.toBeNull();
    });

    it('gives up when its caller does, down to the socket', async ({ skip }) => {
      const { wire } = benchOf();
      // Logged in: a log-in under way is for all callers, and outlives one of them.
      if (!(await asksForCodes())) return skip('its codes are in the region file');
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
      const asks = await asksForCodes();
      await system.setFault(fault);
      if (!asks) {
        expect(await sourceOf().codeLists(benchOf().signal)).not.toEqual([]);
        return;
      }

      const error = await errorOf(sourceOf().codeLists(benchOf().signal));

      expect(error.code).toBe(code);
      expect(error.message).toContain(`[${adapter.system.id}]`);
    });
  });

  describe('asked for its rules of lending', () => {
    beforeEach(({ skip }) => {
      needs(skip, benchOf().adapter, 'LOAN_POLICIES');
    });

    const rulesOf = async (): Promise<LoanRules> => {
      const { loanRules } = sourceOf();
      if (loanRules === undefined) throw new Error('this adapter tells no rules');
      return loanRules(benchOf().signal);
    };

    it('states nothing but what can be read back from the wire and the store', async () => {
      const rules = await rulesOf();

      expect(rules.rules).not.toEqual([]);
      expect(loanRulesShape.parse(JSON.parse(JSON.stringify(rules)))).toEqual(rules);
    });

    it('has a rule by which somebody borrows something for some time', async () => {
      const rules = await rulesOf();

      expect(rules.rules.some(({ terms }) => (terms.loanLength ?? 0) > 0)).toBe(true);
    });

    it('says what it is when what should be a table is a web page, and never tells fewer rules', async ({ skip }) => {
      const { wire, system } = benchOf();
      const whole = await rulesOf();
      if (wire.most === 0) return skip('its rules are in the region file');
      await system.setFault('web page');

      expect((await errorOf(rulesOf())).code).toBe('LMS_BAD_RESPONSE');

      await system.setFault(null);
      expect(await rulesOf()).toEqual(whole);
    });
  });
}
