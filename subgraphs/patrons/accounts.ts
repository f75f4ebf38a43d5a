import type { AccountId } from '#domain/ids.ts';
import { findOwnRefusal, refuseAccess } from './access-rules.ts';
import { shownId, type Continues, type Link } from './account-links.ts';
import type { FoundAccount } from './card-lookup.ts';
import type { LibraryDirectory } from './library-directory.ts';
import type { AccountModel } from './models.ts';

export function toOwnAccount(link: Link, libraries: LibraryDirectory): AccountModel {
  const refusal =
    findOwnRefusal(libraries.find(link.library)) ??
    (libraries.isElsewhere(link.account, link.library) ? refuseAccess('LIBRARY_MOVED') : null);
  return {
    id: shownId(link),
    library: link.library,
    continued: link.continues?.sealed,
    link,
    access: refusal === null ? { purpose: 'SELF_SERVICE' } : { refusal },
  };
}

/** A linked account as it is shown to the staff who linked it. To read it, they give a purpose. */
export function toLinkedByStaff(link: Link): AccountModel {
  return {
    id: shownId(link),
    library: link.library,
    link,
    access: { refusal: refuseAccess('PURPOSE_NEEDED') },
  };
}

/**
 * Of one patron's links, those that count where their libraries stand now. An account that goes on at another system has two, under one
 * id: the one at the system that the library lends from counts. The other is kept for a switch back.
 */
export function standingLinks(links: readonly Link[], libraries: LibraryDirectory): readonly Link[] {
  const shown = new Map<string, Link>();
  for (const link of links) {
    const id = shownId(link);
    const other = shown.get(id);
    const isBetter = other === undefined || libraries.isElsewhere(other.account, other.library);
    if (isBetter) shown.set(id, link);
  }
  return [...shown.values()];
}

/**
 * A patron's accounts with this library at systems that it has left: they may go on in a new one. Not those that go on already, and
 * none of another library, whose system this library's cards are no business of.
 */
export function formerAccounts(
  links: readonly Link[],
  library: string,
  libraries: LibraryDirectory,
): readonly AccountId[] {
  return standingLinks(links, libraries)
    .filter((link) => link.library === library && libraries.isElsewhere(link.account, link.library))
    .map(shownId);
}

/** The account that goes on in the one that was found: only where the card is the named library's own, of which it was asked. */
export function continuedBy({ homeLibrary, continues }: FoundAccount, library: string): Continues | undefined {
  return homeLibrary === library ? continues : undefined;
}
