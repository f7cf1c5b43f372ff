import { Body, Get, Param, ParseIntPipe, Post, type StreamableFile } from '@nestjs/common'
import { ClaimByNumber } from '../../claims/claim-by-number.query.js'
import { ClaimHistory } from '../../claims/claim-history.query.js'
import type { Actor } from '../../claims/claim-command.port.js'
import { BreakGlass, type OpenGlass } from '../../documents/break-glass.service.js'
import { DocumentService } from '../../documents/document.service.js'
import { actingRole, actorOf } from '../../platform/login/acting-role.js'
import { Roles } from '../../platform/login/access.js'
import { CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { claimReaders, wholeNetworkRoles } from '../../platform/login/staff-roles.js'
import { NotFound } from '../../platform/problem/problems.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { valuesOf } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { glassId } from '../words/break-glass.js'
import { AskGlassPage, GlassDocumentPage, OpenGlassPage } from './break-glass.page.js'
import { paths } from './paths.js'
import { pictureOf } from './picture-of.js'

/** Whoever sees the whole network needs no emergency. */
const strangers = claimReaders.filter((role) => !(wholeNetworkRoles as readonly string[]).includes(role))
const LEAST = 20

/** A claim of another branch, read in an emergency. */
@PageController('petugas/klaim/:number/darurat')
export class BreakGlassController {
  constructor(
    private readonly glass: BreakGlass,
    private readonly claims: ClaimByNumber,
    private readonly histories: ClaimHistory,
    private readonly documents: DocumentService,
    private readonly words: ProblemWords,
  ) {}

  @Get()
  @Roles(...strangers)
  async show(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const open = await this.glass.current(number, staff.staffId)
    return open ? this.page(number, open, staff) : <AskGlassPage number={number} />
  }

  @Post()
  @Roles(...strangers)
  async open(
    @Param('number') number: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const values = valuesOf(body)
    const reason = values.alasan ?? ''
    if (reason.length < LEAST)
      return refused(
        <AskGlassPage number={number} values={values} errors={{ alasan: glassId.reasonShort }} />,
      )
    try {
      await this.glass.open(number, reason, readerOf(staff))
      return seeOther(paths.emergency(number))
    } catch (error) {
      if (!(error instanceof NotFound)) throw error
      return refused(<AskGlassPage number={number} values={values} errors={{ '': glassId.notFound }} />)
    }
  }

  @Get('berkas/:code')
  @Roles(...strangers)
  async document(
    @Param('number') number: string,
    @Param('code') code: string,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const { claimId, until } = await this.opened(number, staff)
    const document = await this.documents.getFor(claimId, code, readerOf(staff))
    return <GlassDocumentPage {...{ number, document, until }} />
  }

  /** The picture of one page, with the reason of the emergency beside who looked. */
  @Get('berkas/:code/gambar/:file/:page')
  @Roles(...strangers)
  async picture(
    @Param('number') number: string,
    @Param() { code, file }: { code: string; file: string },
    @Param('page', ParseIntPipe) page: number,
    @CurrentStaff() staff: SignedIn,
  ): Promise<StreamableFile> {
    const { claimId, reason } = await this.opened(number, staff)
    return pictureOf(await this.documents.openPageOf(claimId, { code, file, page }, readerOf(staff), reason))
  }

  /** @throws NotFound unless this person opened it, and the time is not over */
  private async opened(number: string, staff: SignedIn): Promise<OpenGlass> {
    const open = await this.glass.current(number, staff.staffId)
    if (!open) throw new NotFound('Klaim ini tidak terbuka bagi Anda. Buka lagi dengan alasannya.')
    return open
  }

  private async page(number: string, { claimId, until }: OpenGlass, staff: SignedIn) {
    const [file, steps, documents] = await Promise.all([
      this.claims.file(number, null),
      this.histories.of(claimId),
      this.documents.listFor(claimId, readerOf(staff)),
    ])
    const label = (event: string) => this.words.label('claim_events', event)
    return <OpenGlassPage view={{ file, steps, documents, until, label }} />
  }
}

/** This person as one who reads beyond the own branch: what the record of the emergency allows. */
function readerOf(staff: SignedIn): Actor {
  return { ...actorOf(staff, actingRole(staff, strangers)), branchId: null }
}
