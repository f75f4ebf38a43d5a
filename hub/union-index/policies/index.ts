/** What systems have set up, read from them and read back: codes with labels, and rules of lending. */
export { harvestPolicies, createPolicyKeeper } from './harvest-policies.ts';
export { findCodes, findPolicies } from './repository.ts';
