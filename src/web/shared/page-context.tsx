import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { SignedIn } from '../../platform/login/signed-in.js'
import type { AssetAddresses } from './assets.js'

export type Language = 'id' | 'en'

/** What every page knows of the request that asked for it. */
export interface PageContextValue {
  assets: AssetAddresses
  /** Goes into every form: proves that a page of ours, given to this session, sends it. */
  csrf: string
  language: Language
  /** The path of this page with its query. */
  path: string
  staff?: SignedIn
  /** The mark and the phone of whoever runs this; never another institution's. */
  operator: { name: string; phone: string }
  /** "Now" for sentences such as "sejak 3 hari": an instant. */
  now: string
}

export const PageContext = createContext<PageContextValue | null>(null)

/** The request behind the page that is being drawn. */
export function usePage(): PageContextValue {
  const value = useContext(PageContext)
  if (!value) throw new Error('A page is drawn by the PageRenderer only.')
  return value
}
