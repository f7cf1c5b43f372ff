import type { ComponentChildren } from 'preact'
import { coverageAskers, type StaffRoleName } from '../../platform/login/staff-roles.js'
import { branchWords, type branchId } from '../words/branch.js'
import { sharedWords } from '../words/shared.js'
import { ErrorSummary } from './components/form.js'
import { CSRF_FIELD } from './csrf.js'
import type { FormErrors } from './form.js'
import { HtmlPage } from './html-page.js'
import { usePage } from './page-context.js'
import { useWords } from './words.js'

interface Place {
  href: string
  words: keyof typeof branchId
  /** Who finds something to do there. */
  roles: readonly StaffRoleName[]
}

/** The main menu: a place stands in it for those who may open it. */
export const places: readonly Place[] = [
  {
    href: '/petugas/antrean',
    words: 'navQueue',
    roles: ['officer', 'verifier', 'investigator', 'manager'],
  },
  { href: '/petugas/loket', words: 'navCounter', roles: ['officer'] },
  { href: '/petugas/kepesertaan', words: 'navCoverage', roles: coverageAskers },
  {
    href: '/petugas/kecelakaan',
    words: 'navIncidents',
    roles: ['officer', 'verifier', 'medical_adviser', 'manager', 'auditor'],
  },
  {
    href: '/petugas/cari',
    words: 'navSearch',
    roles: [
      'officer',
      'verifier',
      'investigator',
      'approver',
      'objection_reviewer',
      'medical_adviser',
      'manager',
      'auditor',
    ],
  },
  {
    href: '/petugas/keberatan',
    words: 'navObjections',
    roles: ['objection_reviewer', 'manager', 'auditor'],
  },
  { href: '/petugas/beasiswa', words: 'navScholarships', roles: ['officer', 'verifier'] },
  { href: '/pimpinan/persetujuan', words: 'navApprovals', roles: ['approver', 'manager'] },
  {
    href: '/pimpinan/beasiswa',
    words: 'navScholarshipDecisions',
    roles: ['approver', 'manager', 'auditor'],
  },
  { href: '/pimpinan/pembayaran', words: 'navPayments', roles: ['releaser', 'reconciler', 'manager'] },
  {
    href: '/pimpinan/rekonsiliasi',
    words: 'navReconciliation',
    roles: ['reconciler', 'manager', 'auditor'],
  },
  {
    href: '/pimpinan/laporan-pembayaran',
    words: 'navPaymentReports',
    roles: ['releaser', 'reconciler', 'manager', 'auditor'],
  },
  {
    href: '/pimpinan/kelebihan-bayar',
    words: 'navRecoveries',
    roles: ['officer', 'reconciler', 'manager'],
  },
  { href: '/pimpinan/buku-besar', words: 'navLedger', roles: ['reconciler', 'manager', 'auditor'] },
  { href: '/pimpinan/dasbor', words: 'navDashboard', roles: ['manager', 'auditor'] },
  {
    href: '/pimpinan/mutu',
    words: 'navQuality',
    roles: ['objection_reviewer', 'approver', 'manager'],
  },
  { href: '/pimpinan/audit', words: 'navAudit', roles: ['manager', 'auditor'] },
  { href: '/pimpinan/permintaan-data', words: 'navDataRequests', roles: ['manager', 'auditor'] },
  { href: '/pimpinan/akses-darurat', words: 'navGlass', roles: ['manager', 'auditor'] },
  { href: '/petugas/perlindungan', words: 'navSponsors', roles: ['officer', 'manager'] },
  { href: '/petugas/impor', words: 'navImport', roles: ['officer', 'manager'] },
  {
    href: '/petugas/aturan',
    words: 'navLaw',
    roles: ['verifier', 'approver', 'objection_reviewer', 'manager', 'auditor'],
  },
  { href: '/admin/kesehatan', words: 'navHealth', roles: ['admin', 'auditor'] },
  { href: '/admin/pengguna', words: 'navUsers', roles: ['admin', 'manager', 'auditor'] },
]

interface StaffPageProps {
  title: string
  errors?: FormErrors
  children: ComponentChildren
}

/** The frame of every desk page: who is signed in, where one may go, the page itself over the whole width. */
export function StaffPage({ title, errors, children }: StaffPageProps) {
  const shared = useWords(sharedWords)
  const wrong = Object.values(errors ?? {}).some((text) => text !== undefined)
  return (
    <HtmlPage title={wrong ? `${shared.errorTitle}: ${title}` : title} door="staff">
      <a href="#isi" class="govuk-skip-link">
        {shared.skip}
      </a>
      <StaffHeader />
      <div class="santun-wide">
        <main class="govuk-main-wrapper govuk-!-padding-top-4" id="isi">
          <ErrorSummary errors={errors} />
          {children}
        </main>
      </div>
    </HtmlPage>
  )
}

function StaffHeader() {
  const { operator, staff, path, csrf } = usePage()
  const words = useWords(branchWords)
  const open = staff ? places.filter(({ roles }) => roles.some((role) => staff.roles.has(role))) : []
  return (
    <header class="santun-header">
      <div class="santun-wide santun-header__bar">
        <a href="/petugas" class="santun-header__name">
          {operator.name}
        </a>
        {staff && (
          <>
            <span class="santun-header__person">
              {staff.displayName}, {staff.branch.name}
            </span>
            <a href="/petugas/sandi">{words.ownPassword}</a>
            <form action="/petugas/bahasa" method="post">
              <input type="hidden" name={CSRF_FIELD} value={csrf} />
              <input type="hidden" name="lanjut" value={path} />
              <button type="submit">{words.otherLanguage}</button>
            </form>
            <form action="/petugas/keluar" method="post">
              <input type="hidden" name={CSRF_FIELD} value={csrf} />
              <button type="submit">{words.signOut}</button>
            </form>
          </>
        )}
      </div>
      {open.length > 0 && (
        <nav class="santun-wide" aria-label={words.navLabel}>
          {open.length > FEW ? (
            <details class="santun-menu">
              <summary>{words.navLabel}</summary>
              <Menu open={open} path={path} />
            </details>
          ) : (
            <Menu open={open} path={path} />
          )}
        </nav>
      )}
    </header>
  )
}

/** More places than these fold on a phone. */
const FEW = 4

function Menu({ open, path }: { open: readonly Place[]; path: string }) {
  const words = useWords(branchWords)
  return (
    <ul class="santun-nav">
      {open.map((place) => (
        <li key={place.href}>
          <a href={place.href} aria-current={path.startsWith(place.href) ? 'page' : undefined}>
            {words[place.words]}
          </a>
        </li>
      ))}
    </ul>
  )
}
