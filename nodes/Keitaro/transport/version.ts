/** The version of the package: what its requests call themselves, and its faults are reported with. */
export const VERSION = '1.0.0';
