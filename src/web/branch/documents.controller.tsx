import { Body, Get, Param, ParseIntPipe, Post, type StreamableFile } from '@nestjs/common'
import { DocumentDecisions } from '../../documents/document-decisions.service.js'
import { DocumentService } from '../../documents/document.service.js'
import type { DocumentOfClaim } from '../../documents/documents-of-claim.query.js'
import { RegisteredPersons } from '../../membership/registered-person.query.js'
import { Roles } from '../../platform/login/access.js'
import { actingRole, actorOf } from '../../platform/login/acting-role.js'
import { CurrentStaff, type SignedIn } from '../../platform/login/signed-in.js'
import { claimReaders } from '../../platform/login/staff-roles.js'
import { InvalidInput, NotFound } from '../../platform/problem/problems.js'
import { errorsOf, type FormErrors, type FormValues, valuesOf } from '../shared/form.js'
import { type PageAnswer, refused, seeOther } from '../shared/page-answer.js'
import { PageController } from '../shared/page-controller.js'
import { claimId } from '../words/branch-claim.js'
import { ClaimDesk, type OpenClaim } from './claim-desk.service.js'
import { valuesToCompare } from './compare-values.js'
import { decisionOn, type DocumentForm } from './document-form.js'
import { DocumentsPage } from './documents.page.js'
import { DocumentViewerPage } from './document-viewer.page.js'
import { paths } from './paths.js'
import { pictureOf } from './picture-of.js'

/** The papers of a claim: the list, one document with its pictures, and what is decided about it. */
@PageController('petugas/klaim/:number/berkas')
export class DocumentsOfClaimController {
  constructor(
    private readonly desk: ClaimDesk,
    private readonly documents: DocumentService,
    private readonly decisions: DocumentDecisions,
    private readonly registered: RegisteredPersons,
  ) {}

  @Get()
  @Roles(...claimReaders)
  async list(@Param('number') number: string, @CurrentStaff() staff: SignedIn): Promise<PageAnswer> {
    const claim = await this.desk.open(number, staff)
    const documents = await this.documents.listFor(claim.file.id, this.desk.reader(staff))
    return <DocumentsPage claim={claim} documents={documents} />
  }

  @Get(':code')
  @Roles(...claimReaders)
  async view(
    @Param('number') number: string,
    @Param('code') code: string,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    return this.viewer(await this.desk.open(number, staff), code, staff)
  }

  /** The picture of one page; who looked is on record before it is sent. */
  @Get(':code/gambar/:file/:page')
  @Roles(...claimReaders)
  async picture(
    @Param('number') number: string,
    @Param('code') code: string,
    @Param('file') file: string,
    @Param('page', ParseIntPipe) page: number,
    @CurrentStaff() staff: SignedIn,
  ): Promise<StreamableFile> {
    const actor = this.desk.reader(staff)
    const claimId = await this.desk.idOf(number, staff)
    return pictureOf(await this.documents.openPageOf(claimId, { code, file, page }, actor))
  }

  @Post(':code')
  @Roles('verifier', 'approver')
  async decide(
    @Param('number') number: string,
    @Param('code') code: string,
    @Body() body: object,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const claim = await this.desk.open(number, staff)
    const values = valuesOf(body)
    const documents = await this.documents.listFor(claim.file.id, this.desk.reader(staff))
    const document = find(documents, code)
    const form = decisionOn(values, await this.compare(claim, document))
    if (!form.ok) return refused(await this.viewer(claim, code, staff, values, form.errors))
    try {
      await this.apply(claim.file.id, code, form, staff)
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      return refused(await this.viewer(claim, code, staff, values, errorsOf(error.errors, fieldNames)))
    }
    const next = nextToReview(documents, code)
    return seeOther(
      next
        ? `${paths.document(number, next.code)}?hasil=berkas`
        : `${paths.claim(number, 'berkas')}?hasil=berkas`,
    )
  }

  /** Lets the machines try once more what they gave up. */
  @Post(':code/ulang')
  @Roles('verifier', 'officer')
  async retry(
    @Param('number') number: string,
    @Param('code') code: string,
    @CurrentStaff() staff: SignedIn,
  ): Promise<PageAnswer> {
    const actor = actorOf(staff, actingRole(staff, ['verifier', 'officer']))
    await this.decisions.retryChecks(await this.desk.idOf(number, staff), code, actor)
    return seeOther(paths.document(number, code))
  }

  private apply(claimId: string, code: string, form: DocumentForm, staff: SignedIn): Promise<void> {
    const as = (role: 'verifier' | 'approver') => actorOf(staff, actingRole(staff, [role]))
    switch (form.decision) {
      case 'accept':
        return this.decisions.accept(claimId, code, as('verifier'), form)
      case 'defective':
        return this.decisions.markDefective(claimId, code, form.defect ?? '', as('verifier'), form)
      case 'check_by_hand':
        return this.decisions.checkByHand(claimId, code, form.reason ?? '', as('verifier'))
      case 'waive':
        return this.decisions.waive(claimId, code, form.reason ?? '', as('approver'), form.alternative)
    }
  }

  private async compare({ file }: OpenClaim, document: DocumentOfClaim) {
    const registered = await this.registered.ofClaim(file.id)
    const words = claimId as Readonly<Record<string, string>>
    return valuesToCompare(
      document,
      file,
      registered,
      (relation) => words[`relation_${relation}`] ?? relation,
    )
  }

  private async viewer(
    claim: OpenClaim,
    code: string,
    staff: SignedIn,
    values?: FormValues,
    errors?: FormErrors,
  ) {
    const documents = await this.documents.listFor(claim.file.id, this.desk.reader(staff))
    const document = find(documents, code)
    const view = {
      claim,
      document,
      place: documents.indexOf(document) + 1,
      of: documents.length,
      next: documents[documents.indexOf(document) + 1],
      compare: await this.compare(claim, document),
      defects: this.documents.defects(),
      mayDecide: staff.roles.has('verifier'),
      mayWaive: staff.roles.has('approver'),
      mayRetry: staff.roles.has('verifier') || staff.roles.has('officer'),
      values,
      errors,
    }
    return <DocumentViewerPage view={view} />
  }
}

/** Fields of the services by the names they have on the page. */
const fieldNames = {
  '/defectCode': 'kekurangan',
  '/alternative': 'pengganti',
  '/reason': 'alasan',
  '/document': '',
  '/claim': '',
}

/** @throws NotFound */
function find(documents: readonly DocumentOfClaim[], code: string): DocumentOfClaim {
  const found = documents.find((document) => document.code === code)
  if (!found) throw new NotFound('Klaim ini tidak meminta dokumen itu.')
  return found
}

/** The next one that waits for a person: first those after it, then those before. */
function nextToReview(documents: readonly DocumentOfClaim[], code: string): DocumentOfClaim | undefined {
  const place = documents.findIndex((document) => document.code === code)
  const others = [...documents.slice(place + 1), ...documents.slice(0, place)]
  return others.find(({ state }) => state === 'to_review' || state === 'stalled')
}
