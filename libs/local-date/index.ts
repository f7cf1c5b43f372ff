export {
  InvalidLocalDate,
  type LocalDate,
  type MonthDay,
  dateOfDayNumber,
  dayNumberOf,
  dayOf,
  daysInMonth,
  isLeapYear,
  isLocalDate,
  isMonthDay,
  localDateOf,
  monthOf,
  parseLocalDate,
  yearOf,
} from './local-date.js'
export * from './date-arithmetic.js'
export * from './format-date.js'
export * from './instant.js'
export * from './school-year.js'
