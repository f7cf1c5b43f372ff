/**
 * Advisory lock of whoever writes the registry as a set, until the transaction ends: imports one after the other, and
 * bills that count the members of whole imports. Files are read and checked before it is taken.
 */
export const IMPORT_LOCK = 640_101
