import { readProjectFile } from '#tests/support/project-files.ts';
import { describe, expect, it } from 'vitest';
import { CLAIMS, NO_FIGURES } from './claims.ts';
import { PART_NAMES, PARTS } from './parts.ts';
import { toExitCode, toPage, toSummary } from './report.ts';
import { runPart } from './run-parts.ts';

/** What a person reads of a page: no blocks of code, no addresses, one blank between words. */
function plainText(markdown: string): string {
  return markdown
    .replaceAll(/^ *```[\s\S]*?^ *```$/gm, '')
    .replaceAll(/`|<https?:[^>]*>/g, '')
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll('**', '')
    .replaceAll(/\s+/g, ' ');
}

const FIGURE =
  /(?<![\w.])\d[\d.,]*|[%×]|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|half|twice|percent)\b/gi;

/** Figures of README that the proof does not find again. */
function unprovedFigures(markdown: string): readonly string[] {
  const known = [...CLAIMS.filter(({ page }) => page === 'README.md').map(({ says }) => says), ...NO_FIGURES];
  const rest = known.reduce((text, one) => text.replaceAll(plainText(one), ' '), plainText(markdown));
  return [...rest.matchAll(FIGURE)].map(({ index }) => rest.slice(Math.max(0, index - 30), index + 30));
}

describe('the claims of a proof', () => {
  it.each(CLAIMS)('$page says: $says', ({ page, says }) => {
    expect(plainText(readProjectFile(page))).toContain(plainText(says));
  });

  it('are every figure of README', () => {
    expect(unprovedFigures(readProjectFile('README.md'))).toEqual([]);
  });

  it('lack a figure that README gains', () => {
    const gained = 'A title is there in 40 ms, for two of three readers, see [five](docs/four.md) `six`.';

    expect(unprovedFigures(`${readProjectFile('README.md')}\n${gained}`)).toHaveLength(5);
  });

  it('leave out what README still says', () => {
    const text = plainText(readProjectFile('README.md'));

    expect(NO_FIGURES.filter((one) => !text.includes(one))).toEqual([]);
  });

  it('have a part each, and each part has a claim and a command that is there', () => {
    const { scripts } = JSON.parse(readProjectFile('package.json')) as { scripts: Record<string, string> };

    expect(PART_NAMES.filter((name) => !CLAIMS.some(({ part }) => part === name))).toEqual([]);
    expect(PART_NAMES.filter((name) => scripts[PARTS[name].command.split(' ')[0] ?? ''] === undefined)).toEqual([]);
  });
});

const DRILLED = '10021 faults met by 955 questions in 270 s (seed 1); 3 more met nobody.';
const never = `${DRILLED}\n0 times something untrue was shown; 0 answers were not judged.\n`;

describe('a part', () => {
  const drill = (output: string, code = 0) => runPart('drill', async () => ({ code, output }));

  it('holds if its command printed the figure', async () => {
    const { verdicts } = await drill(never);

    expect(verdicts.length).toBeGreaterThan(0);
    for (const { held, seen } of verdicts)
      expect({ held, seen }).toEqual({ held: true, seen: '10021 faults; 0 times something untrue was shown' });
  });

  it.each([
    ['another figure', never.replace('0 times', '1 times'), 0],
    ['fewer faults', never.replace('10021 faults', '9021 faults'), 0],
    ['no figure', DRILLED, 0],
    ['the figure, and failed', never, 1],
    ['nothing, because it broke off', '', 1],
  ])('does not hold if its command printed %s', async (_, output, code) => {
    const { verdicts } = await drill(output, code);

    expect(verdicts.map(({ held }) => held)).toEqual(verdicts.map(() => false));
  });

  it.each([
    ['demonstration', '| what | count |\n| --- | ---: |\n| libraries of the region | 11 |\n'],
    ['features', '      Tests  2 failed | 60 passed (62)\n'],
    ['pages', '| title | 20.0 | 151.0 | ≤ 150 ms | 1 |\n'],
    [
      'matching',
      '| Goldfinch validation, held out by cluster | 0.9900 | 0.9594 |\n| marc-pairs, all numbers shown | 0.9905 | 0.9400 |\n',
    ],
  ] as const)('of %s does not hold if a figure is worse', async (name, output) => {
    const { verdicts } = await runPart(name, async () => ({ code: 0, output }));

    expect(verdicts.map(({ held }) => held)).toEqual(verdicts.map(() => false));
  });
});

describe('a proof', () => {
  it('ends with 1 if a figure did not hold, with 2 if one could not be tried, and its page says so', async () => {
    const good = await runPart('drill', async () => ({ code: 0, output: never }));
    const bad = await runPart('drill', async () => ({ code: 1, output: '' }));
    const untried = { ...good, verdicts: good.verdicts.map((verdict) => ({ ...verdict, held: null })) };
    const ran = {
      date: '2027-01-02',
      machine: '2 cores',
      yardstick: 20,
      load: 0,
      made: { commit: 'a1b2', changed: false },
    };

    expect([[good], [good, bad, untried], [good, untried]].map(toExitCode)).toEqual([0, 1, 2]);
    const each = String(good.verdicts.length);
    expect(toSummary([good, bad, untried])).toMatch(
      new RegExp(`^${each} of \\d+ figures held; ${each} did not; ${each} were not tried\\.$`),
    );
    expect(toPage({ ...ran, outcomes: [good, bad] })).toMatch(/\*\*\d of \d figures held; \d did not\.\*\*/);
  });
});
