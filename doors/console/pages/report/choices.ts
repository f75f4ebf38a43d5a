/** What may be chosen of a report: a form that changes the address. */
import type { ReportQuery } from '../../__generated__/operations.ts';
import { DIFFERENCE_WORDS, FIELD_WORDS } from '../../words/conflicts.ts';
import type { ReportQuestion } from './question.ts';
import type { ReportShown } from './view.ts';

interface Field {
  readonly id: string;
  readonly label: string;
  /** What there is to choose from; null for a field of text. */
  readonly items: readonly { readonly value: string; readonly text: string; readonly selected: boolean }[] | null;
  readonly value: string;
}

type Kind = ReportQuery['comparisonReports'][number];
type Option = Kind['options'][number];

/** Only what the visitor may name is offered. `message` is what the graph said of a choice that it refused. */
export function choicesView(data: ReportQuery, kind: Kind, shown: ReportShown, message: string | null) {
  const { path, question } = shown;
  const fields = [
    libraryField(data, kind, shown),
    ...systemField(data, shown),
    ...kind.options.flatMap((option) => optionField(data, option, question)),
  ];
  return { action: path, fields, problem: message === null ? null : problemOf(message, fields) };
}

function libraryField({ region }: ReportQuery, { scope }: Kind, { question, onlyLibraries }: ReportShown): Field {
  const libraries = onlyLibraries ?? region?.libraries ?? [];
  const all = onlyLibraries === null ? 'All libraries' : 'All your libraries';
  return selectOf('library', 'Library', question.library, [
    { value: '', text: scope === 'LIBRARY' ? 'Choose a library' : all },
    ...libraries.map(({ id, name }) => ({ value: id, text: name })),
  ]);
}

/** Whoever works for some libraries chooses of their systems; a single one is no choice. */
function systemField({ region }: ReportQuery, { question, onlyLibraries }: ReportShown): readonly Field[] {
  const own = onlyLibraries?.map(({ id }) => id) ?? null;
  const systems = (region?.systems ?? []).filter(
    ({ libraries }) => own === null || libraries.some(({ id }) => own.includes(id)),
  );
  if (systems.length < 2) return [];
  return [
    selectOf('system', 'System', question.system, [
      { value: '', text: 'All systems' },
      ...systems.map(({ id, name }) => ({ value: id, text: name })),
    ]),
  ];
}

function optionField(
  data: ReportQuery,
  { name, says, takes, values }: Option,
  question: ReportQuestion,
): readonly Field[] {
  const value = question.options.find((one) => one.name === name)?.value ?? '';
  const select = (
    first: string,
    items: readonly { readonly value: string; readonly text: string }[],
  ): readonly Field[] =>
    items.length === 0 ? [] : [selectOf(name, says, value, [{ value: '', text: first }, ...items])];
  switch (takes) {
    case 'TEXT':
      return [{ id: name, label: says, items: null, value }];
    case 'VALUE':
      return select(
        'As usual',
        values.map((one) => ({ value: one, text: inWords(one) })),
      );
    case 'SNAPSHOT':
      return select(
        'None',
        earlierThan(data, question.snapshot).map((one) => ({ value: one, text: one })),
      );
    case 'LIBRARY':
      return select(
        'None',
        (data.region?.libraries ?? []).map(({ id, name: text }) => ({ value: id, text })),
      );
  }
}

/** Whole snapshots that were taken before this one. */
function earlierThan({ snapshots }: ReportQuery, name: string): readonly string[] {
  const all = snapshots ?? [];
  const takenAt = all.find((one) => one.name === name)?.takenAt ?? '';
  return all.filter((one) => one.state === 'WHOLE' && one.takenAt < takenAt).map((one) => one.name);
}

/** `CLASS_MARK` as `Class mark`, if there is no better word. */
function inWords(value: string): string {
  const known = FIELD_WORDS[value] ?? DIFFERENCE_WORDS[value];
  if (known !== undefined) return known;
  const words = value.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A field whose values are chosen from a list. */
export function selectOf(
  id: string,
  label: string,
  chosen: string | null,
  items: readonly { readonly value: string; readonly text: string }[],
): Field {
  const value = chosen ?? '';
  return { id, label, value, items: items.map((item) => ({ ...item, selected: item.value === value })) };
}

/** The graph begins with the name of the field that it is about. */
function problemOf(message: string, fields: readonly Field[]) {
  const [, field = ''] = /^(\w+): /.exec(message) ?? [];
  const found = fields.find(({ id }) => id === field);
  if (found === undefined) return { text: message, href: null };
  return { text: `${found.label}: ${message.slice(field.length + 2)}`, href: `#${field}` };
}
