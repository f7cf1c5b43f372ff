/**
 * Who is entitled when a participant died, in which class and with which share (chapter 5 of the benefit rules). Knows
 * families and amounts, nothing of claims or accounts.
 */
export type { Family, Relative, Will } from './family.js'
export { allotLines } from './allot-lines.js'
export { fundOn } from './fund.js'
export { type HeirPayee, type HeirSettlement, isMinor, settleHeirs } from './settle-heirs.js'
export { type HeirShare, shareOut } from './share-out.js'
export { isWillValid } from './will.js'
