import type { Rupiah } from '#libs/rupiah'

/** What a person is entitled to, line by line, against what he holds from earlier rounds of the same claim. */
export interface SetOff {
  /** Of each line, what he has already; never more than the line. */
  readonly already: readonly Rupiah[]
  /** What he holds beyond all lines, and is asked to give back. */
  readonly overpaid: Rupiah
}

/**
 * Sets what was paid before against the lines of a new decision, the first line first, so that only the difference is
 * paid. What is left over was paid too much.
 * @basis: supplementary payment with reference to the original, recovery of an overpayment
 */
export function setOff(lines: readonly Rupiah[], held: Rupiah): SetOff {
  let left = held > 0n ? held : 0n
  const already = lines.map((amount) => {
    const part = amount < left ? amount : left
    left -= part
    return part
  })
  return { already, overpaid: left }
}
