import { Injectable } from '@nestjs/common'
import type { Configstore } from '@tus/file-store'
import { Upload } from '@tus/server'
import { Clock } from '../../platform/clock/clock.js'
import { Sql } from '../../platform/database/sql.js'
import { PersonalData } from '../../platform/personal-data/personal-data.service.js'
import { fileName } from '../file-name.js'

/** A file on its way. */
export interface UploadRow {
  id: string
  claim_id: string
  code: string
  actor_id: string
  name: string
  size: number
  file_id: string | null
  /** The school year that it proves; null for a paper of the claim. */
  scholarship_year_id: string | null
}

const columns = 'id, claim_id, code, actor_id, name, size, file_id, scholarship_year_id'

/** What is known of files that arrive in pieces, in the database and not beside the pieces. */
@Injectable()
export class UploadRows implements Configstore {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly personal: PersonalData,
  ) {}

  async find(id: string): Promise<UploadRow | undefined> {
    const found = await this.sql.rows<UploadRow>(`select ${columns} from document_upload where id = $1`, [id])
    return (await this.personal.reveal(found, { name: 'document_file.name' }))[0]
  }

  begunBefore(instant: string): Promise<{ id: string }[]> {
    return this.sql.rows('select id from document_upload where begun_at < $1 order by begun_at', [instant])
  }

  async received(id: string, fileId: string): Promise<void> {
    await this.sql.rows('update document_upload set file_id = $2 where id = $1', [id, fileId])
  }

  /** Its age is told by our clock, when it is swept; so it has no date of creation here. */
  async get(id: string): Promise<Upload | undefined> {
    const row = await this.find(id)
    if (!row) return undefined
    const upload = new Upload({ id, size: row.size, offset: 0, metadata: { filename: row.name } })
    return Object.assign(upload, { creation_date: undefined })
  }

  async set(id: string, { metadata, size }: Upload): Promise<void> {
    const { claimId, code, yearId, actorId, filename } = metadata ?? {}
    const seals = await this.personal.ofClaim(claimId ?? '')
    await this.sql.rows(
      `insert into document_upload (id, claim_id, code, actor_id, name, size, begun_at, scholarship_year_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        id,
        claimId,
        code,
        actorId,
        seals.text('document_file.name', fileName(filename ?? '')),
        size,
        this.clock.now(),
        yearId ?? null,
      ],
    )
  }

  async delete(id: string): Promise<void> {
    await this.sql.rows('delete from document_upload where id = $1', [id])
  }
}
