import { explainRefusal } from './explain/explain-refusal.js'
import { plainParameter } from './explain/plain.js'
import type { RefusalData } from './line-data.js'

/** What would have to be otherwise for a refused line, or the whole case, to be paid. */
export class Counterfactual {
  readonly code
  readonly child
  readonly school_year
  readonly reason
  readonly unmet

  constructor(data: RefusalData) {
    this.code = data.code
    this.child = data.child
    this.school_year = data.school_year
    this.reason = data.reason
    this.unmet = data.unmet
  }

  /** Why it is not paid and, where one fact would change that, when it would be. */
  get because(): string {
    return explainRefusal(this)
  }

  toJSON(): object {
    const { parameters = [], ...condition } = this.unmet ?? {}
    return {
      ...(this.code === undefined ? {} : { code: this.code }),
      ...(this.child === undefined ? {} : { child: this.child }),
      ...(this.school_year === undefined ? {} : { school_year: this.school_year }),
      reason: this.reason,
      because: this.because,
      ...(this.unmet === undefined ? {} : { condition, parameters: parameters.map(plainParameter) }),
    }
  }
}
