/** The routes of Koha 23.05 that this simulator answers; `GET /api/v1/` lists them. */
import type { Answer } from '../answer.ts';
import type { Requirement } from './auth.ts';
import { authorisedValues, categories, libraries, library, publicLibraries, transferLimits } from './rest-admin.ts';
import { BIBLIO_TYPES, biblio, biblioItems, biblios, publicBiblio, publicBiblioItems } from './rest-biblios.ts';
import { deleteHold, postHold } from './rest-holds.ts';
import { patron, patronAccount, patrons, validatePassword } from './rest-patrons.ts';
import { allowsRenewal, renewCheckout } from './rest-renewal.ts';
import type { RestCall } from './rest-call.ts';
import {
  biblioCheckouts,
  checkout,
  checkoutRenewals,
  checkouts,
  holds,
  patronHolds,
  pickupLocations,
} from './rest-circulation.ts';
import { item, items, publicItems } from './rest-items.ts';
import { HOLD_PARAMETERS, LIBRARY_PARAMETERS, PATRON_PARAMETERS } from './rest-parameters.ts';

/** What a call is about, so that tests count calls by it. */
export type RestKind =
  | 'items'
  | 'item'
  | 'biblios'
  | 'biblio'
  | 'biblio-items'
  | 'checkouts'
  | 'checkout'
  | 'holds'
  | 'libraries'
  | 'authorised-values'
  | 'patrons'
  | 'account'
  | 'pin'
  | 'write-renewal'
  | 'write-hold'
  | 'write-cancel'
  | 'pickup-locations'
  | 'public-items'
  | 'public-biblio'
  | 'public-biblio-items'
  | 'public-libraries'
  | 'other';

export interface Route {
  /** GET also answers HEAD and OPTIONS. */
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly kind: RestKind;
  /** Null on the public endpoints. */
  readonly permission: Requirement | null;
  /** Query parameters beyond those of {@link paging}. */
  readonly parameters?: readonly string[];
  readonly required?: readonly string[];
  /** Lists take `q`, `_match`, `_order_by`, `_page` and `_per_page`. */
  readonly paging: boolean;
  /** What x-koha-embed may list; left out where the endpoint knows no embed at all. */
  readonly embeds?: readonly string[];
  /** What it may list besides where the version embeds transfers. */
  readonly newerEmbeds?: readonly string[];
  /** JSON alone where not said. */
  readonly produces?: readonly string[];
  readonly run: (call: RestCall) => Answer;
}

const CATALOGUE: Requirement = { any: ['catalogue'], shown: { catalogue: '1' } };
const CIRCULATION: Requirement = {
  any: ['circulate:circulate_remaining_permissions'],
  shown: { circulate: 'circulate_remaining_permissions' },
};
const HOLDS: Requirement = { any: ['reserveforothers:place_holds'], shown: { reserveforothers: 'place_holds' } };
/** Placing one asks for the whole flag: `place_holds` alone is 403. */
const NEW_HOLDS: Requirement = { any: ['reserveforothers'], shown: { reserveforothers: '1' } };
const PATRON: Requirement = { any: ['borrowers:edit_borrowers'], shown: { borrowers: 'edit_borrowers' } };
const ACCOUNT: Requirement = {
  any: ['borrowers:edit_borrowers'],
  and: 'updatecharges:remaining_permissions',
  shown: { borrowers: 'edit_borrowers', updatecharges: 'remaining_permissions' },
};
const PATRONS: Requirement = {
  any: ['borrowers:edit_borrowers'],
  shown: [
    { borrowers: 'edit_borrowers' },
    { tools: 'label_creator' },
    { serials: 'routing' },
    { acquisition: 'order_manage' },
  ],
};
/** The PIN check likewise. */
const BORROWERS: Requirement = { any: ['borrowers'], shown: { borrowers: '1' } };
const NOBODY: Requirement = { any: [], shown: null };

type Made<More> = (
  ...given: [path: string, kind: RestKind, permission: Requirement | null, run: Route['run'], rest?: More]
) => Route;
type RouteRest = Pick<Route, 'parameters' | 'required' | 'embeds' | 'newerEmbeds' | 'produces'>;

const single: Made<RouteRest> = (path, kind, permission, run, rest) => ({
  ...{ method: 'GET', path, kind, permission, run, paging: false },
  ...rest,
});
const list: Made<RouteRest> = (...given) => ({ ...single(...given), paging: true });
/** A route that changes something, or asks what no address should hold. */
const write = (method: 'POST' | 'DELETE', ...given: Parameters<Made<RouteRest>>): Route => ({
  ...single(...given),
  method,
});

