/** Pages refer to pages that are there, and can be found. */
import { existsSync, globSync } from 'node:fs';
import { dirname, join, matchesGlob, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { projectRoot } from '#tests/support/mercia-process.ts';
import { readProjectFile } from '#tests/support/project-files.ts';

const DOCS = globSync(['docs/*.md', 'docs/{reference,systemd}/README.md'], { cwd: projectRoot }).sort();
const DECISIONS = globSync('docs/adr/*.md', { cwd: projectRoot }).sort();
const CARDS = globSync('*/**/README.md', {
  cwd: projectRoot,
  exclude: ['docs', 'node_modules', 'lab/bench/peers'],
}).sort();
const REFERENCE = globSync('docs/reference/*.md', { cwd: projectRoot, exclude: ['docs/reference/README.md'] }).sort();
const PAGES = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...DOCS,
  ...REFERENCE,
  ...DECISIONS,
  ...CARDS,
];

/** What stands between fences is code, not text. */
const withoutCode = (markdown: string): string => markdown.replaceAll(/^ *```[\s\S]*?^ *```$/gm, '');

/** The anchors of a page as GitHub makes them of its headings; a second heading of one text is numbered. */
function anchorsOf(markdown: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const anchors = new Set<string>();
  for (const [, heading = ''] of withoutCode(markdown).matchAll(/^#+ (.+)$/gm)) {
    const plain = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-');
    const before = seen.get(plain) ?? 0;
    seen.set(plain, before + 1);
    anchors.add(before === 0 ? plain : `${plain}-${before}`);
  }
  return anchors;
}

/** The relative links of a page, and where each leads. */
function linksOf(page: string, text: string) {
  return [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => {
      const [path = '', anchor] = link.split('#');
      return { link, anchor, target: path === '' ? page : normalize(join(dirname(page), path)) };
    });
}

/** The relative links of a page that lead nowhere. */
function brokenLinksOf(page: string, text: string): readonly string[] {
  return linksOf(page, text)
    .filter(({ anchor, target }) => {
      if (!existsSync(join(projectRoot, target))) return true;
      return anchor !== undefined && !anchorsOf(readProjectFile(target)).has(anchor);
    })
    .map(({ link }) => link);
}

const { files: FILES } = z.object({ files: z.array(z.string()) }).parse(JSON.parse(readProjectFile('package.json')));

/** Whether the file of a release has it, as "files" says; npm itself adds the rest. */
function isPacked(path: string): boolean {
  if (path === '.' || ['README.md', 'LICENSE', 'package.json'].includes(path)) return true;
  const named = FILES.some((entry) => path === entry || path.startsWith(`${entry}/`));
  return named && !FILES.some((entry) => entry.startsWith('!') && matchesGlob(path, entry.slice(1)));
}

describe('links', () => {
  it.each(PAGES)('of %s lead to files and headings that are there', (page) => {
    expect(brokenLinksOf(page, readProjectFile(page))).toEqual([]);
  });

  it("of pages in a release's file lead to what is in it, or the page says that they are of the repository", () => {
    const missing = PAGES.filter(isPacked).flatMap((page) => {
      const text = readProjectFile(page);
      const isSaid = text.includes('lead into the repository');
      return linksOf(page, text)
        .filter(({ target }) => !isPacked(target))
        .filter(({ target }) => !isSaid || !/^(?:tests|lab\/tools)\/|\.test\.ts$/.test(target))
        .map(({ target }) => `${page}: ${target}`);
    });

    expect(missing).toEqual([]);
    expect(isPacked('adapters/live-keys.test.ts')).toBe(false);
  });

  it.each([
    'docker-compose.yml',
    'docker-compose.region.yml',
    'Dockerfile',
    '.env.example',
    'clients/examples/find-a-copy/index.html',
    'lab/other-router/public-answer.ts',
  ])("which pages name is in a release's file: %s", (path) => {
    expect(isPacked(path)).toBe(true);
  });

  it('that lead nowhere are found', () => {
    const text =
      'A [page](docs/none.md), a [heading](docs/trust.md#none), [one](docs/trust.md#four-states), [here](#gone).';

    expect(brokenLinksOf('README.md', text)).toEqual(['docs/none.md', 'docs/trust.md#none', '#gone']);
  });
});

describe('the way of one question', () => {
  it('names functions that stand in the files beside them', () => {
    const steps = [...readProjectFile('ARCHITECTURE.md').matchAll(/`([\w/-]+\.ts)`((?:\s+`\w+`)+)/g)];
    const missing = steps.flatMap(([, path = '', names = '']) =>
      [...names.matchAll(/\w+/g)]
        .map(([name]) => ({ path, name }))
        .filter(({ name }) => !new RegExp(`\\b${name}\\b`).test(readProjectFile(path))),
    );

    expect(steps.length).toBeGreaterThan(30);
    expect(missing).toEqual([]);
  });
});

describe('docs/README.md', () => {
  it('lists every page of docs once, by reader', () => {
    const listed = [...readProjectFile('docs/README.md').matchAll(/^- \[[^\]]+\]\(([^)]+)\): \S/gm)].map(
      ([, path = '']) => `docs/${path}`,
    );

    expect(listed.toSorted()).toEqual(DOCS.filter((path) => path !== 'docs/README.md'));
  });
});

