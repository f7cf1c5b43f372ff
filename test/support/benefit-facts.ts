import { addDays, addMonths, type LocalDate } from '#libs/local-date'
import fc from 'fast-check'

/** Random facts of benefit cases that are possible together, in the case format. */
export type CaseInput = Record<string, unknown>

const firstDay = '2015-07-01' as LocalDate
const days = 4500

export const eventDate = fc.integer({ min: 0, max: days }).map((day) => addDays(firstDay, day))
export const oldEventDate = fc.integer({ min: 0, max: 1614 }).map((day) => addDays(firstDay, day))
export const wage = fc.integer({ min: 1, max: 60_000_000 })

const disabilities = fc.uniqueArray(
  fc.oneof(
    fc.constantFrom(
      { code: 'THUMB_R' },
      { code: 'INDEX_L' },
      { code: 'HAND_WRIST_R' },
      { code: 'ARM_SHOULDER_L' },
      { code: 'SMELL' },
      { code: 'NOSE_ALAE' },
      { code: 'EYE_ONE', side: 'L' },
      { code: 'FOOT_ANKLE', side: 'R' },
      { code: 'TOE_BIG', side: 'R' },
      { code: 'MENTAL_PERMANENT' },
    ),
    fc.integer({ min: 1, max: 120 }).map((decibel) => ({ code: 'HEARING_LOSS_BOTH_10DB', decibel })),
    fc.integer({ min: 1, max: 3 }).map((units) => ({ code: 'FINGER_OTHER_L', units })),
    fc
      .integer({ min: 1, max: 1000 })
      .map((tenths) => ({ code: 'LEG_HIP', side: 'L', function_loss_pct: tenths / 10 })),
    fc.integer({ min: 10, max: 30 }).map((units) => ({ code: 'SCALP', units })),
  ),
  { selector: ({ code }) => code, minLength: 1, maxLength: 6 },
)

const receipt = fc.option(fc.nat(30_000_000), { nil: undefined })
const receipts = fc
  .record({
    transport_land: receipt,
    transport_sea: receipt,
    transport_air: receipt,
    medical: receipt,
    homecare: receipt,
    dentures: receipt,
    hearing_aid: receipt,
    glasses: receipt,
    orthosis_reference_price: receipt,
  })
  .map(withoutAbsent)

const grades = { TK_SD: ['TK-A', '1', '6'], SMP: ['7', '9'], SMA: ['10', '12'], PT: ['1', '5'] } as const

/** A child at school, born and enrolled around the date of the event. */
function child(on: LocalDate, received: LocalDate) {
  const start = Number(received.slice(0, 4)) - (received.slice(5) < '07-01' ? 1 : 0)
  return fc
    .record({
      level: fc.constantFrom('TK_SD' as const, 'SMP' as const, 'SMA' as const, 'PT' as const),
      months: fc.integer({ min: 24, max: 26 * 12 }),
      married: fc.option(fc.boolean(), { nil: undefined }),
      employment: fc.option(
        fc.record({ segment: fc.constantFrom('PU', 'BPU', 'INTERN'), consecutive_months: fc.nat(12) }),
        { nil: undefined },
      ),
      grade: fc.nat(1),
    })
    .map(({ months, grade, ...rest }) =>
      withoutAbsent({
        ...rest,
        name: `Anak ${months}`,
        birth_date: addMonths(on, -months),
        grade: grades[rest.level][grade],
        school_year: `${start}/${start + 1}`,
      }),
    )
}

const children = (on: LocalDate, received: LocalDate) =>
  fc.array(child(on, received), { maxLength: 4 }).map((list) => (list.length > 0 ? { children: list } : {}))

const participant = (on: LocalDate) =>
  fc.oneof(
    fc
      .record({
        benefit_wage_base: wage,
        contribution_months: fc.nat(120),
        arrears_months: fc.option(fc.nat(6), { nil: undefined }),
        true_monthly_wage: fc.option(wage, { nil: undefined }),
        handedness: fc.constantFrom('left', 'right'),
        wages_continued_by_employer: fc.boolean(),
      })
      .map((fields) => withoutAbsent({ segment: 'PU', ...fields })),
    fc
      .record({
        reported_income: fc.nat(30_000_000),
        contribution_months: fc.nat(120),
        membership_start: fc.integer({ min: -40, max: 2000 }).map((back) => addDays(on, -back)),
        paid_until: fc.option(
          fc.integer({ min: -60, max: 150 }).map((back) => addDays(on, -back)),
          { nil: undefined },
        ),
        sponsor: fc.option(fc.constantFrom('APBD', 'village'), { nil: undefined }),
      })
      .map((fields) => withoutAbsent({ segment: 'BPU', ...fields })),
  )

const outcome = (on: LocalDate) =>
  fc.oneof(
    fc.constant({ event: { type: 'non_work_death', event_date: on } }),
    fc.constant({ event: { type: 'sudden_death_at_work', event_date: on } }),
    fc.constantFrom('death', 'total_permanent', 'recovered').map((what) => ({
      event: { type: 'work_accident', event_date: on, outcome: what },
    })),
    disabilities.map((list) => ({
      event: { type: 'occupational_disease', event_date: on, outcome: 'partial' },
      disabilities: list,
    })),
  )

/** A whole claim that `evaluate` must decide. */
export function claimOn(date: fc.Arbitrary<LocalDate>): fc.Arbitrary<CaseInput> {
  return fc
    .tuple(date, fc.nat(2500))
    .chain(([on, later]) => {
      const received = addDays(on, later)
      return fc.tuple(
        participant(on),
        outcome(on),
        children(on, received),
        fc.option(fc.nat(900), { nil: undefined }),
        fc.option(receipts, { nil: undefined }),
        fc.constant({ received }),
      )
    })
    .map(([who, what, family, stmb_days, given, claim]) =>
      withoutAbsent({ participant: who, ...what, ...family, stmb_days, receipts: given, claim }),
    )
}

export function withoutAbsent(fields: Record<string, unknown>): CaseInput {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
