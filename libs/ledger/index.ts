/**
 * Double entry for the money of a decision. Pure: accounts, entries that balance or are refused, reversals, balances.
 * It knows no claim, no bank and no database.
 */
export { type Account, accounts, clearingAccounts, isAccount } from './accounts.js'
export { type Balances, balances } from './balances.js'
export {
  type Entry,
  type EntryAnswer,
  type LedgerRefusal,
  type LedgerRefusalCode,
  type Posting,
  entry,
  reversalOf,
} from './entry.js'
export { moneyMove } from './money-move.js'
export { type EntryKind, type MoveKind, entryKinds, moves, reversals } from './moves.js'
export { type SetOff, setOff } from './set-off.js'
