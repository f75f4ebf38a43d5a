/**
 * Of the form of region files. Goes up when a file that was right is refused, or is read as something else: then the changelog says what to
 * write. A new key with a default leaves it as it is.
 */
export const REGION_FILE_VERSION = '1';
