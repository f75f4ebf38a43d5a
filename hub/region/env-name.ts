import { z } from 'zod';

// A long run of capitals, digits and nothing else that has a word in it is more likely a key than a name.
const ENV_NAME = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/;
const LOOKS_RANDOM = /^(?=.*[0-9])[A-Z0-9]{16,}$/;

/** The name of an environment variable; a secret that was pasted in its place is refused and not repeated. */
export const envName = z
  .string()
  .refine(
    (value) => ENV_NAME.test(value) && !LOOKS_RANDOM.test(value),
    'must be the NAME of an environment variable (capitals, digits, underscores), not the secret itself',
  );
