import { Injectable } from '@nestjs/common'
import type { Request, Response } from 'express'
import type { ProblemInWords, ProblemPage } from '../../platform/problem/problem-page.port.js'
import { InternalError } from '../../platform/problem/http-problems.js'
import { NotSignedIn, type Problem } from '../../platform/problem/problems.js'
import { ClaimantPage } from '../claimant/claimant-page.js'
import { sharedId } from '../words/shared.js'
import { Pages } from './pages.service.js'
import { StaffPage } from './staff-page.js'
import { fill } from './words.js'

const STAFF_DOORS = /^\/(petugas|pimpinan|admin)(\/|$)/

/** What went wrong as a page of the door at which it went wrong. */
@Injectable()
export class ProblemPages implements ProblemPage {
  constructor(private readonly pages: Pages) {}

  answer(problem: Problem, words: ProblemInWords, request: Request, response: Response): void {
    const staff = STAFF_DOORS.test(request.path)
    if (problem instanceof NotSignedIn) {
      const next = request.method === 'GET' ? `?lanjut=${encodeURIComponent(request.originalUrl)}` : ''
      response.redirect(303, staff ? `/petugas/masuk${next}` : `/lanjutkan${next}`)
      return
    }
    const content = <ProblemContent problem={problem} words={words} home={staff ? '/petugas' : '/'} />
    const page = staff ? (
      <StaffPage title={words.title}>{content}</StaffPage>
    ) : (
      <ClaimantPage title={words.title}>{content}</ClaimantPage>
    )
    response.status(problem.status).send(this.pages.send(page, request, response))
  }
}

function ProblemContent({ problem, words, home }: { problem: Problem; words: ProblemInWords; home: string }) {
  return (
    <>
      <h1 class="govuk-heading-l">{words.title}</h1>
      <p class="govuk-body">{words.detail}</p>
      {words.refusals.length > 0 && (
        <ul class="govuk-list govuk-list--bullet">
          {words.refusals.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      {words.cure && <p class="govuk-body">{words.cure}</p>}
      {problem instanceof InternalError && (
        <p class="govuk-body">{fill(sharedId.problemNumber, { id: problem.errorId })}</p>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={home}>
          {sharedId.problemHome}
        </a>
      </p>
    </>
  )
}
