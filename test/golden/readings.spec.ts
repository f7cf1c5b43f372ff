/**
 * Where the text of the law is silent, conflicting or was not seen, a reading was chosen. Each is a parameter, so
 * another reading is a change of data; these are the readings in force, with the others that were considered.
 */
import type { LawBook } from '#libs/law'
import { parseLocalDate } from '#libs/local-date'
import { percent } from '#libs/rupiah'
import { loadLaw } from '../../src/platform/law-loader/load-law.js'

const law: LawBook = loadLaw()
const on = parseLocalDate('2026-11-01')
const beforePp82 = parseLocalDate('2019-12-01')

test.each([
  ['rate_reference.jkk', 'event_date', ['outcome_date']],
  ['stmb.days_per_month', 30, ['calendar_months']],
  ['disability.combination_cap', percent('70'), [100, 'none']],
  ['disability.graded_steps', 'completed', ['proportional']],
  ['expiry.extend_unexpired_old', false, [true]],
  ['jkm.expiry_years', 5, ['none']],
  ['jkm.bpu_wait.count', 'elapsed', ['contribution_months']],
  ['jkm.bpu_wait.grandfather_before', undefined, ['2025-02-24']],
  ['jkm.multiple_memberships', 'manual_review', ['per_membership']],
  ['scholarship.contribution_months_mode', 'cumulative', ['consecutive']],
  ['scholarship.age_test', 'application_date', ['school_year_start']],
  ['scholarship.substitution', false, [true]],
  ['scholarship.retroactive', true, [false]],
  ['scholarship.retroactive_years', 5, []],
  ['late.day_kind', 'calendar', ['working']],
  ['late.base', 'all_cash_lines', ['santunan_lines']],
  ['workingday.cuti_bersama_counts', false, [true]],
  ['heirs.split_mode', 'representative', ['always_equal']],
  ['heirs.none_destination', 'dana_jaminan_sosial', ['balai_harta_peninggalan']],
  ['heirs.age_of_majority', 18, [21]],
  ['arrears.pu_covered_months', 3, []],
  ['arrears.bpu_grace_months', 3, []],
  ['rounding.mode', 'half_up', ['floor']],
])('%s is read as %s', (name, value, alternatives) => {
  expect(law.find(name, on)?.value).toEqual(value)
  expect(law.describe(name).alternatives).toEqual(alternatives)
})

test('deaths before PP 82/2019 expire after two years', () => {
  expect(law.integer('jkm.expiry_years', beforePp82).value).toBe(2)
})

test('what is a reading says so, and nothing else does', () => {
  const versions = law.names().flatMap((name) => law.versions(name))
  expect(versions.filter(({ basis }) => basis.act === 'Tafsir').length).toBeGreaterThan(20)
  for (const { parameter, basis } of versions) {
    expect([parameter, basis.act === 'Tafsir']).toEqual([parameter, basis.confidence === 'D'])
  }
})
