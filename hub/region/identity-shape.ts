/** The shape of `identity` in a region file: the issuers of tokens that are accepted. */
import { SIGNED_IN_ROLES } from '#domain/region.ts';
import { isSafeAddress } from '#platform/loopback.ts';
import { z } from 'zod';

const reference = z.string().min(1);
const claim = z.string().min(1).nullable().default(null);

/** Kept as written: an issuer's name is compared with what its tokens say, a trailing slash included. */
const address = z
  .string()
  .refine(isSafeAddress, 'an address begins with https:// (http:// on this machine alone) and holds no password');

const role = z.enum(SIGNED_IN_ROLES);

const issuerName = address.refine((value) => !/[?#]/.test(value), 'an issuer has no ? and no #');

const issuer = z.strictObject({
  issuer: issuerName,
  formerly: issuerName.optional(),
  audience: z.union([reference.transform((one) => [one]), z.array(reference).min(1)]),
  jwksUri: address.nullable().default(null),
  rolesClaim: claim,
  roles: z.record(reference, role).default({}),
  librariesClaim: claim,
  libraries: z.record(reference, reference).default({}),
  development: z.boolean().default(false),
});

export const identityShape = z.strictObject({ issuers: z.array(issuer).default([]) });

export type IssuerShape = z.output<typeof issuer>;
