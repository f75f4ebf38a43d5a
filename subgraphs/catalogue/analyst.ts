/** What analysts of a move are shown of loans and readers: rows with tokens of their role's own. */
import { createId, type LibraryId, type SystemId } from '#domain/ids.ts';
import { badUserInput, isMerciaError, MerciaError } from '#platform/errors.ts';
import type { Role } from '#platform/signed-context.ts';
import type { Page } from '#union-index/index.ts';
import type { QueryOpenLoansArgs } from './__generated__/types.ts';
import { toRecordPage, type PageArguments } from './arguments.ts';
import type { Loaders } from './loaders.ts';
import type { DuplicateReadersModel, OpenLoanModel } from './models.ts';

export type TokenView = (role: Role, token: string) => string;

export type Analyst = ReturnType<typeof createAnalyst>;

export interface AnalystOptions {
  readonly role: Role;
  readonly loaders: Pick<Loaders, 'openLoans' | 'duplicateReaders'>;
  /** Null where this region keeps no patron data. */
  readonly tokenView: TokenView | null;
  readonly regionId: string;
}

/** Both throw FORBIDDEN for every other role, and BAD_USER_INPUT for a page that cannot be read. */
export function createAnalyst({ role, loaders, tokenView, regionId }: AnalystOptions) {
  function viewFor(field: string): (token: string) => string {
    if (role !== 'migration') {
      throw new MerciaError('FORBIDDEN', `${field}: only the role "migration" may ask for it.`);
    }
    if (tokenView === null) {
      throw new MerciaError('CAPABILITY_UNSUPPORTED', `${field}: this region keeps no patron data.`);
    }
    return (token) => tokenView(role, token);
  }

  return {
    async openLoans(args: QueryOpenLoansArgs): Promise<Page<OpenLoanModel>> {
      const view = viewFor('openLoans');
      const { system = null, library = null } = args;
      if (system === null && library === null) {
        throw badUserInput('openLoans: name a system, a library or both.');
      }
      const of = { system: system as SystemId | null, library: library as LibraryId | null, ...toRecordPage(args) };
      return mapNodes(orThrow(await loaders.openLoans(of)), ({ readerToken, ...loan }) => ({
        ...loan,
        reader: readerToken === null ? null : view(readerToken),
      }));
    },
    async duplicateReaders(args: PageArguments): Promise<Page<DuplicateReadersModel>> {
      const view = viewFor('duplicateReaders');
      return mapNodes(orThrow(await loaders.duplicateReaders(toRecordPage(args))), ({ key, evidence, accounts }) => ({
        id: createId(regionId, 'readers', key),
        evidence,
        accounts: accounts.map(({ readerToken, ...account }) => ({ ...account, reader: view(readerToken) })),
      }));
    },
  };
}

function orThrow<T>(value: T | MerciaError): T {
  if (isMerciaError(value)) throw value;
  return value;
}

function mapNodes<From, To>({ edges, ...page }: Page<From>, map: (node: From) => To): Page<To> {
  return { ...page, edges: edges.map(({ cursor, node }) => ({ cursor, node: map(node) })) };
}
