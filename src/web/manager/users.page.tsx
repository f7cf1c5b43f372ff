import type { ListedMember } from '../../staff/members-in-branch.query.js'
import type { StaffChange } from '../../staff/staff-changes.service.js'
import { Outcome, Tag } from '../shared/components/blocks.js'
import { ButtonLink } from '../shared/components/form.js'
import { moneyText } from '../shared/components/money.js'
import { Table } from '../shared/components/table.js'
import { usePage } from '../shared/page-context.js'
import { StaffPage } from '../shared/staff-page.js'
import { useWords } from '../shared/words.js'
import { auditWords } from '../words/audit.js'
import { staffChangeWords } from '../words/staff-changes.js'
import { Moment } from './approvals.page.js'
import { Changes, HowItIsApplied } from './staff-changes.page.js'

interface UsersView {
  members: readonly ListedMember[]
  changes: readonly StaffChange[]
  roleLabel: (role: string) => string
}

/** A1: who may sign in, with which roles and limits. */
export function UsersPage({ members, changes, roleLabel }: UsersView) {
  const words = useWords(auditWords)
  const change = useWords(staffChangeWords)
  const { staff } = usePage()
  return (
    <StaffPage title={words.usersTitle}>
      <Outcome words={{ asked: change.done_asked, agreed: change.done_agreed }} />
      <h1 class="govuk-heading-l">{words.usersTitle}</h1>
      <Table
        caption={words.usersTitle}
        hideCaption
        rows={members}
        keyOf={({ id }) => id}
        columns={[
          { heading: words.username, cell: ({ username }) => username },
          { heading: words.name, cell: ({ display_name: name }) => name },
          { heading: words.branch, cell: ({ branch }) => branch },
          {
            heading: words.roles,
            cell: ({ roles }) =>
              roles
                .map(
                  ({ role, limit }) =>
                    roleLabel(role) + (limit === null ? '' : ` (${moneyText(BigInt(limit))})`),
                )
                .join(', '),
          },
          {
            heading: words.lastSeen,
            cell: ({ last_signed_in: at }) => (at === null ? words.never : <Moment at={at} />),
          },
          { heading: words.state, cell: (member) => <State member={member} /> },
        ]}
      />
      <h2 class="govuk-heading-m">{change.waitingTitle}</h2>
      <HowItIsApplied />
      <Changes changes={changes} label={roleLabel} />
      {(staff?.roles.has('admin') || staff?.roles.has('manager')) && (
        <ButtonLink href="/admin/pengguna/perubahan" kind="secondary">
          {change.ask}
        </ButtonLink>
      )}
    </StaffPage>
  )
}

function State({ member }: { member: ListedMember }) {
  const words = useWords(auditWords)
  const { staff } = usePage()
  if (!member.active) return <Tag colour="grey">{words.closed}</Tag>
  if (member.id === staff?.staffId) return <Tag colour="green">{words.ownAccount}</Tag>
  return <Tag colour="green">{words.active}</Tag>
}
