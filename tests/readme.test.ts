import { isDeepStrictEqual } from 'node:util';
import { DEMO_CARDS } from '#demo/readers.ts';
import { SETTINGS, type SettingName } from '#platform/settings-table.ts';
import { describe, expect, it } from 'vitest';
import { readProjectFile as read } from '#tests/support/project-files.ts';

interface Shown {
  readonly title: string;
  readonly holdings: readonly unknown[];
}

/** The editions of the JSON answer on a page. */
function answerOn(page: string): readonly Shown[] {
  const [, text = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
  const { data } = JSON.parse(text) as { data: { editions: { editions: Shown[] }[] } };
  return data.editions.flatMap(({ editions }) => editions);
}

describe('the README', () => {
  const readme = read('README.md');
  const firstQuestion = read('docs/first-question.md');

  it('has at most 200 lines', () => {
    expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(200);
  });

  it('shows the query that the explorer opens with', () => {
    expect(readme).toContain(read('lab/demo/readme-query.graphql').trim());
  });

  it('shows holdings as they are in the whole answer, which is compared with what the graph says', () => {
    const whole = answerOn(firstQuestion);
    const short = answerOn(readme);

    expect(short.flatMap(({ holdings }) => holdings).length).toBeGreaterThanOrEqual(2);
    for (const { title, holdings } of short) {
      const known = whole.find((edition) => edition.title === title)?.holdings ?? [];
      for (const holding of holdings) expect(known.some((other) => isDeepStrictEqual(other, holding))).toBe(true);
    }
  });
});

describe('docs/first-question.md', () => {
  it('shows the query that the explorer opens with', () => {
    expect(read('docs/first-question.md')).toContain(read('lab/demo/readme-query.graphql').trim());
  });
});

describe('docs/demonstration.md', () => {
  const page = read('docs/demonstration.md');

  it.each(['link-card', 'my-accounts'])('shows the question that waits in the explorer: %s', (name) => {
    expect(page).toContain(read(`lab/demo/${name}.graphql`).trim());
  });

  it.each(DEMO_CARDS.filter(({ person }) => person !== null))(
    'has the card of the demonstration that $person can link at $library',
    ({ library, card, pin }) => {
      expect(page).toMatch(new RegExp(`\\| \`${library}\` +\\| \`${card}\` +\\| \`${pin}\` +\\|`));
    },
  );
});

describe('docs/settings.md', () => {
  it.each(Object.keys(SETTINGS) as SettingName[])('has %s in its table of settings', (name) => {
    const { variable, flag, meaning } = SETTINGS[name];
    const row = read('docs/settings.md')
      .split('\n')
      .find((line) => line.startsWith(`| \`${variable}\``));

    expect(row).toContain(meaning);
    expect(row).toContain(flag === null ? '–' : `\`${flag}\``);
  });
});

describe('.env.example', () => {
  it('lists every variable and no other', () => {
    const listed = [...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);

    expect(listed.sort()).toEqual(
      Object.values(SETTINGS)
        .map(({ variable }) => variable)
        .sort(),
    );
  });
});
