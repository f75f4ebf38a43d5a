import { describe, expect, it } from 'vitest';
import { ITEM_STATUSES, ITEM_USES } from '#domain/facts.ts';
import { readProjectFile } from '#tests/support/project-files.ts';
import { useOf, WHO_WINS, whoWins } from './who-wins.ts';

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
    expect(whoWins('WITHDRAWN', 'AVAILABLE')).toBe('HARVEST');
    expect(whoWins('ON_LOAN', 'AVAILABLE')).toBe('LIVE');
    expect(whoWins(null, 'AVAILABLE')).toBe('LIVE');
  });

  it.each(['LOST', 'MISSING', 'IN_TRANSIT', 'ON_HOLD_SHELF', 'ON_LOAN'] as const)(
    'lets a live %s outrank a harvested "in"',
    (status) => {
      expect(whoWins('AVAILABLE', status)).toBe('LIVE');
    },
  );

  it('takes the rule from harvest, whatever the live part says, unless harvest tells none', () => {
    for (const use of ITEM_USES) {
      expect(useOf('REFERENCE', use)).toBe('REFERENCE');
      expect(useOf(null, use)).toBe(use);
      expect(useOf('UNKNOWN', use)).toBe(use);
    }
    expect(useOf(null, null)).toBe('UNKNOWN');
  });
});
