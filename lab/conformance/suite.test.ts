import { CAPABILITIES } from '#contract/adapter.ts';
import { REASON_CODES } from '#domain/facts.ts';
import { reasonCodeOf } from '#contract/reason-codes.ts';
import { MerciaError } from '#platform/errors.ts';
import { describe, expect, it } from 'vitest';
import { SYSTEM_FAULT_CODES, WIRE_FAULTS } from './faults.ts';
import { READER_SUITE } from './readers/suite.ts';
import { readOnlySuite, suiteOf } from './suite.ts';

const whole = suiteOf({ logsIn: true, tells: [] }).flatMap(({ checks }) => checks);
const readers = READER_SUITE.flatMap(({ checks }) => checks);
const readOnly = readOnlySuite().flatMap(({ checks }) => checks);

describe('the kit', () => {
  it.each(CAPABILITIES)('has a check of %s', (capability) => {
    const own = [...whole, ...readers].filter(({ needs }) => needs.includes(capability));
    const told = [...whole].filter(({ name }) => capability === 'HOLD_QUEUE' && name.startsWith('tells a queue'));

    expect(own.length + told.length).toBeGreaterThan(0);
  });

  it('has two checks for each fault that must be told: what the adapter says, and what the graph shows', () => {
    const faults = [
      ...WIRE_FAULTS.filter(({ codes }) => codes.length > 0),
      ...SYSTEM_FAULT_CODES.map(([fault]) => ({ fault })),
    ];

    for (const { fault } of faults) {
      const names = whole.filter((check) => check.fault === fault).map(({ name }) => name);
      expect(
        names.filter((name) => name.startsWith(`turns ${fault} into`) && name.endsWith('naming the system')),
      ).toHaveLength(1);
      expect(names.filter((name) => name.startsWith(`shows ${fault} as`))).toHaveLength(1);
    }
  });

  it('has no two checks of one name in a group', () => {
    for (const { checks } of [...suiteOf({ logsIn: true, tells: [] }), ...READER_SUITE]) {
      expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length);
    }
  });

  it('tells no fault by a reason that the graph has not', () => {
    for (const { codes } of WIRE_FAULTS) {
      for (const code of codes) expect(REASON_CODES).toContain(reasonCodeOf(new MerciaError(code, '')));
    }
  });

  it('changes nothing and sets no fault in a system that is real', () => {
    expect(new Set(readOnly.map(({ touches }) => touches))).toEqual(new Set(['reads', 'wire faults']));
  });

  it('asks of a real system nothing that a simulated one is not asked', () => {
    const names = new Set(whole.map(({ name }) => name));

    expect(readOnly.filter(({ name }) => !names.has(name))).toEqual([]);
  });
});
