import { asNotSent, MerciaError } from '#platform/errors.ts';

/**
 * What has to be asked or done before a write is sent: where it fails, the write was certainly not done, and the error
 * says so.
 */
export async function beforeWrite<Value>(asked: Promise<Value>): Promise<Value> {
  try {
    return await asked;
  } catch (error) {
    throw error instanceof MerciaError ? asNotSent(error) : error;
  }
}
