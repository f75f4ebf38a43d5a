import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DEMO_CARDS } from '#demo/readers.ts';
import { SETTINGS, type SettingName } from '#platform/config.ts';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

describe('the README', () => {
  const readme = read('README.md');

  it('shows the query that the explorer opens with', () => {
    expect(readme).toContain(read('demo/readme-query.graphql').trim());
  });

  it.each(['link-card', 'my-accounts'])('shows the question that waits in the explorer: %s', (name) => {
    expect(readme).toContain(read(`demo/${name}.graphql`).trim());
  });

  it.each(DEMO_CARDS.filter(({ person }) => person !== null))(
    'has the card of the demonstration that $person can link at $library',
    ({ library, card, pin }) => {
      expect(readme).toMatch(new RegExp(`\\| \`${library}\` +\\| \`${card}\` +\\| \`${pin}\` +\\|`));
    },
  );

  it.each(Object.keys(SETTINGS) as SettingName[])('has %s in its table of settings', (name) => {
    const { variable, flag, meaning } = SETTINGS[name];
    const row = readme.split('\n').find((line) => line.startsWith(`| \`${variable}\``));

    expect(row).toContain(meaning);
    expect(row).toContain(flag === null ? '–' : `\`${flag}\``);
  });

  it('links only to pages that are there', () => {
    for (const [, path] of readme.matchAll(/\]\(([^)#:]+)\)/g)) expect(read(path ?? '')).not.toBe('');
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
