/**
 * One row of a participants file: which columns it has, how each cell is read, and everything that is wrong with it.
 * Pure: it knows no file, no database and no person but the one in the row.
 */
export { neutralizeCell } from './cell.js'
export {
  type ParticipantRow,
  type RowAnswer,
  type RowContext,
  type RowRefusal,
  type RowRefusalCode,
  type RowWarning,
  type RowWarningCode,
  rowChecker,
  rowRefusalCodes,
  rowWarningCodes,
} from './check-row.js'
export {
  type HeaderAnswer,
  type HeaderRefusal,
  type HeadingChoices,
  type ParticipantColumn,
  type RowLayout,
  columnHeadings,
  columnOf,
  headerRefusalCodes,
  headingName,
  isOptional,
  participantColumns,
  readHeader,
  reportHeadings,
} from './columns.js'
export type { Segment } from './readers.js'
