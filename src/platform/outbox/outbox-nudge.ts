import { Injectable } from '@nestjs/common'

/** Tells the relay of this process that rows were committed, so that nobody waits for its next look. */
@Injectable()
export class OutboxNudge {
  private listener: () => void = () => undefined

  afterCommit(): void {
    this.listener()
  }

  listen(listener: () => void): void {
    this.listener = listener
  }
}
