import type { LineData } from './line-data.js'
import { explainLine } from './explain/explain-line.js'
import { plainParameter, plainWorking } from './explain/plain.js'

/**
 * A line of an answer. It keeps the data it was calculated from; the article, the sentence and the JSON form are made
 * only when somebody asks, so that calculating a million cases does not write a million sentences.
 */
export class Line {
  readonly code
  readonly amount
  readonly payee
  readonly child
  readonly working
  readonly parameters

  constructor(data: LineData) {
    this.code = data.code
    this.amount = data.amount
    this.payee = data.payee
    this.child = data.child
    this.working = data.working
    this.parameters = data.parameters
  }

  /** The citation printed beside the amount. */
  get article(): string {
    return this.parameters[0]?.basis.article ?? ''
  }

  /** The arithmetic as one Indonesian sentence. */
  get because(): string {
    return explainLine(this)
  }

  toJSON(): object {
    const { code, amount, payee, child, article, because } = this
    return {
      code,
      amount,
      ...(payee === undefined ? {} : { payee }),
      ...(child === undefined ? {} : { child }),
      article,
      because,
      working: plainWorking(this.working),
      parameters: this.parameters.map(plainParameter),
    }
  }
}
