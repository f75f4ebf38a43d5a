/**
 * Koha's lists of codes. Branches and authorised values have been in REST since before 23.05. Item types are there in newer
 * versions alone, and categories of patrons in none that was seen: those come from tables that the region file names.
 */
import type { CodeList, LabelledCode } from '#domain/policies.ts';
import type { PolicySource } from '#contract/adapter.ts';
import { isMerciaError } from '#platform/errors.ts';
import { lmsError } from '../shared/lms-error.ts';
import { asSlot } from '../shared/slots.ts';
import { mergeCodes, namesIn } from '../shared/policies/code-lists.ts';
import { toLoanRules, RULE_COLUMNS } from './circulation-rules.ts';
import type { KohaClient } from './client.ts';
import { CODE_LISTS } from './config.ts';
import { NotFoundAtKoha } from './refusal.ts';
import type { KohaSite } from './site.ts';
import { wireAuthorisedValue, wireItemType, wireLibrary } from './wire.ts';
import { readTable, type TableRow } from '../shared/policies/table-file.ts';

const ITEM_TYPES = '/item_types';

async function readCodeLists(site: KohaSite, client: KohaClient, signal: AbortSignal): Promise<readonly CodeList[]> {
  const { settings } = site;
  const open = client.mode === 'public';
  const told = await readBranches(client, signal);
  const branches = told.map(({ code, label }) => ({ code: site.branchOf(code), label }));
  const values = async (category: string): Promise<readonly LabelledCode[] | null> =>
    open ? null : await valuesIfShown(client, category, signal);
  const types = await readPolicyTable(site, 'itemTypes', signal);
  const itemTypes = types === null ? (open ? null : await readItemTypes(client, signal)) : codesOf(types, 'itemtype');
  const table = await readPolicyTable(site, 'categories', signal);
  const categories = table === null ? null : codesOf(table, 'categorycode');
  const lists = [
    mergeCodes('BRANCH', branches, settings.branches),
    mergeCodes('LOCATION', await values('LOC'), namesIn(settings.locations)),
    mergeCodes('COLLECTION', await values('CCODE'), settings.collections),
    mergeCodes('ITEM_TYPE', itemTypes, namesIn(settings.itemTypes)),
    mergeCodes('PATRON_CATEGORY', categories, settings.patrons.categories),
    mergeCodes('STATUS', open ? null : await readStatuses(client, signal)),
  ];
  return lists.filter((list) => list !== null);
}

export async function readBranches(client: KohaClient, signal: AbortSignal): Promise<readonly LabelledCode[]> {
  const path = client.mode === 'public' ? '/public/libraries' : '/libraries';
  const { rows } = await client.list('libraries', path, { perPage: -1 }, signal);
  return rows.flatMap((row) => {
    const branch = wireLibrary.safeParse(row).data;
    return branch === undefined ? [] : [{ code: branch.library_id, label: branch.name }];
  });
}

/** A category that the site does not have has no values. */
export async function readAuthorisedValues(
  client: KohaClient,
  category: string,
  signal: AbortSignal,
): Promise<readonly LabelledCode[]> {
  const path = `/authorised_value_categories/${category}/authorised_values`;
  const answer = await asSlot(client.list(`authorised values ${category}`, path, { perPage: -1 }, signal));
  if (answer instanceof NotFoundAtKoha) return [];
  if (isMerciaError(answer)) throw answer;
  return answer.rows.flatMap((row) => {
    const { value = null, description = null } = wireAuthorisedValue.safeParse(row).data ?? {};
    return value === null ? [] : [{ code: value, label: description }];
  });
}

/** Null where the account may not see the list. */
async function valuesIfShown(
  client: KohaClient,
  category: string,
  signal: AbortSignal,
): Promise<readonly LabelledCode[] | null> {
  const values = await asSlot(readAuthorisedValues(client, category, signal));
  if (isMerciaError(values, 'LMS_NOT_PERMITTED')) return null;
  if (isMerciaError(values)) throw values;
  return values;
}

/** A state is a value of one of five lists, each with numbers of its own: `LOST 4`, as a copy's state without a label reads. */
async function readStatuses(client: KohaClient, signal: AbortSignal): Promise<readonly LabelledCode[] | null> {
  const statuses: LabelledCode[] = [];
  for (const list of CODE_LISTS) {
    const values = await valuesIfShown(client, list, signal);
    if (values === null) return null;
    // 0 is no state: what a copy has of which nothing is said.
    for (const { code, label } of values) if (code !== '0') statuses.push({ code: `${list} ${code}`, label });
  }
  return statuses;
}

async function readItemTypes(client: KohaClient, signal: AbortSignal): Promise<readonly LabelledCode[] | null> {
  const paths = await client.describePaths(signal);
  if (paths?.has(ITEM_TYPES) !== true) return null;
  const { rows } = await client.list('item types', ITEM_TYPES, { perPage: -1 }, signal);
  return rows.flatMap((row) => {
    const type = wireItemType.safeParse(row).data;
    return type === undefined ? [] : [{ code: type.item_type_id, label: type.description }];
  });
}

/** What a Koha has set up. Its rules of lending are told where the region file says where the table of them is. */
export function createPolicySource(site: KohaSite, client: KohaClient): PolicySource {
  const { patrons, policies } = site.settings;
  return {
    codeLists: (signal) => readCodeLists(site, client, signal),
    ...(policies.rules !== null && {
      async loanRules(signal: AbortSignal) {
        const rows = await readPolicyTable(site, 'rules', signal);
        if (rows === null) throw lmsError(site.system.id, 'CONFIG_INVALID', 'settings.policies.rules: is not set');
        const types = (await readPolicyTable(site, 'itemTypes', signal)) ?? [];
        const { system, branchOf } = site;
        return toLoanRules({
          system: system.id,
          rows,
          notForLoan: notForLoan(types),
          currency: patrons.currency,
          branchOf,
        });
      },
    }),
  };
}

type PolicyTable = 'rules' | 'itemTypes' | 'categories';

const COLUMNS: Readonly<Record<PolicyTable, readonly string[]>> = {
  rules: RULE_COLUMNS,
  itemTypes: ['itemtype', 'description', 'notforloan'],
  categories: ['categorycode', 'description'],
};

/**
 * The rows of a table that Koha 23.05 gives by no interface of its own: a site saves a public report of it, or writes it to a
 * file. Null if the region file does not say where it is.
 */
async function readPolicyTable(
  { system, settings }: KohaSite,
  table: PolicyTable,
  signal: AbortSignal,
): Promise<readonly TableRow[] | null> {
  const place = settings.policies[table];
  if (place === null) return null;
  const host = settings.opacAddress ?? system.address;
  const source =
    'file' in place ? place.file : `${host}/cgi-bin/koha/svc/report?id=${String(place.report)}&annotated=1`;
  const setting = `settings.policies.${table}`;
  return readTable({ system, source, setting, columns: COLUMNS[table] }, signal);
}

function codesOf(rows: readonly TableRow[], column: string): readonly LabelledCode[] {
  return rows.map(({ values }) => {
    const label = values.get('description') ?? '';
    return { code: values.get(column) ?? '', label: label === '' ? null : label };
  });
}

/** Item types that Koha lends to nobody. */
function notForLoan(rows: readonly TableRow[]): readonly string[] {
  return rows
    .filter(({ values }) => !['', '0', 'NULL', '\\N'].includes(values.get('notforloan') ?? ''))
    .map(({ values }) => values.get('itemtype') ?? '');
}
