/** Symphony's lists of codes: its policies. Where a copy is says how it stands, so that locations are its statuses too. */
import type { CodeList, CodeListName, LabelledCode } from '#domain/policies.ts';
import { isMerciaError } from '#platform/errors.ts';
import { mergeCodes, namesIn } from '../shared/policies/code-lists.ts';
import type { Labels } from '../shared/policies/code-lists.ts';
import type { PolicySource as PolicyLists } from './policies.ts';
import type { SymphonySite } from './site.ts';

export async function readCodeLists(
  { settings }: SymphonySite,
  policies: PolicyLists,
  signal: AbortSignal,
): Promise<readonly CodeList[]> {
  const lists: readonly (readonly [CodeListName, string, Labels])[] = [
    ['BRANCH', 'library', {}],
    ['LOCATION', 'location', namesIn(settings.locations)],
    ['ITEM_TYPE', 'itemType', namesIn(settings.itemTypes)],
    ['PATRON_CATEGORY', 'userProfile', {}],
  ];
  const found: CodeList[] = [];
  for (const [list, name, named] of lists) {
    const codes = mergeCodes(list, await readList(policies, name, signal), named);
    if (codes !== null) found.push(codes);
  }
  return found;
}

/** Null where the site does not show the list to this account. */
async function readList(
  policies: PolicyLists,
  name: string,
  signal: AbortSignal,
): Promise<readonly LabelledCode[] | null> {
  try {
    return [...(await policies.ask(name, signal))].map(([code, { name: label }]) => ({ code, label }));
  } catch (error) {
    if (isMerciaError(error, 'LMS_AUTH_FAILED', 'LMS_NOT_PERMITTED')) return null;
    throw error;
  }
}
