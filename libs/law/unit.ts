/** What a parameter counts; the unit decides which question of the law book answers it. */
export const units = [
  'IDR',
  'percent',
  'years',
  'months',
  'days',
  'working_days',
  'hours',
  'children',
  'decibel',
  'number',
  'choice',
  'boolean',
  'text',
  'date',
  'month_day',
  'table',
] as const

export type Unit = (typeof units)[number]

export const integerUnits = [
  'years',
  'months',
  'days',
  'working_days',
  'hours',
  'children',
  'decibel',
  'number',
] as const satisfies readonly Unit[]

/** Which date of a claim selects the version in force. */
export const selectors = [
  'reference_date', // accident or diagnosis for JKK, death for JKM, that of the parent for a scholarship
  'application_received',
  'reported',
  'requirements_complete',
  'contribution_month',
  'employment_ended',
  'will_made',
] as const

export type Selector = (typeof selectors)[number]
