/** The context sets whose indexes are answered, and what a prefix stands for. Pure. */
import type { CqlName } from '../cql/query-tree.ts';
import { SruDiagnostic } from '../diagnostics.ts';

/** Each by the prefix that is usual for it; the first address is the one that explain gives. */
export const CONTEXT_SETS = {
  cql: ['info:srw/cql-context-set/1/cql-v1.2', 'info:srw/cql-context-set/1/cql-v1.1'],
  dc: ['info:srw/cql-context-set/1/dc-v1.1', 'info:srw/cql-context-set/1/dc-v1.0'],
  bath: ['http://zing.z3950.org/cql/bath/2.0/'],
  rec: ['info:srw/cql-context-set/2/rec-1.1', 'info:srw/cql-context-set/2/rec-1.0'],
  /** What this server knows that no other set has a name for. */
  mercia: ['urn:x-mercia:cql-context-set:1'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type ContextSet = keyof typeof CONTEXT_SETS;

/** Where a name without prefix is looked for, in this order. */
const WITHOUT_PREFIX: readonly ContextSet[] = ['cql', 'dc', 'rec', 'bath', 'mercia'];

/** `set.name` in lower case, the ways in which a name can be meant; a diagnostic if its context set is none of these. */
export function readName({ text, assigned }: CqlName): readonly string[] {
  const [, prefix, name = ''] = /^(?:([^.]*)\.)?([^]*)$/.exec(text.toLowerCase()) ?? [];
  const address = assigned.get(prefix ?? '');
  if (prefix === undefined && address === undefined) return WITHOUT_PREFIX.map((set) => `${set}.${name}`);
  const set = address === undefined ? setOfPrefix(prefix ?? '') : setOfAddress(address);
  if (set === null) {
    const known = Object.keys(CONTEXT_SETS).join(', ');
    throw new SruDiagnostic(
      15,
      address ?? prefix ?? '',
      `those here are ${known}; the answer to "explain" has their indexes.`,
    );
  }
  return [`${set}.${name}`];
}

function setOfPrefix(prefix: string): ContextSet | null {
  return isContextSet(prefix) ? prefix : null;
}

function setOfAddress(address: string): ContextSet | null {
  const found = Object.entries(CONTEXT_SETS).find(([, addresses]) => addresses.some((one) => one === address))?.[0];
  return found !== undefined && isContextSet(found) ? found : null;
}

function isContextSet(name: string): name is ContextSet {
  return Object.hasOwn(CONTEXT_SETS, name);
}
