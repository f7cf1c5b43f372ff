import type { AwardEffect, YearEffect } from '#libs/lifecycle'
import { ageOn, parseLocalDate } from '#libs/local-date'
import type { ReadYear } from './scholarship-facts.js'
import type { ScholarshipRules } from './scholarship-rules.js'
import type { ReadSubject } from './scholarship-step.js'

/** What a child who is old enough is told as well as the guardian. */
const ALSO_THE_CHILD: readonly string[] = ['scholarship-received', 'scholarship-approved', 'scholarship-paid']

/**
 * The payload of each message of a step: to the guardian, where one is known, else to everybody on the claim. Who they
 * are is looked up when the message leaves; only ids travel.
 */
export function messagesOf(
  effects: readonly (YearEffect | AwardEffect)[],
  subject: ReadSubject,
  year: ReadYear | null,
  rules: ScholarshipRules,
): object[] {
  const { guardian_id, child_party_id } = subject
  return effects.flatMap((effect) => {
    if (effect.kind !== 'notify') return []
    const child =
      year && isOldEnough(year, rules) && ALSO_THE_CHILD.includes(effect.template) ? child_party_id : null
    const parties = guardian_id === null ? [] : [guardian_id, ...(child ? [child] : [])]
    return [
      {
        template: effect.template,
        ...(parties.length > 0 ? { parties } : {}),
        ...(year ? { fill: { school_year: year.school_year } } : {}),
      },
    ]
  })
}

function isOldEnough({ child_birth_date, today }: ReadYear, rules: ScholarshipRules): boolean {
  return ageOn(parseLocalDate(child_birth_date), parseLocalDate(today)) >= rules.childToldFromAge
}
