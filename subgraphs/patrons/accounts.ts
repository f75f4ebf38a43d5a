import { findOwnRefusal, refuseAccess } from './access-rules.ts';
import { shownId, type Link } from './account-links.ts';
import type { LibraryDirectory } from './library-directory.ts';
import type { AccountModel } from './models.ts';

/** A linked account as its patron sees it. */
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

/** Those of a patron's links whose accounts are at systems that the library has left: they may go on in a new one. */
export function formerAccounts(links: readonly Link[], libraries: LibraryDirectory): readonly string[] {
  return links.flatMap(({ account, library, continues }) =>
    continues === undefined && libraries.isElsewhere(account, library) ? [account] : [],
  );
}
