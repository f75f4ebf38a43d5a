import { describe, expect, it } from 'vitest';
import { SruDiagnostic } from '../diagnostics.ts';
import { parseCql } from './parse-cql.ts';
import type { CqlClause, CqlModifier } from './query-tree.ts';

/** The tree in one line. */
function show(clause: CqlClause): string {
  if (clause.kind === 'BOOLEAN') return `(${show(clause.left)} ${clause.operator} ${show(clause.right)})`;
  const { index, relation, term } = clause;
  const name = index === null ? '' : `${index.text} ${relation.text}${relation.modifiers.map(showModifier).join('')} `;
  return `${name}[${term.written}]`;
}

function showModifier({ name, comparison, value }: CqlModifier): string {
  return `/${name}${comparison ?? ''}${value ?? ''}`;
}

function read(query: string): string {
  const { clause, sortKeys } = parseCql(query);
  const keys = sortKeys.map(({ index, modifiers }) => index.text + modifiers.map(showModifier).join(''));
  return [show(clause), ...keys].join(' > ');
}

function diagnosticOf(query: string): string {
  try {
    return read(query);
  } catch (error) {
    if (error instanceof SruDiagnostic) return `${String(error.number)} ${error.details}`;
    throw error;
  }
}

describe('CQL', () => {
  it.each([
    ['cat', '[cat]'],
    ['"cat"', '[cat]'],
    ['"a ""', '10 character 5'],
    [String.raw`"a \"b\" \* c"`, String.raw`[a \"b\" \* c]`],
    ['dc.title=cat', 'dc.title = [cat]'],
    ['dc.title any "a b"', 'dc.title any [a b]'],
    ['dc.title ANY/Stem/rel.algorithm=cori "a b"', 'dc.title any/stem/rel.algorithm=cori [a b]'],
    ['a and b or c', '(([a] and [b]) or [c])'],
    ['a AND (b Or c) nOt d', '(([a] and ([b] or [c])) not [d])'],
    ['title = and', 'title = [and]'],
    ['and', '[and]'],
    ['or or or', '([or] or [or])'],
    ['any', '[any]'],
    ['any any any', 'any any [any]'],
    ['a<b', 'a < [b]'],
    ['a<>b and c==d', '(a <> [b] and c == [d])'],
    ['((a))', '[a]'],
    ['(a) and (b)', '([a] and [b])'],
    ['a sortby dc.date/sort.descending dc.title', '[a] > dc.date/sort.descending > dc.title'],
    ['a and b sortBy title', '([a] and [b]) > title'],
    ['> x = "info:y" x.a = b', 'x.a = [b]'],
    ['a and (> x="y" x.b=c)', '([a] and x.b = [c])'],
    ['naïve', '[naïve]'],
  ])('reads %s', (query, tree) => {
    expect(diagnosticOf(query)).toBe(tree);
  });

  it.each([
    ['', '10 character 1'],
    ['   ', '10 character 4'],
    ['(a', '10 character 3'],
    ['a)', '10 character 2'],
    ['()', '10 character 2'],
    ['a and', '10 character 6'],
    ['a b', '10 character 3'],
    ['and b', '10 character 5'],
    ['a = ', '10 character 5'],
    ['= a', '10 character 1'],
    ['a = = b', '10 character 5'],
    ['a =/ b', '10 character 7'],
    ['a "b"', '10 character 3'],
    ['"a', '10 character 1'],
    [String.raw`"a\"`, '10 character 1'],
    ['a sortby', '10 character 9'],
    ['> a', '10 character 4'],
    ['>', '10 character 2'],
    ['a\0b', '10 character 2'],
    ['a prox b', '39 prox'],
    ['a prox/unit=word b', '39 prox'],
    ['a and/rel.combine=sum b', '46 rel.combine'],
  ])('refuses %s', (query, diagnostic) => {
    expect(diagnosticOf(query)).toBe(diagnostic);
  });

  it('reads long and deep texts as far as their limits, and refuses more in their own words', () => {
    const booleans = (count: number): string => `a${' or a'.repeat(count)}`;
    const deep = (depth: number): string => `${'('.repeat(depth)}a${')'.repeat(depth)}`;

    expect(diagnosticOf(booleans(100))).toContain('[a]');
    expect(diagnosticOf(booleans(101))).toBe('38 100');
    expect(diagnosticOf(booleans(10_000))).toBe('38 100');
    expect(diagnosticOf(deep(50))).toBe('[a]');
    expect(diagnosticOf(deep(51))).toBe('13 50');
    expect(diagnosticOf('('.repeat(50_000))).toBe('13 50');
    expect(diagnosticOf('a'.repeat(60_001))).toBe('12 60001');
  });
});
