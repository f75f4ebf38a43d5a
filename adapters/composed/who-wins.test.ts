import { describe, expect, it } from 'vitest';
import { ITEM_STATUSES, ITEM_USES, type ItemStatus, type ItemUse } from '#domain/facts.ts';
import { readProjectFile } from '#tests/support/project-files.ts';
import { isOutdated, useOf, WHO_WINS, whoWins, type Harvested } from './who-wins.ts';

const IN = { status: 'AVAILABLE', use: null } as const;
const IN_AND_KEPT = { status: 'AVAILABLE', use: 'REFERENCE' } as const;

function harvested(status: ItemStatus | null, use: ItemUse | null = 'LOAN'): Harvested {
  return { status, statusAtSource: null, use };
}

describe('the table of who wins', () => {
  it('is the one in docs/composition.md', () => {
    const rows = readProjectFile('docs/composition.md')
      .split('\n')
      .map((line) => /^\| `([A-Z_]+)` +\| (\w+) +\| (\w+) +\| (\w+) +\|$/.exec(line)?.slice(1))
      .filter((cells) => cells !== undefined);

    expect(rows).toEqual(Object.entries(WHO_WINS).map(([status, row]) => [status, row.in, row.other, row.unknown]));
    expect(Object.keys(WHO_WINS)).toEqual([...ITEM_STATUSES]);
  });

  it('lets a harvested WITHDRAWN outrank a live "in", and a live "in" a harvested loan', () => {
    expect(whoWins(harvested('WITHDRAWN'), IN)).toBe('HARVEST');
    expect(whoWins(harvested('ON_LOAN'), IN)).toBe('LIVE');
    expect(whoWins(harvested(null), IN)).toBe('LIVE');
  });

  it('tells a list that says nothing of how a copy stands from one that says what nobody has mapped', () => {
    expect(whoWins(harvested('UNKNOWN'), IN)).toBe('LIVE');
    expect(whoWins({ ...harvested('UNKNOWN'), statusAtSource: 'NOT_LOAN 77' }, IN)).toBe('DOUBT');
  });

  it.each(['LOST', 'MISSING', 'IN_TRANSIT', 'ON_HOLD_SHELF', 'ON_LOAN'] as const)(
    'lets a live %s outrank a harvested "in"',
    (status) => {
      expect(whoWins(harvested('AVAILABLE'), { status, use: null })).toBe('LIVE');
    },
  );

  it('takes the rule from harvest, whatever the live part says, unless harvest tells none', () => {
    for (const use of ITEM_USES) {
      expect(useOf(harvested('AVAILABLE', 'REFERENCE'), use)).toBe('REFERENCE');
      expect(useOf(harvested('AVAILABLE', null), use)).toBe(use);
      expect(useOf(harvested('AVAILABLE', 'UNKNOWN'), use)).toBe(use);
      expect(useOf({ ...harvested('UNKNOWN', 'UNKNOWN'), statusAtSource: 'NOT_LOAN 77' }, use)).toBe('UNKNOWN');
    }
    expect(useOf(harvested('AVAILABLE', null), null)).toBe('UNKNOWN');
  });

  it('says nothing of a copy for loan that the live part does not lend, unless harvest knows why', () => {
    for (const status of ['AVAILABLE', 'ON_LOAN', 'RESHELVING'] as const) {
      expect(isOutdated(harvested(status), 'REFERENCE')).toBe(true);
      expect(useOf(harvested(status), 'REFERENCE')).toBe('UNKNOWN');
    }
    expect(whoWins(harvested('AVAILABLE'), IN_AND_KEPT)).toBe('DOUBT');
    expect(whoWins(harvested('AVAILABLE', 'REFERENCE'), IN_AND_KEPT)).toBe('LIVE');
    expect(whoWins(harvested('UNAVAILABLE'), IN_AND_KEPT)).toBe('DOUBT');
    expect(whoWins(harvested('UNAVAILABLE'), IN)).toBe('LIVE');
    expect(isOutdated(harvested('ON_ORDER'), 'REFERENCE')).toBe(false);
    expect(isOutdated(harvested('AVAILABLE', 'RESTRICTED'), 'REFERENCE')).toBe(false);
    expect(isOutdated(harvested('AVAILABLE'), null)).toBe(false);
  });
});
