/**
 * Fills docs/comparing.md: every block of commands or of a query below a comment that names a region is run there, and what
 * it gives is written into the block behind it.
 */
import type { World, WorldName } from './worlds.ts';

const FENCE = '```';
/** `<!-- demo -->`, a block of commands or a query, and the block with what it gives, which may be missing yet. */
const BLOCK =
  /<!-- (demo|exports) -->\n\n((?:<!-- prettier-ignore -->\n)?```(sh|graphql)\n([\s\S]*?)```)\n(?:\n```(?:text|json)\n[\s\S]*?```\n)?/g;

export interface Block {
  readonly world: WorldName;
  readonly kind: 'sh' | 'graphql';
  readonly text: string;
}

export function blocksOf(page: string): readonly Block[] {
  return [...page.matchAll(BLOCK)].map(([, world, , kind, text = '']) => ({
    world: world as WorldName,
    kind: kind as Block['kind'],
    text: text.trimEnd(),
  }));
}

/** The page with what its blocks give in these regions; blocks of others stay as they are. */
export async function fillPage(page: string, worlds: Partial<Record<WorldName, World>>): Promise<string> {
  const filled: string[] = [];
  let from = 0;
  for (const match of page.matchAll(BLOCK)) {
    const [whole, name, block = '', kind, text = ''] = match;
    const world = worlds[name as WorldName];
    filled.push(page.slice(from, match.index));
    from = match.index + whole.length;
    if (world === undefined) {
      filled.push(whole);
      continue;
    }
    const given = kind === 'sh' ? await world.run(text) : await world.ask(text);
    const language = kind === 'sh' ? 'text' : 'json';
    filled.push(`<!-- ${name} -->\n\n${block}\n\n${FENCE}${language}\n${steady(given)}\n${FENCE}\n`);
  }
  return filled.join('') + page.slice(from);
}

/** How far a job was when somebody looked. */
const PROGRESS =
  /^(waiting for its turn|begins|copying .*|looking for .*|measuring .*|judging .*|seeing .*|comparing the .*)\n/gm;

/** Times of this run say nothing to a reader, and would be other ones in the next. */
function steady(given: string): string {
  return given
    .replaceAll(PROGRESS, '')
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, '2026-11-26 09:00 UTC')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '2026-11-26T09:00:00Z')
    .trimEnd();
}

/** Titles of lists whose length depends on the day: invented readers expire so many days from it, in this year or the next. */
const BY_THE_DAY = /^(Readers by category and year of expiry; [^\n]*) \([\d,]+\)\n… [\d,]+ more rows/gm;

/** The part of a page that is the same in every run: no days, and of long lists not which rows stand first. */
export function comparable(page: string): string {
  return page
    .replaceAll(/\d{4}-\d\d-\d\d/g, '<day>')
    .replaceAll(/(^[^\n]+ \([\d,]+\)\n)[^\n]+\n(?:[^\n]+\n)*?(… [^\n]*)/gm, '$1$2')
    .replaceAll(BY_THE_DAY, '$1')
    .replaceAll(/ +/g, ' ');
}
