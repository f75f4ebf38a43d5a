/** Which relation is possible with which index, and with which modifiers. Pure. */
import type { CqlModifier, CqlRelation } from '../cql/query-tree.ts';
import { SruDiagnostic } from '../diagnostics.ts';
import type { SruIndex } from './indexes.ts';

/** What a relation comes to: `WHOLE` is the whole value, `NOT` any other than it. */
export type Relation =
  | 'EQUAL'
  | 'WHOLE'
  | 'NOT'
  | 'ANY'
  | 'ALL'
  | 'ADJ'
  | 'LESS'
  | 'AT_MOST'
  | 'MORE'
  | 'AT_LEAST'
  | 'WITHIN';

const RELATIONS: ReadonlyMap<string, Relation> = new Map([
  ['=', 'EQUAL'],
  ['scr', 'EQUAL'],
  ['==', 'WHOLE'],
  ['exact', 'WHOLE'],
  ['<>', 'NOT'],
  ['any', 'ANY'],
  ['all', 'ALL'],
  ['adj', 'ADJ'],
  ['<', 'LESS'],
  ['<=', 'AT_MOST'],
  ['>', 'MORE'],
  ['>=', 'AT_LEAST'],
  ['within', 'WITHIN'],
]);

const WORDS: ReadonlySet<Relation> = new Set(['EQUAL', 'ANY', 'ALL', 'ADJ']);
const WHOLE: ReadonlySet<Relation> = new Set(['WHOLE', 'NOT']);

/** Those that say what is so anyway. */
const MODIFIERS: ReadonlySet<string> = new Set([
  ...['stem', 'relevant', 'ignorecase', 'ignoreaccents', 'masked', 'word'],
]);

export function relationsOf(index: SruIndex): readonly string[] {
  return [...RELATIONS]
    .filter(([text, relation]) => text !== 'scr' && isPossible(index, relation))
    .map(([text]) => text);
}

/** Throws diagnostics 19, 20 and 22. */
export function checkRelation({ text, modifiers }: CqlRelation, index: SruIndex): Relation {
  const relation = RELATIONS.get(text.replace(/^cql\./, ''));
  if (relation === undefined) {
    throw new SruDiagnostic(19, text, `those here are ${[...RELATIONS.keys()].join(' ')}.`);
  }
  for (const modifier of modifiers) checkModifier(modifier, index);
  if (!isPossible(index, relation)) {
    const explanation = `${index.names[0] ?? ''} is asked with ${relationsOf(index).join(' ')}.`;
    throw new SruDiagnostic(22, text, explanation);
  }
  return relation;
}

function checkModifier({ name, comparison }: CqlModifier, { holds }: SruIndex): void {
  const bare = name.replace(/^cql\./, '');
  const isKnown = MODIFIERS.has(bare) || (holds.kind === 'YEAR' && (bare === 'isodate' || bare === 'number'));
  if (isKnown && comparison === null) return;
  throw new SruDiagnostic(20, name, `leave "/${name.slice(0, 100)}" out.`);
}

function isPossible({ holds, list }: SruIndex, relation: Relation): boolean {
  switch (holds.kind) {
    case 'TEXT':
      return WORDS.has(relation) || (WHOLE.has(relation) && list !== undefined);
    case 'VALUE':
      return relation === 'EQUAL' || WHOLE.has(relation);
    case 'YEAR':
      return relation !== 'ALL' && relation !== 'ADJ';
    case 'CODE':
      return ['EQUAL', 'WHOLE', 'NOT', 'ANY', 'ALL'].includes(relation);
    case 'NUMBER':
      return ['EQUAL', 'WHOLE', 'ANY'].includes(relation);
    case 'EVERYTHING':
      return ['EQUAL', 'WHOLE'].includes(relation);
  }
}
