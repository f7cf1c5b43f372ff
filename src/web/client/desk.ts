/** Courtesies of the desk: keys in the queue, a line about new claims, and a closer look at pictures. */

const POLL_MS = 60_000
const SIZES = 4

export function desk(): void {
  const rows = [...document.querySelectorAll<HTMLAnchorElement>('[data-rows] [data-open]')]
  const viewer = document.querySelector<HTMLElement>('[data-viewer]')
  for (const hint of document.querySelectorAll<HTMLElement>('[data-script]')) hint.hidden = false
  if (rows.length > 0) keysOfQueue(rows)
  if (viewer) look(viewer)
  tellArrivals()
}

function keysOfQueue(rows: readonly HTMLAnchorElement[]): void {
  const move = (by: number): void => {
    const at = rows.indexOf(document.activeElement as HTMLAnchorElement)
    rows[Math.min(Math.max(at + by, 0), rows.length - 1)]?.focus()
  }
  onKey((key) => {
    if (key === 'j') move(1)
    else if (key === 'k') move(-1)
    else if (key === '/') document.querySelector<HTMLElement>('.santun-filters select')?.focus()
    else return false
    return true
  })
}

/** Rows never move under a hand; a link says that there are new ones. */
function tellArrivals(): void {
  const link = document.querySelector<HTMLAnchorElement>('[data-arrived]')
  const address = link?.dataset.arrived
  if (!link || !address) return
  setInterval(() => {
    if (document.hidden) return
    fetch(address, { credentials: 'same-origin' })
      .then((answer) => (answer.ok ? answer.text() : ''))
      .then((text) => {
        if (text === '') return
        link.textContent = text
        link.hidden = false
      })
      .catch(() => undefined)
  }, POLL_MS)
}

function look(viewer: HTMLElement): void {
  const pictures = [...viewer.querySelectorAll<HTMLElement>('.santun-picture')]
  let size = 1
  let turn = 0
  const show = (): void => {
    viewer.className = `santun-pictures santun-size-${size} santun-turn-${turn}`
  }
  const act: Record<string, () => void> = {
    in: () => (size = Math.min(size + 1, SIZES)),
    out: () => (size = Math.max(size - 1, 1)),
    turn: () => (turn = (turn + 1) % 4),
  }
  const perform = (name: string | undefined): boolean => {
    const action = act[name ?? '']
    action?.()
    show()
    return action !== undefined
  }
  viewer.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLElement>('[data-viewer-do]')
    if (button) perform(button.dataset.viewerDo)
  })
  onKey((key) => {
    if (/^[1-9]$/.test(key)) {
      pictures[Number(key) - 1]?.scrollIntoView({ block: 'nearest' })
      return true
    }
    return perform({ '+': 'in', '-': 'out', r: 'turn' }[key])
  })
}

/** A key that is pressed outside of any field, and not for the browser itself. */
function onKey(handle: (key: string) => boolean): void {
  document.addEventListener('keydown', (event) => {
    const target = event.target
    const typing = target instanceof Element && target.matches('input:not([type=checkbox]), select, textarea')
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return
    if (handle(event.key)) event.preventDefault()
  })
}
