export const CODE_CACHE: string;
