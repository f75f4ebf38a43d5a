/** Of which code `docs/drill.md` tells, and whether that is too long ago. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Of what a drill is made with. */
export interface CodeState {
  /** Full SHA-1; null where there is no git. */
  readonly commit: string | null;
  /** True where files that are drilled have changes that no commit has. */
  readonly changed: boolean;
  /** The newest release entry of the changelog, as its heading says it. */
  readonly entry: string;
}

/** What takes part in a drill; tests and pages do not. */
export const DRILLED: readonly string[] = [
  'domain',
  'shapes',
  'platform',
  'region',
  'adapters',
  'store',
  'subgraphs',
  'union-index',
  'gateway',
  'feeds',
  'schema',
  'cli',
  'conformance',
  'simulators',
  'drill',
  ':(exclude)**/*.test.ts',
  ':(exclude)**/*.md',
];

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

export function readState(): CodeState {
  const commit = git('rev-parse', 'HEAD')?.trim() ?? null;
  const changed = (git('status', '--porcelain', '--', ...DRILLED) ?? '') !== '';
  return { commit, changed, entry: toEntries(read('CHANGELOG.md'))[0] ?? '' };
}

/** Headings of release entries, the newest first: `0.2.0`; that one is not released yet does not count. */
export function toEntries(changelog: string): readonly string[] {
  return [...changelog.matchAll(/^## (\S+)/gm)].map(([, entry = '']) => entry);
}

export function toStateLine({ commit, changed, entry }: CodeState): string {
  const at = commit === null ? 'no commit' : `commit \`${commit}\`${changed ? ' with changes that no commit has' : ''}`;
  return `Drilled: ${at}, of the entry ${entry} in the changelog.`;
}

const STATE_LINE =
  /^Drilled: commit `([0-9a-f]{40})`( with changes that no commit has)?, of the entry (\S+) in the changelog\.$/m;
const RESULT_LINE = /^\*\*(\d+) faults; something untrue was shown (\d+) times\.\*\*$/m;
const LEAST_FAULTS = 10_000;
/** Entries that may have been begun since. */
const NEWER_ENTRIES = 1;

export interface PageFacts {
  readonly page: string;
  readonly changelog: string;
  /** Whether drilled code of today is another than at that commit; null where the commit is not to be found here. */
  readonly hasChangedSince: (commit: string) => boolean | null;
}

/** What is wrong with the page; null where nothing is. Code may be newer than the page by one release entry. */
export function findFault({ page, changelog, hasChangedSince }: PageFacts): string | null {
  const [, faults = '0', wrong = '0'] = RESULT_LINE.exec(page) ?? [];
  if (Number(faults) < LEAST_FAULTS) return `it counts fewer than ${LEAST_FAULTS} faults`;
  if (wrong !== '0') return `something untrue was shown ${wrong} times`;
  const [, commit, changed, entry] = STATE_LINE.exec(page) ?? [];
  if (commit === undefined || entry === undefined) return 'it does not say which commit it is of';
  if (changed !== undefined) return 'it includes changes that no commit has';
  if (hasChangedSince(commit) === false) return null;
  const newer = toEntries(changelog).indexOf(entry);
  if (newer < 0) return `the changelog has no entry ${entry}`;
  return newer > NEWER_ENTRIES ? `drilled code has changed since, over ${newer} release entries` : null;
}

export function readPageFacts(): PageFacts {
  return {
    page: read('docs/drill.md'),
    changelog: read('CHANGELOG.md'),
    hasChangedSince(commit) {
      if (git('cat-file', '-e', `${commit}^{commit}`) === null) return null;
      return git('diff', '--quiet', commit, '--', ...DRILLED) === null;
    },
  };
}

/** What git prints; null where it ends otherwise than well, or is not there. */
function git(...args: readonly string[]): string | null {
  try {
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return null;
  }
}
