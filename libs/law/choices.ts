/**
 * The readings the calculation understands. Which one applies on a day is data in `config/law`; a value outside these
 * lists would be a rule nobody has written, so the law book refuses it.
 */
export const choices = {
  'rate_reference.jkk': ['event_date', 'outcome_date'],
  'disability.graded_steps': ['completed', 'proportional'],
  'jkm.bpu_wait.count': ['elapsed', 'contribution_months'],
  'jkm.multiple_memberships': ['manual_review', 'per_membership'],
  'scholarship.contribution_months_mode': ['cumulative', 'consecutive'],
  'scholarship.age_test': ['application_date', 'school_year_start'],
  'late.day_kind': ['calendar', 'working'],
  'late.base': ['all_cash_lines', 'santunan_lines'],
  'heirs.split_mode': ['representative', 'always_equal'],
  'heirs.none_destination': ['dana_jaminan_sosial', 'balai_harta_peninggalan'],
  'rounding.mode': ['half_up', 'floor'],
} as const

export type ChoiceName = keyof typeof choices
export type Choice<N extends ChoiceName> = (typeof choices)[N][number]

export function isChoiceName(name: string): name is ChoiceName {
  return Object.hasOwn(choices, name)
}
