/** What is typed into the forms of decisions, and what is wrong with it. */
import type { Problem } from '../page.ts';

export interface DecisionFields {
  readonly question: string;
  readonly owner: string;
  readonly dueOn: string;
}

export const LONGEST_TEXT = 2_000;

export function readFields(form: URLSearchParams): DecisionFields {
  const field = (name: string): string => (form.get(name) ?? '').trim();
  return { question: field('question'), owner: field('owner'), dueOn: readDay(field('dueOn')) };
}

/** `31/1/2027` and `31 January 2027` as the graph writes days; what is no such day stays as it was typed. */
function readDay(text: string): string {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})[/. ]+(\d{1,2}|[a-z]{3,9})[/. ]+(\d{4})$/i.exec(text) ?? [];
  if (year === '') return text;
  const number = /^\d/.test(month) ? Number(month) : MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  return `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The day as a person types it; what is none stays as it is. */
export function withTypedDay(fields: DecisionFields): DecisionFields {
  return { ...fields, dueOn: fields.dueOn.replace(/^(\d{4})-0?(\d{1,2})-0?(\d{1,2})$/, '$3/$2/$1') };
}

export function problemsOf({ question, dueOn }: DecisionFields): readonly Problem[] {
  return [
    ...(question === '' ? [{ text: 'Enter the question', href: '#question' }] : []),
    ...(question.length > LONGEST_TEXT
      ? [{ text: `The question must have ${LONGEST_TEXT} characters or fewer`, href: '#question' }]
      : []),
    ...(dueOn === '' || /^\d{4}-\d{2}-\d{2}$/.test(dueOn)
      ? []
      : [{ text: 'Enter the day as 31/1/2027, or leave it empty', href: '#dueOn' }]),
  ];
}

export function toInput({ question, owner, dueOn }: DecisionFields) {
  return { question, owner: blankToNull(owner), dueOn: blankToNull(dueOn) };
}

/** A blank field is nothing: it takes away what stood there. */
export function blankToNull(text: string): string | null {
  return text === '' ? null : text;
}

/** What the graph says is wrong, which begins with the name of the field. */
export function problemOf(message: string): Problem {
  const [, field = ''] = /^(\w+): /.exec(message) ?? [];
  const known = ['question', 'owner', 'dueOn', 'outcome', 'option'].includes(field);
  return {
    text: (known ? message.slice(field.length + 2) : message).replace('2026-01-31', '31/1/2027'),
    href: `#${known ? field : 'question'}`,
  };
}
