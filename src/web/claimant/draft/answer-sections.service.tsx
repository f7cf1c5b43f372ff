import { Injectable } from '@nestjs/common'
import type { VNode } from 'preact'
import { dateOfInstant, type LocalDate, parseInstant } from '#libs/local-date'
import type { PreDraftAnswers } from '../../../intake/pre-drafts.service.js'
import { Clock } from '../../../platform/clock/clock.js'
import { Branches } from '../../../staff/branches.query.js'
import { dateParts } from '../../shared/components/fields.js'
import type { FormErrors, FormValues } from '../../shared/form.js'
import { draftWords as words } from '../../words/claimant-draft.js'
import { isHappening, readClaimant, readEvent, type Reading, readParticipant } from './answer-forms.js'
import { ClaimantDetailsPage, DatesPage, ParticipantPage } from './answers.page.js'

/** What is asked before there is a draft, each on a page of its own; the names are those of the addresses. */
export const sections = ['peserta', 'tanggal', 'pemohon'] as const
export type Section = (typeof sections)[number]

export function isSection(name: string): name is Section {
  return (sections as readonly string[]).includes(name)
}

/** Where a page of questions stands: before the draft, or on it. */
export interface Standing {
  action: string
  back: string
  step?: number
  /** The version of the draft; without it there is none yet, and the branch is asked for as well. */
  version?: number
}

/** The same questions before a draft is there and on the draft: how each is shown and read. */
@Injectable()
export class AnswerSections {
  constructor(
    private readonly branches: Branches,
    private readonly clock: Clock,
  ) {}

  async page(
    section: Section,
    told: PreDraftAnswers,
    standing: Standing,
    values: FormValues = valuesOfSection(section, told),
    errors?: FormErrors,
  ): Promise<VNode> {
    const name = told.participant?.name ?? words.theParticipant
    const props = { ...standing, values, errors }
    switch (section) {
      case 'peserta':
        return <ParticipantPage {...props} />
      case 'tanggal':
        return <DatesPage {...props} happening={happeningOf(told)} name={name} />
      case 'pemohon': {
        const branches = standing.version === undefined ? await this.branches.list() : undefined
        return <ClaimantDetailsPage {...props} {...{ name, branches }} />
      }
    }
  }

  /** What was typed, as a change of what was told. */
  async read(
    section: Section,
    told: PreDraftAnswers,
    standing: Standing,
    values: FormValues,
  ): Promise<Reading<PreDraftAnswers>> {
    switch (section) {
      case 'peserta': {
        const read = readParticipant(values, this.today)
        return read.ok ? { ok: true, answers: { participant: read.answers } } : read
      }
      case 'tanggal': {
        const read = readEvent(values, happeningOf(told), this.today)
        return read.ok ? { ok: true, answers: { event: read.answers } } : read
      }
      case 'pemohon':
        return this.readClaimant(told, standing, values)
    }
  }

  /** The latest date of Indonesia's zones. */
  get today(): LocalDate {
    return dateOfInstant(parseInstant(this.clock.now()), 'WIT')
  }

  private async readClaimant(
    told: PreDraftAnswers,
    { version }: Standing,
    values: FormValues,
  ): Promise<Reading<PreDraftAnswers>> {
    const read = readClaimant(values)
    const asksBranch = version === undefined
    const branch = asksBranch
      ? (await this.branches.list()).find(({ code }) => code === values.branch)
      : undefined
    if (asksBranch && !branch)
      return { ok: false, errors: { ...(read.ok ? {} : read.errors), branch: words.branchMissing } }
    if (!read.ok) return read
    const claimant = { ...told.claimant, ...read.answers }
    return { ok: true, answers: branch ? { claimant, branch: branch.code } : { claimant } }
  }
}

function happeningOf({ event }: PreDraftAnswers) {
  return isHappening(event?.type) ? event.type : 'non_work_death'
}

function valuesOfSection(
  section: Section,
  { participant, event, claimant, branch }: PreDraftAnswers,
): FormValues {
  switch (section) {
    case 'peserta':
      return { name: participant?.name, number: participant?.nik ?? participant?.kpj }
    case 'tanggal':
      return {
        ...dateParts('accident', event?.eventDate),
        ...dateParts('death', event?.deathDate ?? event?.eventDate),
        place: event?.place,
      }
    case 'pemohon':
      return { name: claimant?.name, relation: claimant?.relation, branch }
  }
}
