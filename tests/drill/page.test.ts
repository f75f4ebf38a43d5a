import { findFault, toEntries, toStateLine, type PageFacts } from '#drill/page.ts';
import { describeBreach } from '#drill/report.ts';
import { describe, expect, it } from 'vitest';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const CHANGELOG = '# Changelog\n\n## 0.3.0 (unreleased)\n\n- a\n\n### A room\n\n## 0.2.0\n\n## 0.1.0\n';
const drilled = (entry: string, changed = false): string => toStateLine({ commit: COMMIT, changed, entry });

function pageOf({ state = drilled('0.3.0'), faults = 10_007, wrong = 0 } = {}): string {
  return `# Fault drill\n\nWritten on a day.\n${state}\n\n**${faults} faults; something untrue was shown ${wrong} times.**\n`;
}

function faultOf(
  page: string,
  { changed = true, changelog = CHANGELOG }: { changed?: boolean | null; changelog?: string } = {},
): string | null {
  const facts: PageFacts = { page, changelog, hasChangedSince: (commit) => (commit === COMMIT ? changed : null) };
  return findFault(facts);
}

describe('the page of the drill', () => {
  it('is good while drilled code is as it was at its commit, however long ago that is', () => {
    expect(faultOf(pageOf({ state: drilled('0.1.0') }), { changed: false })).toBeNull();
  });

  it.each(['0.3.0', '0.2.0'])(
    'is good for code that has changed since, where it was made for the entry %s',
    (entry) => {
      expect(faultOf(pageOf({ state: drilled(entry) }))).toBeNull();
    },
  );

  it.each([true, null])('is too old where code is newer by more than one release entry', (changed) => {
    expect(faultOf(pageOf({ state: drilled('0.1.0') }), { changed })).toBe(
      'drilled code has changed since, over 2 release entries',
    );
  });

  it('is good as long as there is one entry that was never released', () => {
    const changelog = '# Changelog\n\n## 0.1.0 (unreleased)\n';

    expect(faultOf(pageOf({ state: drilled('0.1.0') }), { changelog })).toBeNull();
  });

  it.each([
    ['of no commit', pageOf({ state: '' }), 'it does not say which commit it is of'],
    [
      'made outside git',
      pageOf({ state: toStateLine({ commit: null, changed: false, entry: '0.3.0' }) }),
      'it does not say',
    ],
    ['of changes that no commit has', pageOf({ state: drilled('0.3.0', true) }), 'it includes changes'],
    ['of an entry that is nowhere', pageOf({ state: drilled('9.9.9') }), 'the changelog has no entry 9.9.9'],
    ['of a short drill', pageOf({ faults: 300 }), 'it counts fewer than 10000 faults'],
    ['that found something', pageOf({ wrong: 191 }), 'something untrue was shown 191 times'],
    ['that is none', 'nothing', 'it counts fewer than 10000 faults'],
  ])('is no good %s', (_, page, fault) => {
    expect(faultOf(page, { changed: true })).toContain(fault);
  });

  it('knows release entries by their headings alone', () => {
    expect(toEntries(CHANGELOG)).toEqual(['0.3.0', '0.2.0', '0.1.0']);
  });
});

it('a breach says how to see it again: the lane by its seed, and the step', () => {
  const breach = { seed: 2, step: 87, what: 'a loan too many', faults: ['koha-oauth: hangs'] };

  expect(describeBreach(breach)).toBe(
    'a loan too many\n  step 87, with koha-oauth: hangs\n  again: npm run drill -- --seed 2 --step 87',
  );
});