const STRINGS = ['+strings'];
const PATRON_EMBEDS = [
  '+strings',
  'extended_attributes',
  'checkouts+count',
  'overdues+count',
  'account_balance',
  'library',
];
const PICKUP = { parameters: ['patron_id'], required: ['patron_id'] };

export const ROUTES: readonly Route[] = [
  list('/items', 'items', CATALOGUE, items, { parameters: ['external_id'], embeds: ['+strings', 'biblio'] }),
  single('/items/{item_id}', 'item', CATALOGUE, item, { embeds: STRINGS }),
  list('/items/{item_id}/pickup_locations', 'pickup-locations', HOLDS, pickupLocations, PICKUP),
  list('/biblios', 'biblios', CATALOGUE, biblios, { produces: BIBLIO_TYPES }),
  single('/biblios/{biblio_id}', 'biblio', CATALOGUE, biblio, { produces: BIBLIO_TYPES }),
  list('/biblios/{biblio_id}/items', 'biblio-items', CATALOGUE, biblioItems, {
    embeds: STRINGS,
    newerEmbeds: ['transfer'],
  }),
  list('/biblios/{biblio_id}/checkouts', 'checkouts', CIRCULATION, biblioCheckouts, { parameters: ['checked_in'] }),
  list('/biblios/{biblio_id}/pickup_locations', 'pickup-locations', HOLDS, pickupLocations, PICKUP),
  list('/checkouts', 'checkouts', CIRCULATION, checkouts, {
    parameters: ['patron_id', 'checked_in'],
    embeds: ['issuer', 'renewals'],
  }),
  single('/checkouts/{checkout_id}', 'checkout', CIRCULATION, checkout),
  single('/checkouts/{checkout_id}/allows_renewal', 'checkout', CIRCULATION, allowsRenewal),
  list('/checkouts/{checkout_id}/renewals', 'checkout', CIRCULATION, checkoutRenewals),
  write('POST', '/checkouts/{checkout_id}/renewal', 'write-renewal', CIRCULATION, renewCheckout),
  list('/holds', 'holds', HOLDS, holds, { parameters: HOLD_PARAMETERS, embeds: ['cancellation_requested'] }),
  write('POST', '/holds', 'write-hold', NEW_HOLDS, postHold),
  write('DELETE', '/holds/{hold_id}', 'write-cancel', HOLDS, deleteHold),
  list('/holds/{hold_id}/pickup_locations', 'pickup-locations', HOLDS, pickupLocations),
  list('/libraries', 'libraries', CATALOGUE, libraries, { parameters: LIBRARY_PARAMETERS }),
  single('/libraries/{library_id}', 'libraries', CATALOGUE, library),
  list('/authorised_value_categories', 'authorised-values', CATALOGUE, categories),
  list(
    '/authorised_value_categories/{authorised_value_category_name}/authorised_values',
    'authorised-values',
    CATALOGUE,
    authorisedValues,
  ),
  list('/patrons', 'patrons', PATRONS, patrons, { parameters: PATRON_PARAMETERS, embeds: PATRON_EMBEDS }),
  single('/patrons/{patron_id}', 'patrons', PATRON, patron, { embeds: PATRON_EMBEDS }),
  single('/patrons/{patron_id}/account', 'account', ACCOUNT, patronAccount),
  list('/patrons/{patron_id}/holds', 'holds', PATRON, patronHolds),
  write('POST', '/auth/password/validation', 'pin', BORROWERS, validatePassword),
  list('/transfer_limits', 'other', CATALOGUE, transferLimits),
  // Its permission is missing in Koha's own description: 403 for everybody (koha.md 8).
  single('/circulation-rules/kinds', 'other', NOBODY, transferLimits),
  list('/public/items', 'public-items', null, publicItems, { embeds: STRINGS }),
  single('/public/biblios/{biblio_id}', 'public-biblio', null, publicBiblio, { produces: BIBLIO_TYPES.slice(1) }),
  list('/public/biblios/{biblio_id}/items', 'public-biblio-items', null, publicBiblioItems, { embeds: STRINGS }),
  list('/public/libraries', 'public-libraries', null, publicLibraries, { parameters: LIBRARY_PARAMETERS }),
  single('/public/libraries/{library_id}', 'public-libraries', null, library),
];
