import type { MigrationObject } from '@mikro-orm/core'
import { Foundation } from './001-foundation.js'
import { Claims } from './002-claims.js'
import { Outbox } from './003-outbox.js'
import { Membership } from './004-membership.js'
import { Decisions } from './005-decisions.js'
import { Documents } from './006-documents.js'
import { Payment } from './007-payment.js'
import { Packets } from './008-packets.js'
import { Notifications } from './009-notifications.js'
import { Story } from './010-story.js'
import { DocumentsReading } from './011-documents-reading.js'
import { DocumentsUploads } from './011-documents-uploads.js'
import { MembershipImport } from './012-membership-import.js'
import { MembershipRegistry } from './013-membership-registry.js'
import { GateInGroups } from './014-gate-in-groups.js'
import { Messages } from './019-messages.js'
import { Letters } from './020-letters.js'
import { ClaimantAccess } from './021-claimant-access.js'
import { PreDrafts } from './022-pre-drafts.js'
import { Desk } from './023-desk.js'

/** Every migration in its order; an applied one is never edited. */
export const migrations: MigrationObject[] = [
  { name: '001-foundation', class: Foundation },
  { name: '002-claims', class: Claims },
  { name: '003-outbox', class: Outbox },
  { name: '004-membership', class: Membership },
  { name: '005-decisions', class: Decisions },
  { name: '006-documents', class: Documents },
  { name: '007-payment', class: Payment },
  { name: '008-packets', class: Packets },
  { name: '009-notifications', class: Notifications },
  { name: '010-story', class: Story },
  { name: '011-documents-reading', class: DocumentsReading },
  { name: '011-documents-uploads', class: DocumentsUploads },
  { name: '012-membership-import', class: MembershipImport },
  { name: '013-membership-registry', class: MembershipRegistry },
  { name: '014-gate-in-groups', class: GateInGroups },
  { name: '019-messages', class: Messages },
  { name: '020-letters', class: Letters },
  { name: '021-claimant-access', class: ClaimantAccess },
  { name: '022-pre-drafts', class: PreDrafts },
  { name: '023-desk', class: Desk },
]
