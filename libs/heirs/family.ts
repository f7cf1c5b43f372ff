import type { Relation } from '#libs/law'
import type { LocalDate } from '#libs/local-date'

/** Someone related to the deceased. The order in which relatives are listed settles what a missing birth date leaves open. */
export interface Relative {
  readonly name: string
  readonly relation: Relation
  readonly birthDate?: LocalDate | undefined
  /** Absent means alive. */
  readonly alive?: boolean | undefined
  readonly married?: boolean | undefined
}

export interface Will {
  readonly beneficiary: string
  /** What kind of document it is, in the words of the file; a deed of a notary says so. */
  readonly deed?: string | null | undefined
  /** When it was made; without a date the rule now in force applies. */
  readonly date?: LocalDate | undefined
}

/** What is known when the heirs are settled. */
export interface Family {
  readonly relatives: readonly Relative[]
  readonly will?: Will | undefined
  /** Name of the heir whom the others of the class gave power of attorney (*surat kuasa*). */
  readonly representative?: string | undefined
  /** Name of the guardian (*wali*) with a court decision, for minors without a surviving parent. */
  readonly guardian?: string | undefined
  /** The day by which class, age and law are judged: the day of death, or of the payment to a minor. */
  readonly on: LocalDate
}
