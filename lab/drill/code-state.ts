/** Of which code a page tells. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface CodeState {
  /** Full SHA-1; null where there is no git. */
  readonly commit: string | null;
  /** True where files have changes that no commit has; pages do not count. */
  readonly changed: boolean;
}

export function readState(): CodeState {
  const commit = git('rev-parse', 'HEAD')?.trim() ?? null;
  return { commit, changed: (git('status', '--porcelain', '--', '.', ':(exclude)docs') ?? '') !== '' };
}

export function toStateLine(state: CodeState): string {
  return `Drilled: ${nameState(state)}.`;
}

/** For pages: the commit, and whether there is more than it has. */
export function nameState({ commit, changed }: CodeState): string {
  return commit === null ? 'no commit' : `commit \`${commit}\`${changed ? ' with changes that no commit has' : ''}`;
}

/** What git prints; null where it ends otherwise than well, or is not there. */
function git(...args: readonly string[]): string | null {
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  try {
    return execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return null;
  }
}
