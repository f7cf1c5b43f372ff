export interface Cell {
  readonly label: string
  /** Null when it is too small to be shown. */
  readonly members: number | null
}

const SMALLEST_SHOWN = 5

/**
 * Hides counts of fewer than five people. Where one count alone is hidden it could be told from the total, so the
 * smallest of the others is hidden with it.
 */
export function withoutSmallCells(cells: readonly { label: string; members: number }[]): Cell[] {
  const hidden = new Set(cells.filter(({ members }) => members < SMALLEST_SHOWN))
  if (hidden.size === 1) {
    const [next] = cells.filter((cell) => !hidden.has(cell)).sort((a, b) => a.members - b.members)
    if (next) hidden.add(next)
  }
  return cells.map((cell) => ({ label: cell.label, members: hidden.has(cell) ? null : cell.members }))
}
