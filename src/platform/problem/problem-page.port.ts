import type { Request, Response } from 'express'
import type { Problem } from './problems.js'

/** How a browser is told that something did not succeed; machines get problem+json instead. */
export abstract class ProblemPage {
  /** Answers the request: a page in words, or the way to sign in. */
  abstract answer(problem: Problem, document: ProblemInWords, request: Request, response: Response): void
}

export interface ProblemInWords {
  title: string
  detail: string
  cure?: string
  /** What stands in the way of a step, each with its cure. */
  refusals: readonly string[]
}
