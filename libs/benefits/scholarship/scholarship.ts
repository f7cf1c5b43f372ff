import type { Line } from '../line.js'
import type { RefusalData } from '../line-data.js'

/** What the scholarship adds to a claim of the parent. */
export interface Scholarship {
  readonly lines: readonly Line[]
  readonly rejected: readonly RefusalData[]
}
