/** Answers that can be read and are not so: what a cache, a proxy or a mistake of the program makes of the right one. */
import { isJson, textOf, type Answer } from './answer.ts';

/** docs/simulators.md says what each is. */
export const LIES = [
  'otherRows',
  'everyRow',
  'endless',
  'fewerRows',
  'thirds',
  'noRows',
  'noTotal',
  'twice',
  'noBranch',
  'old',
  'impossibleDays',
  'noCopy',
  'texts',
  'otherNumber',
  'contradiction',
] as const;
export type Lie = (typeof LIES)[number];

/** What is needed to lie about rows. */
export interface List {
  /** What would be answered about every title, or about another one. */
  readonly all: () => Answer;
  /** A row of XML, with the flags `g` and `s`; undefined where rows stand in a JSON array. */
  readonly row: RegExp | undefined;
}

const HOUR_S = 3600;

/** What comes in place of the right answer; a refusal is passed on. `before`: the answer to the same question before, if there was one. */
export function tellLie(lie: Lie, right: Answer, list: List | null, before: Answer | undefined): Answer {
  if (right.status !== 200) return right;
  if (lie === 'old') return aged(before ?? right);
  const told = list === null ? null : lieInRows(lie, right, list);
  if (told !== null) return told;
  const text = textOf(right);
  const changed = lieInText(lie, text);
  // What is not text is left as it is.
  return changed === text ? right : { ...right, body: changed };
}

/** As a cache gives it that does not look whether it is still so. */
function aged(answer: Answer): Answer {
  const date = new Date(Date.now() - HOUR_S * 1000).toUTCString();
  return { ...answer, headers: [...(answer.headers ?? []), ['Age', String(HOUR_S)], ['Date', date]] };
}

/** Null if this lie is not about rows, or there are none that it could be about. */
function lieInRows(lie: Lie, right: Answer, list: List): Answer | null {
  const rows = rowsOf(right, list);
  const total = totalOf(right) ?? rows.length;
  switch (lie) {
    case 'otherRows':
    case 'everyRow': {
      const all = list.all();
      const told = rowsOf(all, list).filter((row) => lie === 'everyRow' || !rows.includes(row));
      return all.status === 200 && told.length > 0 ? withRows(all, list, told, told.length) : null;
    }
    case 'endless': {
      // Behind the last row it begins again.
      const next = rows.length > 0 ? right : list.all();
      return next.status === 200 ? withTotal(next, (totalOf(next) ?? total) + 1) : null;
    }
    case 'fewerRows':
      return totalOf(right) === null ? null : withRows(right, list, rows.slice(0, -1), total);
    case 'thirds': {
      const told = rows.filter((_, place) => place % 3 !== 2);
      return withRows(right, list, told, total - (rows.length - told.length));
    }
    case 'noRows':
      return withRows(right, list, [], 0);
    case 'noTotal':
      return withTotal(right, null);
    case 'twice':
      return withRows(
        right,
        list,
        rows.flatMap((row) => [row, row]),
        total + rows.length,
      );
    case 'noBranch':
      return withRows(
        right,
        list,
        rows.map((row, place) => (place === 0 ? withoutBranch(row) : row)),
        total,
      );
    default:
      return null;
  }
}

/** As they are written. */
function rowsOf(answer: Answer, { row }: List): readonly string[] {
  const text = textOf(answer);
  if (!isJson(answer)) return row === undefined ? [] : [...text.matchAll(row)].map(([found]) => found);
  const read: unknown = JSON.parse(text);
  return Array.isArray(read) ? read.map((one) => JSON.stringify(one)) : [];
}

/** An answer without rows stays without them. */
function withRows(answer: Answer, list: List, rows: readonly string[], total: number): Answer {
  const [first] = rowsOf(answer, list);
  if (first === undefined) return answer;
  const text = textOf(answer);
  const body = isJson(answer)
    ? `[${rows.join(',')}]`
    : text.slice(0, text.indexOf(first)) +
      rows.join('') +
      text.slice(text.indexOf(first)).replaceAll(list.row ?? '', '');
  return withTotal({ ...answer, body }, total);
}

const TOTAL = 'X-Total-Count';
const TOTAL_ELEMENT = /<((?:\w+:)?numberOfRecords)>(\d+)<\/\1>/;

function totalOf(answer: Answer): number | null {
  const said = answer.headers?.find(([name]) => name === TOTAL)?.[1] ?? TOTAL_ELEMENT.exec(textOf(answer))?.[2];
  return said === undefined ? null : Number(said);
}

function withTotal(answer: Answer, total: number | null): Answer {
  const { headers = [] } = answer;
  const others = headers.filter(([name]) => name !== TOTAL);
  const text = textOf(answer);
  return {
    ...answer,
    body: TOTAL_ELEMENT.test(text)
      ? text.replace(TOTAL_ELEMENT, total === null ? '' : `<$1>${total}</$1>`)
      : answer.body,
    headers: total === null || others.length === headers.length ? others : [...others, [TOTAL, String(total)]],
  };
}

function withoutBranch(row: string): string {
  return row
    .replaceAll(/(?<="(?:home|holding)_library_id":)"[^"]*"/g, 'null')
    .replaceAll(/<(dlf:location|(?:home|holding)branch(?:name)?|libraryID|localLocation)>[^<]*<\/\1>/g, '');
}

/** Days that no calendar has, and the one that some systems write for "never". */
const DAYS = [
  ['2026', '02', '30'],
  ['9999', '12', '31'],
  ['0000', '00', '00'],
] as const;
const DUE =
  /(?<="(?:due_date|checked_out_date|dueDate)":"|<(?:date_due|onloan|dueDate|recallDueDate|availabilityDate)>|\|AH)\d{4}(-?)\d\d\1\d\d/g;

/** What can be done to a text, whichever protocol it is of. */
export function lieInText(lie: Lie, text: string): string {
  switch (lie) {
    case 'impossibleDays': {
      let told = 0;
      return text.replaceAll(DUE, (_, dash: string) => (DAYS[told++ % DAYS.length] ?? []).join(dash));
    }
    case 'noCopy':
      // Only a hold writes it as a text.
      return text.replaceAll(/(?<="item_id":)"\d+"/g, 'null');
    case 'texts':
      return text.replaceAll(/(?<="\w+":)-?\d+(?=[,}])/g, '"$&"');
    case 'otherNumber':
      return text.replace(/(?<=tag=["']999["'][^>]*>\s*<subfield code=["']c["']>)\d+/, (number) =>
        String(Number(number) + 1),
      );
    case 'fewerRows':
      return text.replace(/(?<=<numberOfCopies>\d+<\/numberOfCopies>)<ItemInfo>.*?<\/ItemInfo>/s, '');
    case 'contradiction':
      return text.replace(/^18\d\d(?=.*\|(?:AH|CM)\d)/s, '1803');
    default:
      return text;
  }
}
