import { Injectable } from '@nestjs/common'

/** An instant as ISO 8601 in UTC with milliseconds, e.g. `2022-10-24T02:15:00.000Z`. */
export type InstantText = string

/** The only source of "now" in the product. */
@Injectable()
export abstract class Clock {
  abstract now(): InstantText
  /** A worker's clock must never be behind the event that woke it; a real clock never is. */
  abstract notBefore(instant: InstantText): void
}

export class SystemClock extends Clock {
  now(): InstantText {
    return new Date().toISOString()
  }
  notBefore(): void {
    // Real time has passed by itself.
  }
}

/** A clock that somebody moves: for the story, demonstrations and tests. It never goes back. */
export class MovedClock extends Clock {
  constructor(private instant: InstantText) {
    super()
  }
  now(): InstantText {
    return this.instant
  }
  moveTo(instant: InstantText): void {
    if (instant < this.instant) throw new Error(`A clock does not go back: ${this.instant} -> ${instant}`)
    this.instant = instant
  }
  notBefore(instant: InstantText): void {
    if (instant > this.instant) this.instant = instant
  }
}
