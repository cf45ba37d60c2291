/** Longer gaps between a resolve and what came next are not rolled up, so that a dialog of today changes no old days. */
export const LONGEST_ROLLED_GAP_HOURS = 168;
