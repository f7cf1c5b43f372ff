import type { ClaimEvent } from '#libs/lifecycle'

/** The addresses of the branch's pages. */
export const paths = {
  queue: '/petugas/antrean',
  search: '/petugas/cari',
  claim: (number: string, tab = ''): string => `/petugas/klaim/${number}${tab && `/${tab}`}`,
  document: (number: string, code: string): string => `/petugas/klaim/${number}/berkas/${code}`,
  /** Below the page that shows a document. */
  picture: (document: string, file: string, page: number): string => `${document}/gambar/${file}/${page}`,
  step: (number: string, event: ClaimEvent): string =>
    `/petugas/klaim/${number}/${ownPages[event] ?? `langkah/${event}`}`,
  people: (number: string, rest = ''): string => `/petugas/klaim/${number}/orang${rest}`,
  /** The PDF comes from the door for machines, which a signed-in browser may use. */
  letter: (number: string, id: string): string => `/api/v1/claims/${number}/letters/${id}`,
  emergency: (number: string, code = ''): string =>
    `/petugas/klaim/${number}/darurat${code && `/berkas/${code}`}`,
  approval: (number: string): string => `/pimpinan/persetujuan/${number}`,
}

/** Steps that need more than a short form. */
const ownPages: Partial<Record<ClaimEvent, string>> = {
  request_documents: 'kelengkapan',
  propose: 'usulan',
  investigation_reported: 'pemeriksaan',
}

/** Such a page says what stands against the step and where to clear it. */
export const hasOwnPage = (event: ClaimEvent): boolean => event in ownPages

/** Decided by managers, on their own pages. */
interface OtherPlace {
  events: readonly ClaimEvent[]
  href: (number: string) => string
  words: 'toApproval' | 'toReclassification' | 'toPayments'
  /** A place of whose list a claim is a part only once the step is open to it. */
  onceAllowed?: boolean
}

export const otherPlaces: readonly OtherPlace[] = [
  { events: ['approve', 'endorse', 'reject', 'send_back'], href: paths.approval, words: 'toApproval' },
  { events: ['release'], href: () => '/pimpinan/pembayaran', words: 'toPayments' },
  {
    events: ['reclassify', 'decline_reclassification'],
    href: () => '/pimpinan/jenis-klaim',
    words: 'toReclassification',
    onceAllowed: true,
  },
]

export const decidedElsewhere = otherPlaces.flatMap(({ events }) => events)
