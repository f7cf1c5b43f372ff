import { Injectable } from '@nestjs/common'
import type { VNode } from 'preact'
import type { OwnClaim } from '../../claims/claims-of-claimant.query.js'
import { Clock } from '../../platform/clock/clock.js'
import type { PendingCode } from '../../platform/login/claimant-codes.service.js'
import { Demonstration } from '../../platform/login/simulated-phone.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import type { FormErrors } from '../shared/form.js'
import { PageWithStatus } from '../shared/page-answer.js'
import { CodeOverPage, CodePage, type ListedClaim } from './sign-in.page.js'

/** What the pages of the way in show of a code that is awaited, and of claims that were found. */
@Injectable()
export class SignInView {
  constructor(
    private readonly clock: Clock,
    private readonly words: ProblemWords,
    private readonly demonstration: Demonstration,
  ) {}

  codePage({ resendAt, simulated }: PendingCode, errors?: FormErrors): VNode {
    return (
      <CodePage
        resendFrom={resendAt > this.clock.now() ? resendAt : null}
        demonstration={this.demonstration.on ? { code: simulated } : null}
        errors={errors}
      />
    )
  }

  listed(claims: readonly OwnClaim[]): ListedClaim[] {
    return claims.map(({ number, participant_name, state }) => ({
      number,
      participant: participant_name,
      state: this.words.label('claim_states', state),
      href: state === 'draft' ? `/ajukan/${number}` : `/k/${number}`,
      draft: state === 'draft',
    }))
  }
}

/** Nothing to type a code for; `lockedUntil` where it is for safety. */
export const overPage = (lockedUntil: string | null): PageWithStatus =>
  new PageWithStatus(lockedUntil === null ? 422 : 429, <CodeOverPage lockedUntil={lockedUntil} />)
