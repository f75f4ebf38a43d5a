import { describe, expect, it } from 'vitest';
import { divide, unitsFor, type Claim } from './divide.ts';

const NOW = 100_000;
const router = { units: 0, wants: 4, isLive: true, asks: false, since: 0 };
const harvester = { units: 0, wants: 1, isLive: false, asks: true, since: NOW - 100 };
const shares = (claims: Readonly<Record<string, Claim>>, capacity: number) =>
  Object.fromEntries(divide(new Map(Object.entries(claims)), capacity, NOW));
const units = (id: string, claims: Readonly<Record<string, Claim>>, capacity: number): number =>
  unitsFor(id, new Map(Object.entries(claims)), capacity, NOW);

describe('what processes are entitled to', () => {
  it('is one for each, and the rest for those that answer readers', () => {
    expect(shares({ a: router, b: router, h: harvester }, 4)).toEqual({ a: 2, b: 1, h: 1 });
    expect(shares({ a: router, h: { ...harvester, wants: 0 } }, 4)).toEqual({ a: 4 });
  });

  it('goes round if there are too few: whoever has had its turn comes after those that ask', () => {
    const holding = { ...router, units: 1 };
    const asking = { ...router, asks: true, since: NOW - 100 };
    expect(shares({ a: { ...holding, since: NOW - 400 }, b: asking }, 1)).toEqual({ a: 1 });
    expect(shares({ a: { ...holding, since: NOW - 600 }, b: asking }, 1)).toEqual({ b: 1 });
    expect(shares({ a: { ...holding, since: NOW - 600 }, b: router }, 1)).toEqual({ a: 1 });
  });

  it('goes to live questions before harvest, unless that has waited for long', () => {
    const asking = { ...router, asks: true, since: NOW - 100 };
    expect(shares({ a: asking, h: { ...harvester, since: NOW - 1_000 } }, 1)).toEqual({ a: 1 });
    expect(shares({ a: asking, h: { ...harvester, since: NOW - 3_000 } }, 1)).toEqual({ h: 1 });
    expect(shares({ a: asking, h: { ...harvester, units: 1, since: NOW - 1 } }, 1)).toEqual({ a: 1 });
  });
});

describe('what a process is to hold', () => {
  it('is more only of what is free', () => {
    expect(units('b', { a: { ...router, units: 4 }, b: router }, 4)).toBe(0);
    expect(units('b', { a: { ...router, units: 3 }, b: router }, 4)).toBe(1);
  });

  it('is fewer only if somebody lacks them', () => {
    expect(units('a', { a: { ...router, units: 4 }, b: router }, 4)).toBe(2);
    expect(units('a', { a: { ...router, units: 4 } }, 4)).toBe(4);
    expect(units('h', { a: { ...router, wants: 3 }, h: { ...harvester, units: 1, wants: 0 } }, 4)).toBe(1);
  });

  it('is no more than there is, when the region file allows fewer', () => {
    expect(units('a', { a: { ...router, units: 4 } }, 2)).toBe(2);
  });
});
