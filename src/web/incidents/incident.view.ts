import type { IncidentFile } from '../../incidents/incident-file.query.js'
import type { OfferedIncidentStep } from '../../incidents/incident-staff.service.js'
import type { LetterInWords } from '../../letters/letter-shelf.service.js'
import type { FormErrors } from '../shared/form.js'

/** What the page of an incident shows. */
export interface IncidentView {
  file: IncidentFile
  stateLabel: string
  stateText: string
  steps: readonly OfferedIncidentStep[]
  labels: Record<'event' | 'clock' | 'role' | 'part', (code: string) => string>
  /** What this person may add. */
  may: { write: boolean; judge: boolean; confirm: boolean; claim: boolean }
  letters: readonly LetterInWords[]
  now: string
  /** Shown once: the code with which a party reports. */
  access?: { name: string; code: string }
  errors?: FormErrors
}
