import { isValidElement, type VNode } from 'preact'

/** Another page to go to, by GET: after every write, so that reloading never writes twice. */
export class SeeOther {
  /** @param location a path of our own, beginning with one slash */
  constructor(readonly location: string) {
    if (!/^\/(?![/\\])/.test(location)) throw new Error(`Not a path of ours: ${location}`)
  }
}

/** A page that is not the plain success of its address, e.g. a form with its errors. */
export class PageWithStatus {
  constructor(
    readonly status: number,
    readonly page: VNode,
  ) {}
}

/** What a page controller may return. */
export type PageAnswer = VNode | SeeOther | PageWithStatus

export const seeOther = (location: string): SeeOther => new SeeOther(location)

/** The same form again, with what was typed and what is to be mended. */
export const refused = (page: VNode): PageWithStatus => new PageWithStatus(422, page)

export function isPage(answer: unknown): answer is VNode {
  return isValidElement(answer)
}

/** A path of ours that a request asked to go on to, or the fallback: never another site. */
export function ownPath(wanted: unknown, fallback: string): string {
  return typeof wanted === 'string' && /^\/(?![/\\])[\w\-./?=&%,:]*$/.test(wanted) ? wanted : fallback
}