describe('decisions', () => {
  it('are all listed in docs/README.md, with those that are superseded', () => {
    const rows = [...readProjectFile('docs/README.md').matchAll(/^\| \[[^\]]+\]\((adr\/[^)]+)\) *\| *(.*?) *\|$/gm)];

    expect(rows.map(([, path = '']) => `docs/${path}`)).toEqual(DECISIONS);
    expect(rows.filter(([, , by]) => by !== '').map(([, path = '']) => `docs/${path}`)).toEqual(superseded);
  });

  const SUPERSEDED = /^Superseded (?:in part )?by /m;
  const numberOf = (path: string): number => Number(/(\d{4})-/.exec(path)?.[1]);
  /** The pages that a page's line of this beginning links to. */
  const linkedFrom = (page: string, beginning: RegExp): readonly string[] =>
    readProjectFile(page)
      .split('\n\n')
      .filter((paragraph) => beginning.test(paragraph))
      .flatMap((paragraph) => [...paragraph.matchAll(/\]\((\d{4}-[^)]+)\)/g)])
      .map(([, path = '']) => `docs/adr/${path}`);
  const superseded = DECISIONS.filter((page) => SUPERSEDED.test(readProjectFile(page)));

  it.each(superseded)('%s, superseded, says by which later ones, under its title', (page) => {
    const [, line = ''] = readProjectFile(page).split('\n\n');
    const later = linkedFrom(page, SUPERSEDED).map(numberOf);

    expect(line).toMatch(SUPERSEDED);
    expect(later.length).toBeGreaterThan(0);
    expect(Math.min(...later)).toBeGreaterThan(numberOf(page));
  });

  it('that supersede another are named by it', () => {
    const pairs = DECISIONS.flatMap((page) => linkedFrom(page, /^Supersedes /).map((earlier) => ({ page, earlier })));

    expect(pairs.length).toBeGreaterThan(0);
    for (const { page, earlier } of pairs) expect(linkedFrom(earlier, SUPERSEDED)).toContain(page);
  });
});

describe('CHANGELOG.md', () => {
  it('dates every entry, but for the newest while it is not released', () => {
    const [newest = '', ...older] = [...readProjectFile('CHANGELOG.md').matchAll(/^## (.+)$/gm)].map(
      ([, heading = '']) => heading,
    );
    const dated = /^\d+\.\d+\.\d+ \(\d{4}-\d{2}-\d{2}\)$/;

    expect(newest).toMatch(/^\d+\.\d+\.\d+ \((?:unreleased|\d{4}-\d{2}-\d{2})\)$/);
    for (const heading of older) expect(heading).toMatch(dated);
  });
});
