/** Copies the skeleton of an adapter under another name and enters it wherever a kind of system must be entered. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SKELETON } from './entries.ts';

const FOLDERS = [`adapters/${SKELETON}`, `lab/simulators/${SKELETON}`];
const CONFORMANCE = `tests/conformance/${SKELETON}.test.ts`;
const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** The forms of a name: `innovative-sierra`, `innovativeSierra`, `InnovativeSierra`, `Innovative Sierra`. */
export interface Names {
  readonly kind: string;
  readonly camel: string;
  readonly pascal: string;
  readonly title: string;
}

/** Throws for a name that is no kind: small letters, digits and single hyphens. */
export function namesOf(kind: string): Names {
  if (!NAME.test(kind) || kind === SKELETON) {
    throw new Error(`"${kind}" is no name for a kind of system: write it like innovative-sierra`);
  }
  const words = kind.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const pascal = words.join('');
  return { kind, pascal, camel: pascal.charAt(0).toLowerCase() + pascal.slice(1), title: words.join(' ') };
}

/** Makes the files and entries below a checkout of the project; gives the paths of new and of changed files. */
export function makeAdapter(root: string, names: Names): { readonly made: string[]; readonly changed: string[] } {
  const { kind } = names;
  if (existsSync(join(root, 'adapters', kind))) throw new Error(`there is an adapter ${kind} already`);
  const made = [...FOLDERS.flatMap((folder) => filesOf(root, folder)), CONFORMANCE].map((path) => {
    const target = path.replaceAll(SKELETON, kind);
    mkdirSync(dirname(join(root, target)), { recursive: true });
    writeFileSync(join(root, target), rename(readFileSync(join(root, path), 'utf8'), names));
    return target;
  });
  const changed = Object.entries(entriesOf(names)).map(([path, enter]) => {
    const before = readFileSync(join(root, path), 'utf8');
    const after = enter(before);
    if (after === before) throw new Error(`${path} has another form than expected: enter ${kind} there by hand`);
    writeFileSync(join(root, path), after);
    return path;
  });
  return { made, changed };
}

function filesOf(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(folder, entry.name))
    .sort();
}

function rename(text: string, { kind, camel, pascal, title }: Names): string {
  return text
    .replaceAll(/\bskeleton(?=[A-Z])/g, camel)
    .replaceAll(/\bSkeleton\b/g, title)
    .replaceAll('Skeleton', pascal)
    .replaceAll('skeleton', kind);
}

/** What becomes of each file that lists kinds. */
function entriesOf({ kind, camel, title }: Names): Readonly<Record<string, (text: string) => string>> {
  return {
    'adapters/registry.ts': (text) =>
      addToList(addImport(text, `import { ${camel}Kind } from './${kind}/index.ts';`), `${camel}Kind`),
    'lab/simulators/registry.ts': (text) =>
      addToList(
        addImport(text, `import { ${camel}Simulated } from './${kind}/simulated-kind.ts';`),
        `${camel}Simulated`,
      ),
    'docs/glossary.md': (text) => addColumn(text, title),
    'docs/simulators.md': (text) =>
      text.replace(
        '\n## Faults\n',
        `\n## ${title}\n\n\`\`\`sh\nnpx mercia simulate ${kind} --port 8083 --records catalogue.mrc\n\`\`\`\n\n## Faults\n`,
      ),
  };
}

/** Behind the last import of an adapter or simulator. */
function addImport(text: string, line: string): string {
  const last = [...text.matchAll(/^import .* from '\.\/[^']+';$/gm)].at(-1);
  if (last === undefined) return text;
  const end = last.index + last[0].length;
  return `${text.slice(0, end)}\n${line}${text.slice(end)}`;
}

function addToList(text: string, entry: string): string {
  return text.replace(/(: readonly \w+\[\] = \[[^\]]*?),?\s*\]/, `$1, ${entry}]`);
}

/** A column of dashes before the last one of a page's first table. */
function addColumn(page: string, title: string): string {
  let row = 0;
  return page.replace(/(?:^\|.*\n)+/m, (table) =>
    table.replaceAll(/\|(?=[^|\n]*\|$)/gm, () => {
      row += 1;
      return `| ${row === 1 ? title : row === 2 ? '---' : '–'} |`;
    }),
  );
}
