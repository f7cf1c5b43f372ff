/** How many groups of a kind are at the database at once; while they are, the next one gathers. */
export const GROUPS = 2
/** So that one group neither takes long nor, when it fails as a whole, costs much. */
const LARGEST = 64

interface Waiting<Member, Outcome> {
  member: Member
  resolve: (outcome: Outcome) => void
  reject: (error: unknown) => void
}

/**
 * Lets what waits share one round trip. Nobody waits for company: whoever comes when a place is free goes at the end of
 * this turn of the event loop, alone if nobody else came. Members with the same key never share a group, nor are two of
 * them at work at once; readers have no key and never stand in each other's way.
 */
export class WaitingGroup<Member, Outcome> {
  private waiting: Waiting<Member, Outcome>[] = []
  private readonly busy = new Set<string>()
  private underWay = 0
  private called = false

  constructor(
    private readonly keyOf: ((member: Member) => string) | null,
    private readonly work: (members: Member[]) => Promise<Outcome[]>,
    private readonly places = GROUPS,
  ) {}

  join(member: Member): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ member, resolve, reject })
      this.call()
    })
  }

  private call(): void {
    if (this.called || this.waiting.length === 0) return
    this.called = true
    setImmediate(() => {
      this.called = false
      this.depart()
    })
  }

  /** Those who wait are spread over the places that are free. */
  private depart(): void {
    for (let places = this.places - this.underWay; places > 0; places--) {
      const group = this.gather(Math.min(LARGEST, Math.ceil(this.waiting.length / places)))
      if (group.length > 0) void this.run(group)
    }
  }

  private gather(size: number): Waiting<Member, Outcome>[] {
    const group: Waiting<Member, Outcome>[] = []
    const later: Waiting<Member, Outcome>[] = []
    for (const one of this.waiting) {
      const key = this.keyOf?.(one.member)
      if (group.length === size || (key !== undefined && this.busy.has(key))) {
        later.push(one)
      } else {
        if (key !== undefined) this.busy.add(key)
        group.push(one)
      }
    }
    this.waiting = later
    return group
  }

  private async run(group: readonly Waiting<Member, Outcome>[]): Promise<void> {
    this.underWay++
    try {
      const outcomes = await this.work(group.map(({ member }) => member))
      for (const [index, { resolve }] of group.entries()) resolve(outcomes[index] as Outcome)
    } catch (error) {
      for (const { reject } of group) reject(error)
    } finally {
      this.underWay--
      if (this.keyOf) for (const { member } of group) this.busy.delete(this.keyOf(member))
      this.call()
    }
  }
}
