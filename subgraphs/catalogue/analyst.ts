/** What analysts of a move are shown of loans and readers: rows with tokens of their role's own. */
import { createId, type LibraryId, type SystemId } from '#domain/ids.ts';
import { isMerciaError, MerciaError } from '#platform/errors.ts';
import type { Role } from '#platform/signed-context.ts';
import type { CirculationReader, Page } from '#union-index/index.ts';
import type { QueryDuplicateReadersArgs, QueryOpenLoansArgs } from './__generated__/types.ts';
import { toRecordPage } from './arguments.ts';
import type { DuplicateReadersPageModel, OpenLoanPageModel } from './models.ts';

/** The token of a reader as a role sees it. */
export type TokenView = (role: Role, token: string) => string;

/** Both throw FORBIDDEN for every other role, and BAD_USER_INPUT for a page that cannot be read. */
export interface Analyst {
  openLoans(args: QueryOpenLoansArgs): Promise<OpenLoanPageModel>;
  duplicateReaders(args: QueryDuplicateReadersArgs): Promise<DuplicateReadersPageModel>;
}

export interface AnalystMeans {
  readonly role: Role;
  readonly loans: CirculationReader;
  /** Null where this region keeps no patron data. */
  readonly tokenView: TokenView | null;
  readonly regionId: string;
}

export function createAnalyst({ role, loans, tokenView, regionId }: AnalystMeans): Analyst {
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
    async openLoans(args) {
      const view = viewFor('openLoans');
      const { system = null, library = null } = args;
      if (system === null && library === null) {
        throw new MerciaError('BAD_USER_INPUT', 'openLoans: name a system, a library or both.');
      }
      const of = { system: system as SystemId | null, library: library as LibraryId | null, ...toRecordPage(args) };
      return mapNodes(orThrow(await loans.openLoans(of)), ({ readerToken, ...loan }) => ({
        ...loan,
        reader: view(readerToken),
      }));
    },
    async duplicateReaders(args) {
      const view = viewFor('duplicateReaders');
      return mapNodes(orThrow(await loans.duplicateReaders(toRecordPage(args))), ({ key, evidence, accounts }) => ({
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
