import type { ListedMember } from '../../staff/members-in-branch.query.js'
import { Tag } from '../shared/components/blocks.js'
import { moneyText } from '../shared/components/money.js'
import { Table } from '../shared/components/table.js'
import { usePage } from '../shared/page-context.js'
import { StaffPage } from '../shared/staff-page.js'
import { useWords } from '../shared/words.js'
import { auditWords } from '../words/audit.js'
import { Moment } from './approvals.page.js'

interface UsersView {
  members: readonly ListedMember[]
  roleLabel: (role: string) => string
}

/** A1: who may sign in, with which roles and limits. */
export function UsersPage({ members, roleLabel }: UsersView) {
  const words = useWords(auditWords)
  return (
    <StaffPage title={words.usersTitle}>
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
