/** What resolvers are handed for each type of the graph. */
import type { AccountId, LibraryId } from '#domain/ids.ts';
import type { AccountPurpose } from '#domain/region.ts';
import type { AuditEntry } from './repositories/audit.ts';
import type { AccessRefusal, LinkRefusal } from './__generated__/types.ts';

export type { Person as PatronModel } from './patron-keys.ts';

export interface AccountModel {
  readonly id: AccountId;
  readonly library: LibraryId;
  /** Where it goes on since its library moved, sealed by circulation; absent for an account that did not move. */
  readonly continued?: string | undefined;
  /** Null if it is linked to nobody. */
  readonly link: { readonly linkedAt: Date; readonly verifiedBy: 'CARD_AND_PIN' | 'STAFF' } | null;
  /** The purpose for which the caller may read it, or why not. */
  readonly access: { readonly purpose: AccountPurpose } | { readonly refusal: AccessRefusal };
}

export interface AccountLookModel {
  readonly account: AccountModel | null;
  readonly refusal: AccessRefusal | null;
}

export interface LinkAccountModel {
  readonly account: AccountModel | null;
  readonly refusal: LinkRefusal | null;
}

export type AuditEntryModel = AuditEntry;

export interface AuditPageModel {
  readonly entries: readonly AuditEntry[];
  readonly hasNextPage: boolean;
  /** Whether it was asked for behind a cursor. */
  readonly hasPreviousPage: boolean;
}

/** A library as fields of other types, and the gateway, name it. */
export interface LibraryModel {
  readonly id: string;
}

export interface UnlinkModel {
  readonly unlinked: boolean;
}

export type { PatronData as AgreementModel } from '#domain/region.ts';
