/** What a screen reader is told of a page: Chromium's accessibility tree, without what it leaves out. */
import type { Page } from 'playwright-core';

export interface Spoken {
  /** `heading`, `paragraph`, `cell`; `StaticText` for the text itself. */
  readonly role: string;
  /** What it is called; of a text, the text. White space is one space. */
  readonly name: string;
  /** Of headings; null for all others. */
  readonly level: number | null;
  /** Where a link leads, as an address of its own; null for all others. */
  readonly url: string | null;
  readonly children: readonly Spoken[];
}

interface AxValue {
  readonly value?: unknown;
}
interface AxNode {
  readonly nodeId: string;
  readonly ignored: boolean;
  readonly role?: AxValue;
  readonly name?: AxValue;
  readonly properties?: readonly { readonly name: string; readonly value: AxValue }[];
  readonly childIds?: readonly string[];
}

export async function readSpoken(page: Page): Promise<Spoken> {
  const session = await page.context().newCDPSession(page);
  try {
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    return toTree(nodes);
  } finally {
    await session.detach();
  }
}

function toTree(nodes: readonly AxNode[]): Spoken {
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const [root] = nodes;
  const spoken = root === undefined ? [] : speak(root, byId);
  return { role: 'page', name: '', level: null, url: null, children: spoken };
}

/** What is left out itself may hold what is told. The boxes of lines repeat their text. */
function speak(node: AxNode, byId: ReadonlyMap<string, AxNode>): readonly Spoken[] {
  const role = textOf(node.role);
  if (role === 'InlineTextBox') return [];
  const children = (node.childIds ?? []).flatMap((id) => {
    const child = byId.get(id);
    return child === undefined ? [] : speak(child, byId);
  });
  if (node.ignored) return children;
  const property = (wanted: string): unknown => node.properties?.find(({ name }) => name === wanted)?.value.value;
  const [level, url] = [property('level'), property('url')];
  return [
    {
      role,
      name: textOf(node.name),
      level: typeof level === 'number' ? level : null,
      url: typeof url === 'string' ? url : null,
      children,
    },
  ];
}

function textOf(value: AxValue | undefined): string {
  return typeof value?.value === 'string' ? value.value.replaceAll(/\s+/g, ' ').trim() : '';
}

/** Everything in it that is of this role, itself left out, in the order in which it is read. */
export function allOf({ children }: Spoken, role: string): readonly Spoken[] {
  return children.flatMap((child) => [...(child.role === role ? [child] : []), ...allOf(child, role)]);
}

/** Its texts, one after another. */
export function wordsOf(node: Spoken): string {
  if (node.role === 'StaticText') return node.name;
  const words = node.children.map(wordsOf).filter((text) => text !== '');
  return tidy(words.join(' '));
}

/** Without blanks before marks: between two elements nobody knows whether one is read. */
export function tidy(text: string): string {
  return text.replaceAll(/\s+([,.;:])/g, '$1');
}

/** Everything in it, itself left out, in the order in which it is read. */
export function inOrder({ children }: Spoken): readonly Spoken[] {
  return children.flatMap((child) => [child, ...inOrder(child)]);
}

/** What is read behind the heading, up to the next of its level or a higher one; empty if no heading is called so. */
export function behindHeading(page: Spoken, name: RegExp): readonly Spoken[] {
  const all = inOrder(page);
  const from = all.findIndex((one) => one.role === 'heading' && name.test(wordsOf(one)));
  const level = all[from]?.level ?? 0;
  if (from === -1) return [];
  const behind = all.slice(from + 1);
  const to = behind.findIndex((one) => one.role === 'heading' && (one.level ?? 0) <= level);
  return to === -1 ? behind : behind.slice(0, to);
}

export interface SpokenCell {
  readonly words: string;
  /** Where its link leads; null if it has none. */
  readonly url: string | null;
}

export interface SpokenTable {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly {
    readonly header: string;
    readonly cells: readonly string[];
    /** The same cells with their links. */
    readonly linked: readonly SpokenCell[];
  }[];
}

export function tableOf(table: Spoken): SpokenTable {
  const rows = allOf(table, 'row');
  return {
    name: tidy(table.name),
    head: allOf(table, 'columnheader').map(wordsOf),
    rows: rows
      .filter((row) => allOf(row, 'columnheader').length === 0)
      .map((row) => ({
        header: allOf(row, 'rowheader').map(wordsOf).join(' '),
        cells: allOf(row, 'cell').map(wordsOf),
        linked: allOf(row, 'cell').map((cell) => ({ words: wordsOf(cell), url: allOf(cell, 'link')[0]?.url ?? null })),
      })),
  };
}
